import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cfnLint } from '../../testing/cfnLint.ts';

const template = (name: string): string => readFileSync(`public/templates/${name}`, 'utf8');

describe('cfn-lint', () => {
  let found: Awaited<ReturnType<typeof cfnLint>>;
  const templates: Record<string, string> = { 'identity.yaml': template('identity.yaml'), 'hosting.yaml': template('hosting.yaml'), 'artifacts.yaml': template('artifacts.yaml') };
  // The first run on a machine installs it.
  beforeAll(async () => {
    found = await cfnLint({ ...templates, 'wrong.yaml': template('identity.yaml').replace('states:StopExecution', 'states:StopExecutions') });
    if ('missing' in found) console.log(`skipped: the templates are not linted: ${found.missing}`);
  }, 300_000);

  it('finds no error and no warning in a template', ({ skip }) => {
    if ('missing' in found) return skip();
    expect(found.filter((f) => !f.startsWith('wrong.yaml'))).toEqual([]);
  });

  it('finds an action that does not exist', ({ skip }) => {
    if ('missing' in found) return skip();
    expect(found.filter((f) => f.startsWith('wrong.yaml')).join()).toMatch(/W3037 .*stopexecutions/i);
  });
});
