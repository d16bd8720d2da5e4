import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const samples = join(root, 'public/samples');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cauce-cli-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Ran {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}
function cauce(args: readonly string[], options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {}): Promise<Ran> {
  return new Promise((done) => {
    const child = { cwd: options.cwd ?? folder, env: { ...process.env, ...options.env }, maxBuffer: 1e8 };
    execFile(process.execPath, [join(root, 'src/cli/cauce.mjs'), ...args], child, (error, out, err) => {
      done({ exit: error ? Number(error.code) : 0, out, err });
    });
  });
}
const json = (ran: Ran) => JSON.parse(ran.out) as Record<string, never>;
const training = join(samples, 'training.cauce.json');

describe('arguments', () => {
  test.each([[[]], [['frobnicate']], [['compile']], [['compile', training, training]], [['compile', training, '--language', 'yaml']], [['check', '--colour', 'x']], [['compile', training, '--target', 'cobol']], [['compile', training, '--env', 'moon']]])(
    '%j cannot be used: exit 2, the reason and the usage on standard error',
    async (args) => {
      const ran = await cauce(args);
      expect(ran).toMatchObject({ exit: 2, out: '' });
      expect(ran.err).toMatch(/^cauce: .+\n\nUsage: ?/);
    },
  );

  test('with --json unusable arguments are one JSON value too', async () => {
    const ran = await cauce(['compile', '--json']);
    expect(ran.exit).toBe(2);
    expect(json(ran)).toEqual({ ok: false, error: 'A file is missing' });
  });

  test('--help explains and is no failure', async () => {
    const ran = await cauce(['compile', '--help']);
    expect(ran.exit).toBe(0);
    expect(ran.out).toContain('--language');
  });
});

describe('compile', () => {
  test('writes the definition and its manifest to --out, and --json tells all of it', async () => {
    const ran = await cauce(['compile', training, '--out', 'made', '--json']);
    expect(ran.exit).toBe(0);
    const result = json(ran) as unknown as { ok: boolean; files: string[]; definition: object; manifest: { definition: { file: string; sha256: string } } };
    expect(result.ok).toBe(true);
    expect(result.files).toEqual([join(folder, 'made/income-training.asl.json'), join(folder, 'made/income-training.manifest.json')]);
    const [definition, manifest] = await Promise.all(result.files.map((f) => readFile(f, 'utf8')));
    expect(JSON.parse(definition ?? '')).toEqual(result.definition);
    expect(JSON.parse(manifest ?? '')).toEqual(result.manifest);
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(definition))).toString('hex');
    expect(result.manifest.definition).toEqual({ file: 'income-training.asl.json', sha256: digest });
  });

  test('without --out the files come where cauce was called, also through npm, which calls from the root', async () => {
    const here = join(folder, 'here');
    await mkdir(here);
    await writeFile(join(here, 'p.cauce.json'), await readFile(training));
    expect((await cauce(['compile', 'p.cauce.json'], { cwd: root, env: { INIT_CWD: here } })).exit).toBe(0);
    expect((await readdir(here)).sort()).toEqual(['income-training.asl.json', 'income-training.manifest.json', 'p.cauce.json']);
  });

  test('--language and --env shape the definition', async () => {
    const jsonpath = json(await cauce(['compile', training, '--language', 'jsonpath', '--json'])) as unknown as { definition: { QueryLanguage?: string } };
    expect(jsonpath.definition.QueryLanguage ?? 'JSONPath').toBe('JSONPath');
    const ran = await cauce(['compile', training, '--env', 'prod', '--json']);
    expect(ran.exit).toBe(0);
    expect(JSON.stringify(json(ran)['definition'])).not.toContain('${');
  });

  test('with an error nothing is written: exit 1, definition null', async () => {
    const broken = JSON.parse(await readFile(training, 'utf8')) as { name: string; steps: { train: { arguments: Record<string, unknown> } } };
    broken.name = 'broken';
    broken.steps.train.arguments['RoleArn'] = { $param: 'NoSuchParameter' };
    await writeFile(join(folder, 'broken.cauce.json'), JSON.stringify(broken, null, 2));
    const ran = await cauce(['compile', 'broken.cauce.json', '--json']);
    expect(ran.exit).toBe(1);
    expect(json(ran)).toMatchObject({ ok: false, files: [], definition: null, manifest: null });
    expect((await readdir(folder)).filter((f) => f.startsWith('broken.') && !f.endsWith('.cauce.json'))).toEqual([]);

    const human = await cauce(['compile', 'broken.cauce.json']);
    const line = (await readFile(join(folder, 'broken.cauce.json'), 'utf8')).split('\n').findIndex((l) => l.includes('"RoleArn": {') || l.includes('NoSuchParameter')) + 1;
    expect(human.exit).toBe(1);
    expect(human.out).toMatch(/^broken\.cauce\.json:\d+:\d+ error \S+ .*NoSuchParameter/m);
    expect(line).toBeGreaterThan(0);
  });

  test('an unreadable file is exit 2 in the same shape', async () => {
    const ran = await cauce(['compile', 'nowhere.cauce.json', '--json']);
    expect(ran.exit).toBe(2);
    expect(json(ran)).toMatchObject({ ok: false, files: [], definition: null, diagnostics: [{ severity: 'error', code: 'file-unreadable' }] });
  });
});

describe('check', () => {
  test('the samples have no errors', async () => {
    const files = (await readdir(samples)).filter((f) => f.endsWith('.cauce.json')).map((f) => join(samples, f));
    const ran = await cauce(['check', ...files, '--json']);
    expect(json(ran)).toMatchObject({ ok: true, files: files.map((file) => ({ file })) });
    expect(ran.exit).toBe(0);
  });

  test('takes definitions in JSON and YAML beside pipelines, and reports every file', async () => {
    const good = { StartAt: 'A', States: { A: { Type: 'Succeed' } } };
    await writeFile(join(folder, 'good.asl.json'), JSON.stringify(good));
    await writeFile(join(folder, 'bad.asl.json'), JSON.stringify({ ...good, StartAt: 'Nowhere' }));
    await writeFile(join(folder, 'good.asl.yaml'), 'StartAt: A\nStates:\n  A:\n    Type: Succeed\n');
    await writeFile(join(folder, 'cut.cauce.json'), '{"format": "cauce/1", "na');
    const ran = await cauce(['check', 'good.asl.json', 'bad.asl.json', 'good.asl.yaml', 'cut.cauce.json', '--json']);
    expect(ran.exit).toBe(1);
    const { ok, files } = json(ran) as unknown as { ok: boolean; files: { file: string; diagnostics: { severity: string; hint: string }[] }[] };
    expect(ok).toBe(false);
    expect(files.map((f) => [f.file, f.diagnostics.some((d) => d.severity === 'error')])).toEqual([['good.asl.json', false], ['bad.asl.json', true], ['good.asl.yaml', false], ['cut.cauce.json', true]]);
    expect(files.flatMap((f) => f.diagnostics).every((d) => d.hint.length > 0)).toBe(true);
  });

  test('a missing file and one that is not text are exit 2, the others are still checked', async () => {
    await writeFile(join(folder, 'binary.json'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    await writeFile(join(folder, 'fine.asl.json'), '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}');
    const ran = await cauce(['check', 'nowhere.json', 'binary.json', 'fine.asl.json', '--json']);
    expect(ran.exit).toBe(2);
    const { files } = json(ran) as unknown as { files: { diagnostics: { code: string }[] }[] };
    expect(files.map((f) => f.diagnostics.map((d) => d.code))).toEqual([['file-unreadable'], ['file-unreadable'], []]);
  });
});

test('several started at once on a cold cache all answer', async () => {
  const env = { CAUCE_CACHE: join(folder, 'cache') };
  const all = await Promise.all([1, 2, 3].map(() => cauce(['check', training], { env })));
  expect(all.map((r) => r.exit)).toEqual([0, 0, 0]);
  expect(await readdir(env.CAUCE_CACHE)).toHaveLength(1);
});
