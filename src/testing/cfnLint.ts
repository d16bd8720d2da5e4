import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pythonTools } from '../../e2e/python.mjs';

const RUN = 'from cfnlint.runner import main; main()';

/**
 * What AWS's linter of CloudFormation templates finds in each, warnings included: the empty list when all is well.
 * @param templates text by name
 * @returns the findings, or why there is no linter here
 */
export async function cfnLint(templates: Readonly<Record<string, string>>): Promise<readonly string[] | { readonly missing: string }> {
  const tools = await pythonTools();
  if ('missing' in tools) return tools;
  const folder = mkdtempSync(join(tmpdir(), 'cauce-lint-'));
  try {
    const files = Object.entries(templates).map(([name, text]) => {
      const file = join(folder, name);
      writeFileSync(file, text);
      return file;
    });
    const { stdout, stderr, error } = spawnSync(tools.python, ['-c', RUN, '--format', 'json', '--regions', 'us-east-1', 'eu-central-1', '--', ...files], { encoding: 'utf8' });
    if (error) throw error;
    if (stderr.trim() !== '' || !stdout.trim().startsWith('[')) throw new Error(`cfn-lint did not run: ${stderr || stdout}`);
    return (JSON.parse(stdout) as Finding[]).map((f) => `${f.Filename.slice(folder.length + 1)}:${f.Location.Start.LineNumber} ${f.Rule.Id} ${f.Message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Finding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Start: { readonly LineNumber: number } };
}
