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

describe('schedule', () => {
  const graph = JSON.stringify({ seconds: [2, 1, 1, 2], estimates: [1, 1, 1, 1], edges: [[0, 2], [1, 2], [1, 3]] });

  test('of a graph: measured on the definition that it is compiled to', async () => {
    await writeFile(join(folder, 'graph.json'), graph);
    const ran = await cauce(['schedule', 'graph.json', '--json']);
    expect(ran.exit).toBe(0);
    expect(json(ran)).toMatchObject({ makespan: 4, criticalPath: 3, optimal: true, addedPrecedences: expect.any(Array) as never, tree: expect.any(Object) as never });
    const estimated = await cauce(['schedule', 'graph.json', '--by', 'estimates', '--json']);
    expect(json(estimated)).toMatchObject({ makespan: 4, criticalPath: 3, optimal: false });
    expect((await cauce(['schedule', 'graph.json'])).out).toContain('4 steps in 00:00:04, 33.33 % over the longest chain of steps (00:00:03)');
  });

  test('of a pipeline: as `compile --json` tells it', async () => {
    const ran = await cauce(['schedule', training, '--json']);
    expect(ran.exit).toBe(0);
    const { ok: _, ...told } = json(ran) as Record<string, unknown>;
    expect(told).toMatchObject({ ratio: 1, optimal: true, addedPrecedences: [] });
    expect(json(await cauce(['compile', training, '--out', 'scheduled', '--json']))['schedule']).toEqual(told);
  });

  test('signals: which waits they keep, what these gain and cost, and what the role allows for them', async () => {
    await writeFile(join(folder, 'hours.json'), JSON.stringify({ seconds: [7200, 3600, 3600, 7200], edges: [[0, 2], [1, 2], [1, 3]] }));
    const signal = { from: 1, to: 2, gainSeconds: 3598, transitions: 2 };
    expect(json(await cauce(['schedule', 'hours.json', '--signals', '--json']))).toMatchObject({ makespan: 10802, criticalPath: 10800, addedPrecedences: [], signals: [signal] });
    expect((await cauce(['schedule', 'hours.json', '--signals'])).out).toContain('2 waits for 1 across branches: 00:59:58 shorter, about 2 transitions');
    expect(json(await cauce(['schedule', 'hours.json', '--json']))).toMatchObject({ makespan: 14400, signals: [] });

    const step = (name: string, hours: number, after: readonly string[]): object => ({ kind: 'lambda:invoke', name, arguments: { FunctionName: name }, estimateSeconds: hours * 3600, after });
    const pipeline = { format: 'cauce/1', name: 'hours', settings: { signals: true, artifacts: { bucket: 'markers' } }, steps: { a: step('A', 2, []), b: step('B', 1, []), c: step('C', 1, ['a', 'b']), d: step('D', 2, ['b']) } };
    await writeFile(join(folder, 'hours.cauce.json'), JSON.stringify(pipeline));
    const told = { signals: [{ ...signal, from: 'b', to: 'c' }] };
    expect(json(await cauce(['schedule', 'hours.cauce.json', '--json']))).toMatchObject(told);
    expect(json(await cauce(['compile', 'hours.cauce.json', '--out', 'hours', '--json']))).toMatchObject({ schedule: told });
    const { policy } = json(await cauce(['role', 'hours.cauce.json', '--out', 'hours', '--json'])) as unknown as { policy: { Statement: { Action: string | string[] }[] } };
    expect(policy.Statement.flatMap((s) => s.Action).sort()).toEqual(['lambda:InvokeFunction', 's3:GetObject', 's3:ListBucket', 's3:PutObject']);
    expect((await cauce(['schedule', 'hours.cauce.json', '--signals'])).err).toContain('a pipeline says in its settings');
  });

  test.each([['neither.json', '{"a": 1}', []], ['bare.json', '{"seconds": [1], "edges": []}', ['--by', 'estimates']]])('of %s, it says why not', async (name, text, more) => {
    await writeFile(join(folder, name), text);
    const ran = await cauce(['schedule', name, ...more]);
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err).toContain(name);
  });
});

describe('role', () => {
  interface Told { ok: boolean; diagnostics: { code: string }[]; files: string[]; policy: { Statement: { Action: string | string[] }[] } | null; parameters: string[] }

  test('writes the execution role for an environment and says what has to be known of it', async () => {
    const ran = await cauce(['role', training, '--env', 'dev', '--out', 'roles']);
    const written = join(folder, 'roles/income-training.role.yaml');
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toContain(`wrote ${written}`);
    expect(ran.out).toMatch(/ info role-every-resource The role allows sagemaker:ListTags on every resource: .+\n {4}AWS has no narrower form/);
    expect(ran.out).toMatch(/\n\d+ statements, 0 errors, 0 warnings in 1 file\n$/);
    expect(ran.out).not.toContain('to be given');
    const template = await readFile(written, 'utf8');
    expect(template).toMatch(/^# The role allows sagemaker:ListTags on every resource: /);
    expect(template).toContain('income-dev-artifacts');
  });

  test('without an environment it asks for the deploy parameters', async () => {
    const told = json(await cauce(['role', training, '--out', 'open', '--json'])) as unknown as Told;
    expect(told.ok).toBe(true);
    expect(told.files).toEqual([join(folder, 'open/income-training.role.yaml')]);
    expect(told.parameters).toEqual(['AlertTopicArn', 'ArtifactBucket', 'SageMakerRoleArn', 'Stage']);
    expect(told.policy?.Statement.flatMap((s) => s.Action)).toContain('sagemaker:CreateTrainingJob');
    expect((await cauce(['role', training, '--out', 'open'])).out).toMatch(/\nto be given when it is deployed: AlertTopicArn, ArtifactBucket, SageMakerRoleArn, Stage\n/);
  });

  test.each([[['--env', 'moon'], 2, /no environment “moon”; it has dev, prod/], [['--out', training], 2, /cannot be written to .+: it is a file/]] as const)('%j: exit %i and the reason', async (args, exit, reason) => {
    const ran = await cauce(['role', training, ...args]);
    expect(ran).toMatchObject({ exit, out: '' });
    expect(ran.err).toMatch(reason);
  });

  test('a pipeline with an error has no role: exit 1, nothing is written; one that cannot be read: exit 2', async () => {
    const broken = JSON.parse(await readFile(training, 'utf8')) as { name: string; steps: { train: { arguments: Record<string, unknown> } } };
    broken.name = 'no-role';
    broken.steps.train.arguments['RoleArn'] = { $param: 'NoSuchParameter' };
    await writeFile(join(folder, 'no-role.cauce.json'), JSON.stringify(broken));
    const ran = await cauce(['role', 'no-role.cauce.json', '--json']);
    expect(ran.exit).toBe(1);
    expect(json(ran)).toMatchObject({ ok: false, files: [], policy: null });
    expect(await readdir(folder)).not.toContain('no-role.role.yaml');
    expect(await cauce(['role', 'nowhere.cauce.json'])).toMatchObject({ exit: 2 });
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

  test('the pipeline itself is never overwritten, and why files cannot be written is said in words', async () => {
    const text = await readFile(training, 'utf8');
    await writeFile(join(folder, 'income-training.asl.json'), text);
    const over = await cauce(['compile', 'income-training.asl.json']);
    expect(over).toMatchObject({ exit: 2, out: '' });
    expect(over.err).toContain('would be overwritten');
    expect(await readFile(join(folder, 'income-training.asl.json'), 'utf8')).toBe(text);
    const file = await cauce(['compile', training, '--out', 'income-training.asl.json']);
    expect(file.exit).toBe(2);
    expect(file.err).toContain('it is a file, not a folder');
    await rm(join(folder, 'income-training.asl.json'));
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

describe('simulate', () => {
  const step = { kind: 'lambda:invoke', name: 'Score', arguments: { FunctionName: 'f' } };
  const good = { $compare: [{ $output: { from: 'score', path: ['Payload', 'auc'] } }, '>=', { $param: 'MinAuc' }] };
  const pipeline = {
    format: 'cauce/1', name: 'tested', language: 'jsonata',
    parameters: { MinAuc: { type: 'number', phase: 'run', default: 0.5 } },
    steps: { score: step, gate: { kind: 'choice', name: 'Gate', branches: [{ when: good }], otherwise: { to: 'reject' } }, reject: { kind: 'fail', name: 'Reject', arguments: { Error: 'TooLow', Cause: '<low>' } } },
  };
  const cases = {
    'Good <enough>': { expect: { status: 'SUCCEEDED', skips: ['reject'] } },
    'Too low': { input: { MinAuc: 0.99 }, expect: { error: 'TooLow', runs: ['reject'] } },
    mocked: { expect: { error: 'TooLow' } },
  };
  const mocks = { StateMachines: { tested: { TestCases: { mocked: { Score: 'low' }, plain: {} } } }, MockedResponses: { low: { '0': { Return: { Payload: { auc: 0.1 } } } } } };
  let here: string;
  beforeAll(async () => {
    here = await mkdtemp(join(folder, 'simulate-'));
    await writeFile(join(here, 'p.cauce.json'), JSON.stringify(pipeline));
    await writeFile(join(here, 'p.tests.json'), JSON.stringify({ format: 'cauce-tests/1', cases }));
    await writeFile(join(here, 'p.mocks.json'), JSON.stringify(mocks));
    await writeFile(join(here, 'bad.cauce.json'), JSON.stringify(pipeline));
    await writeFile(join(here, 'bad.tests.json'), JSON.stringify({ format: 'cauce-tests/1', cases: { ...cases, wrong: { expect: { status: 'FAILED' } }, lost: { faults: { scoer: {} } } } }));
    await writeFile(join(here, 'bad.mocks.json'), JSON.stringify(mocks));
    await writeFile(join(here, 'alone.cauce.json'), JSON.stringify(pipeline));
    await writeFile(join(here, 'empty.cauce.json'), JSON.stringify(pipeline));
    await writeFile(join(here, 'empty.tests.json'), JSON.stringify({ format: 'cauce-tests/1', cases: {} }));
    const twice = { faults: { score: { cause: 'no luck', times: 2 } } };
    await writeFile(join(here, 'redriven.cauce.json'), JSON.stringify(pipeline));
    await writeFile(join(here, 'redriven.tests.json'), JSON.stringify({ format: 'cauce-tests/1', cases: { 'Fails twice': twice, Redriven: { ...twice, redrives: 3 } } }));
    await writeFile(join(here, 'express.cauce.json'), JSON.stringify({ ...pipeline, machine: { type: 'EXPRESS' } }));
    await writeFile(join(here, 'express.tests.json'), JSON.stringify({ format: 'cauce-tests/1', cases: { Fails: { ...twice, expect: { status: 'FAILED' } } } }));
    await writeFile(join(here, 'fails.asl.json'), JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Fail', Error: 'Never', Cause: 'ever' } } }));
    await writeFile(join(here, 'machine.asl.json'), JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Succeed' } } }));
  });

  test('--all runs every case: a line each; a report for CI beside it', async () => {
    const ran = await cauce(['simulate', 'p.cauce.json', '--all', '--junit', 'out/report.xml'], { cwd: here });
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toBe('passed  Good <enough>  (SUCCEEDED after 00:00:05, 4 transitions)\npassed  Too low  (FAILED TooLow after 00:00:05, 4 transitions)\npassed  mocked  (FAILED TooLow after 00:00:05, 4 transitions)\n3 cases passed\n');
    const xml = await readFile(join(here, 'out/report.xml'), 'utf8');
    expect(xml).toMatch(/<testsuite name="tested" tests="3" failures="0" errors="0" /);
    expect(xml).toContain('name="Good &lt;enough&gt;"');
  });

  test('--all with a case that is not as expected: exit 1 and the difference, also of a case that cannot be run', async () => {
    const ran = await cauce(['simulate', 'bad.cauce.json', '--all', '--junit', 'bad.xml'], { cwd: here });
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain('FAILED  wrong  (SUCCEEDED after 00:00:05, 4 transitions)\n    status is SUCCEEDED, not FAILED\n');
    expect(ran.out).toMatch(/FAILED {2}lost\n {4}was not run\nbad\.tests\.json:1:\d+ error case-unknown-step /);
    expect(ran.out).toContain('2 of 5 cases failed');
    expect(await readFile(join(here, 'bad.xml'), 'utf8')).toMatch(/tests="5" failures="1" errors="1"/);
    const told = json(await cauce(['simulate', 'bad.cauce.json', '--all', '--json'], { cwd: here })) as unknown as { ok: boolean; cases: { name: string; passed: boolean; status: string | null; failures: string[] }[] };
    expect(told.ok).toBe(false);
    expect(told.cases.map((c) => [c.name, c.passed, c.status])).toEqual([['Good <enough>', true, 'SUCCEEDED'], ['Too low', true, 'FAILED'], ['mocked', true, 'FAILED'], ['wrong', false, 'SUCCEEDED'], ['lost', false, null]]);
  });

  test('--test-case takes one of the cases beside, else one of the mocks; --input stands before its own', async () => {
    const low = await cauce(['simulate', 'p.cauce.json', '--test-case', 'Too low'], { cwd: here });
    expect(low).toMatchObject({ exit: 0, err: '' });
    expect(low.out).toContain('As the test case expects.');
    const other = await cauce(['simulate', 'p.cauce.json', '--test-case', 'Too low', '--input', '{"MinAuc": 0}', '--json'], { cwd: here });
    expect([other.exit, json(other)]).toMatchObject([1, { status: 'SUCCEEDED', failures: ['error is none, not TooLow', '“Reject” (reject) did not run'] }]);
    expect((await cauce(['simulate', 'p.cauce.json', '--test-case', 'plain'], { cwd: here })).exit).toBe(0);
    expect((await cauce(['simulate', 'alone.cauce.json', '--test-case', 'mocked', '--mocks', 'p.mocks.json', '--json'], { cwd: here })).out).toContain('"error": "TooLow"');
  });

  test('--chaos lists what becomes of the pipeline when each task fails, from any test case', async () => {
    const ran = await cauce(['simulate', 'p.cauce.json', '--chaos'], { cwd: here });
    expect(ran).toMatchObject({ exit: 0, err: '' });
    expect(ran.out).toMatch(/^step {3}error +outcome +the pipeline ends\nScore {2}Lambda\./);
    expect(ran.out).toMatch(/^Score {2}States\.TaskFailed +ends the pipeline {2}FAILED States\.TaskFailed$/m);
    expect(ran.out).toMatch(/^\d+ failures: 0 ends well, 0 retried, 0 caught, \d+ ends the pipeline, 0 not reached$/m);
    const told = json(await cauce(['simulate', 'p.cauce.json', '--chaos', '--persistent', '--test-case', 'Too low', '--json'], { cwd: here })) as unknown as { ok: boolean; results: { step: string; outcome: string }[] };
    expect(told.ok).toBe(true);
    expect(new Set(told.results.map((r) => `${r.step} ${r.outcome}`))).toEqual(new Set(['score ends the pipeline']));
  });

  test('--redrive goes on with a failed execution, in its history; faults and mocks go on counting', async () => {
    const args = ['simulate', 'redriven.cauce.json', '--test-case', 'Fails twice'];
    const ran = await cauce([...args, '--redrive', '1'], { cwd: here });
    expect(ran).toMatchObject({ exit: 1, err: '' });
    const failed = '00:00:05            States.TaskFailed: no luck\n';
    expect(ran.out).toContain(`00:00:00  Task      Score\n${failed}00:00:05  FAILED, States.TaskFailed: no luck\n00:00:05  Redrive 1\n`);
    expect(ran.out).toContain('FAILED after 00:00:10 of virtual time, 3 transitions, 1 redrive\nStates.TaskFailed: no luck\n');
    const told = json(await cauce([...args, '--redrive', '3', '--json'], { cwd: here }));
    expect(told).toMatchObject({
      status: 'SUCCEEDED', redriveCount: 2, redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      attempts: [{ status: 'FAILED', error: 'States.TaskFailed', cause: 'no luck', endSeconds: 5 }, { status: 'FAILED', endSeconds: 10 }, { status: 'SUCCEEDED', error: null, endSeconds: 15 }],
    });
  });

  test('a test case says how often it is redriven', async () => {
    const ran = await cauce(['simulate', 'redriven.cauce.json', '--all'], { cwd: here });
    expect(ran.out).toMatch(/^FAILED {2}Fails twice {2}\(FAILED /);
    expect(ran.out).toContain('passed  Redriven  (SUCCEEDED after 00:00:15, 6 transitions, 2 redrives)\n');
    const never = await cauce(['simulate', 'redriven.cauce.json', '--all', '--redrive', '0'], { cwd: here });
    expect(never.out).toContain('2 of 2 cases failed');
  });

  test('an execution that cannot be redriven is not, and AWS’s reason is said', async () => {
    const args = ['simulate', 'express.cauce.json', '--test-case', 'Fails'];
    const ran = await cauce([...args, '--redrive', '2'], { cwd: here });
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain('not redriven: Express executions cannot be redriven. An Express execution cannot be redriven: start a new one.\nunexpected: was not redriven: Express executions cannot be redriven\n');
    expect(json(await cauce([...args, '--redrive', '2', '--json'], { cwd: here }))).toMatchObject({ redriveCount: 0, notRedriven: 'Express executions cannot be redriven', attempts: [{ status: 'FAILED' }] });
    expect((await cauce(args, { cwd: here })).exit).toBe(0);
  });

  test('--redrive of a definition', async () => {
    const ran = await cauce(['simulate', 'fails.asl.json', '--redrive', '2', '--json'], { cwd: here });
    expect([ran.exit, json(ran)]).toMatchObject([1, { status: 'FAILED', error: 'Never', redriveCount: 2, attempts: [{ error: 'Never' }, { error: 'Never' }, { error: 'Never' }] }]);
  });

  test.each([
    ['p.cauce.json', ['--redrive', 'often'], '--redrive is how often, a whole number, not “often”'],
    ['p.cauce.json', ['--chaos', '--redrive', '1'], 'Either --redrive or --chaos'],
    ['p.cauce.json', ['--test-case', 'nothing'], 'There is no test case “nothing”: there are Good <enough>, Too low, mocked, plain'],
    ['alone.cauce.json', ['--test-case', 'x'], 'There is no test case “x”: there is neither alone.tests.json nor a file of mocks'],
    ['alone.cauce.json', ['--all'], 'There is no file of test cases: alone.tests.json does not exist'],
    ['empty.cauce.json', ['--all'], 'There is nothing to run: empty.tests.json has no cases'],
    ['p.cauce.json', ['--junit', 'x.xml'], '--junit goes with --all'],
    ['p.cauce.json', ['--persistent'], '--persistent goes with --chaos'],
    ['p.cauce.json', ['--all', '--chaos'], 'Either --all or --chaos'],
    ['machine.asl.json', ['--chaos'], '--chaos is for pipelines, and machine.asl.json is a definition'],
    ['p.cauce.json', ['--all', '--test-case', 'x'], 'Either --all or --test-case'],
    ['machine.asl.json', ['--all'], '--all runs the test cases of a pipeline, and machine.asl.json is a definition'],
  ])('%s %j cannot be used', async (file, args, why) => {
    const ran = await cauce(['simulate', file, ...args], { cwd: here });
    expect(ran).toMatchObject({ exit: 2, out: '' });
    expect(ran.err.split('\n')[0]).toBe(`cauce: ${why}.`);
  });
});

test('several started at once on a cold cache all answer', async () => {
  const env = { CAUCE_CACHE: join(folder, 'cache') };
  const all = await Promise.all([1, 2, 3].map(() => cauce(['check', training], { env })));
  expect(all.map((r) => r.exit)).toEqual([0, 0, 0]);
  expect(await readdir(env.CAUCE_CACHE)).toHaveLength(1);
});
