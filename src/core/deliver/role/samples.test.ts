import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cfnLint } from '../../../testing/cfnLint.ts';
import { readTemplate, stackOf } from '../../../testing/cloudFormation.ts';
import { isAllowed, statementsOf, textsOf, type Call } from '../../../testing/iam.ts';
import { neededCalls } from '../../../testing/neededCalls.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { catalogFor } from '../../catalog/load.ts';
import { compile } from '../../compile/compile.ts';
import type { Artifacts } from '../../compile/types.ts';
import { parsePipeline } from '../../file/parse.ts';
import type { Language, Pipeline } from '../../model/pipeline.ts';
import { plausibleInput, prepareRehearsal, type Rehearsal } from '../../rehearse/prepare.ts';
import { Execution } from '../../simulate/simulate.ts';
import type { Answers, TaskCall } from '../../simulate/answer.ts';
import { openNames, roleOfPipeline } from './pipelineRole.ts';
import { EVERY_RESOURCE } from './wildcards.ts';

const FOLDER = 'public/samples';
const samples = readdirSync(FOLDER).filter((f) => f.endsWith('.cauce.json'));
const pipelineIn = (file: string): Pipeline => parsePipeline(readFileSync(`${FOLDER}/${file}`, 'utf8'), file).pipeline as Pipeline;

async function roleOf(pipeline: Pipeline, language: Language, environment?: string) {
  const { artifacts } = compile(pipeline, { catalog: await catalogFor(pipeline), language, ...(environment === undefined ? {} : { environment }) });
  return roleOfPipeline(pipeline, (artifacts as Artifacts).definitionText, environment);
}

/** Every call that a simulation makes: of the run that goes well, and of those in which one state after the other fails. */
async function callsOf(rehearsal: Rehearsal): Promise<readonly TaskCall[]> {
  const calls: TaskCall[] = [];
  const answers = rehearsal.answers({});
  const run = async (failing: string | undefined): Promise<void> => {
    const watched: Answers = (call) => {
      calls.push(call);
      return call.state === failing ? { throw: { error: 'SageMaker.AmazonSageMakerException', cause: '' } } : answers(call);
    };
    await new Execution(rehearsal.program, { input: plausibleInput(rehearsal.pipeline, rehearsal.environment), answers: watched }).run();
  };
  await run(undefined);
  for (const state of new Set(calls.map((c) => c.state))) await run(state);
  return calls;
}

function policyOf(template: string, given: Readonly<Record<string, Json>> = {}): JsonObject {
  const [policy] = stackOf(template, given).properties('ExecutionRole')['Policies'] as readonly JsonObject[];
  return policy?.['PolicyDocument'] as JsonObject;
}

const parametersOf = (template: string): string[] => Object.keys(readTemplate(template)['Parameters'] as JsonObject);
const missing = (policy: JsonObject, calls: readonly Call[]): string[] => calls.filter((c) => !isAllowed([policy], c)).map((c) => `${c.action} ${c.resource}`);

describe.each(samples)('the role of %s', (file) => {
  const pipeline = pipelineIn(file);
  const environments = Object.keys(pipeline.environments ?? {});

  it.each(['jsonata', 'jsonpath'] as const)('allows every call that a run makes, in %s', async (language) => {
    for (const environment of environments) {
      const rehearsal = prepareRehearsal(pipeline, { catalog: await catalogFor(pipeline), language, environment });
      if (!('program' in rehearsal)) throw new Error('the sample does not compile');
      const needed = (await callsOf(rehearsal)).flatMap((c) => {
        const calls = neededCalls(c.resource, c.input as JsonObject);
        if (!calls) throw new Error(`${c.resource} is not in the table`);
        return calls;
      });
      expect(needed.length).toBeGreaterThan(0);
      const bound = policyOf((await roleOf(pipeline, language, environment)).template);
      const open = await roleOf(pipeline, language);
      const values = pipeline.environments?.[environment]?.values ?? {};
      const given = Object.fromEntries(parametersOf(open.template).filter((name) => name in values).map((name) => [name, String(values[name])]));
      expect(missing(bound, needed)).toEqual([]);
      expect(missing(policyOf(open.template, given), needed)).toEqual([]);
    }
  });

  it('allows nothing that no step does', async () => {
    const { template, role } = await roleOf(pipeline, 'jsonata', environments[0]);
    expect(role.gaps).toEqual([]);
    const policy = policyOf(template);
    const others: Call[] = [
      { action: 'iam:PassRole', resource: 'arn:aws:iam::111122223333:role/admin', context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } },
      { action: 'sagemaker:DeleteModel', resource: 'arn:aws:sagemaker:us-east-1:111122223333:model/create-model-1' },
      { action: 's3:GetObject', resource: 'arn:aws:s3:::another-bucket/key' },
      { action: 'states:StartExecution', resource: 'arn:aws:states:us-east-1:111122223333:stateMachine:x' },
      { action: 'sns:Publish', resource: 'arn:aws:sns:us-east-1:111122223333:another' },
    ];
    expect(others.filter((c) => isAllowed([policy], c))).toEqual([]);
    for (const s of statementsOf(policy).filter((p) => textsOf(p['Action']).includes('iam:PassRole'))) {
      expect(s['Condition']).toEqual({ StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } });
    }
  });

  it('has no wildcard but the listed ones', async () => {
    const { template, role } = await roleOf(pipeline, 'jsonata');
    const document = JSON.stringify(policyOf(template, Object.fromEntries(parametersOf(template).map((name) => [name, `value-of-${name}`]))));
    const statements = statementsOf(JSON.parse(document) as JsonObject);
    expect(statements.flatMap((s) => textsOf(s['Action'])).filter((a) => /[*?]/.test(a))).toEqual([]);
    const everywhere = statements.filter((s) => textsOf(s['Resource']).includes('*')).flatMap((s) => textsOf(s['Action']));
    expect(everywhere.filter((a) => !(a in EVERY_RESOURCE))).toEqual([]);
    // Any name of a type only where the run gives the name, and then as a parameter that can be narrowed.
    expect(statements.flatMap((s) => textsOf(s['Resource'])).filter((r) => /[:/]\*$/.test(r))).toEqual([]);
    const open = role.asked.filter((a) => a.default === '*').map((a) => a.name);
    expect(open.every((name) => /^(Processing|Training)JobNames$/.test(name) && file.startsWith('mlmax'))).toBe(true);
  });

  it('needs no more than account and region to be a plain policy, with an environment', async () => {
    for (const environment of environments) {
      const written = await roleOf(pipeline, 'jsonata', environment);
      expect(openNames(written).filter((n) => !/^(Processing|Training)JobNames$/.test(n))).toEqual([]);
      expect(isObject(written.policy)).toBe(true);
    }
  });
});

/** The training sample with a log in its `dev`. */
const GROUP = 'arn:aws:logs:us-east-1:111122223333:log-group:/mine';
function logged(logGroup?: string): Pipeline {
  const pipeline = pipelineIn('training.cauce.json');
  const dev = pipeline.environments?.['dev'] ?? {};
  return { ...pipeline, environments: { dev: { ...dev, logLevel: 'ERROR', ...(logGroup === undefined ? {} : { logGroup }) } } };
}

describe('the log of the executions', () => {
  it('gets a log group where the environment names none, called after the machine; its ARN is what the environment takes', async () => {
    const stack = stackOf((await roleOf(logged(), 'jsonata', 'dev')).template, {});
    expect(stack.properties('ExecutionLog')).toMatchObject({ LogGroupName: '/aws/vendedlogs/states/income-training-dev' });
    expect(stack.outputs['LogGroupArn']).toBe('<ExecutionLog.Arn>');
  });

  it('is left to the environment that names one', async () => {
    const { template } = await roleOf(logged(GROUP), 'jsonata', 'dev');
    expect(template).not.toContain('AWS::Logs::LogGroup');
    expect(template).toContain('logs:CreateLogDelivery');
  });
});

describe('cfn-lint', () => {
  let found: Awaited<ReturnType<typeof cfnLint>>;
  beforeAll(async () => {
    const templates: Record<string, string> = {};
    for (const file of samples) {
      const pipeline = pipelineIn(file);
      for (const environment of [undefined, ...Object.keys(pipeline.environments ?? {})]) templates[`${file}.${environment ?? 'open'}.yaml`] = (await roleOf(pipeline, 'jsonata', environment)).template;
    }
    templates['logged.yaml'] = (await roleOf(logged(), 'jsonata', 'dev')).template;
    found = await cfnLint(templates);
    if ('missing' in found) console.log(`skipped: the roles are not linted: ${found.missing}`);
  }, 300_000);

  it('finds no error and no warning in the role of a sample', ({ skip }) => {
    if ('missing' in found) return skip();
    expect(found).toEqual([]);
  });
});
