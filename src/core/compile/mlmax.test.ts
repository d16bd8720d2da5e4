import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import jsonata from 'jsonata';
import { describe, expect, test } from 'vitest';
import { findCorpora } from '../../testing/corpora.ts';
import { isList, isObject, type Json, type JsonObject } from '../base/json.ts';
import { pointer, valueAt } from '../base/pointer.ts';
import { catalogFor } from '../catalog/load.ts';
import { parsePipeline } from '../file/parse.ts';
import type { Language, Pipeline } from '../model/pipeline.ts';
import { compile } from './compile.ts';
import { definitionOf, type Artifacts } from './types.ts';

/**
 * The four ML Max samples against what ML Max really is: every leaf of the original definition, its value and when it is
 * bound. The corpora hold the truth; the samples are ours.
 */
const corpora = findCorpora('mlmax');
const SAMPLES = resolve(import.meta.dirname, '../../../public/samples');
const NAMES = ['training', 'inference', 'data', 'monitoring'] as const;
const RUN_INPUTS = { training: 14, inference: 9, data: 5, monitoring: 4 } as const;
const TRAINED = 's3://models/trained/model.tar.gz';
const TRAINING_STATE = 'SageMaker Training Step';

interface Truth {
  readonly design: JsonObject;
  readonly deploy: Readonly<Record<string, string>>;
  readonly run: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, string>>;
  readonly deployParameters: readonly string[];
  readonly executionInputNames: readonly string[];
}
const truthOf = (name: string): Truth => JSON.parse(readFileSync(join(corpora ?? '', `${name}.bindings.json`), 'utf8')) as Truth;
const originalOf = (name: string): JsonObject => JSON.parse(readFileSync(join(corpora ?? '', `${name}.json`), 'utf8')) as JsonObject;

async function compiled(name: string, language: Language): Promise<{ readonly pipeline: Pipeline; readonly artifacts: Artifacts }> {
  const { pipeline, diagnostics } = parsePipeline(readFileSync(join(SAMPLES, `mlmax-${name}.cauce.json`), 'utf8'));
  expect(diagnostics).toEqual([]);
  if (!pipeline) throw new Error('the sample does not open');
  const result = compile(pipeline, { catalog: await catalogFor(pipeline), language });
  expect(result.diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  return { pipeline, artifacts: result.artifacts as Artifacts };
}

/** Leaves below a state's arguments: empty lists and objects count too, so that nothing is added unseen. */
function leaves(json: Json, at: string): readonly (readonly [string, Json])[] {
  const children = isList(json) ? json.map((v, i) => [i, v] as const) : isObject(json) ? Object.entries(json) : [];
  return children.length === 0 ? [[at, json]] : children.flatMap(([k, v]) => leaves(v, at + pointer(k)));
}
function argumentLeaves(definition: JsonObject, field: 'Parameters' | 'Arguments'): Readonly<Record<string, Json>> {
  const states = Object.entries(definition['States'] as JsonObject) as [string, JsonObject][];
  return Object.fromEntries(states.flatMap(([name, s]) => (field in s ? leaves(s[field] as Json, pointer('States', name, field)) : [])));
}
const inArguments = (truth: Readonly<Record<string, Json>>) => Object.fromEntries(Object.entries(truth).filter(([p]) => p.includes('/Parameters/')));

describe.skipIf(corpora === null).each(NAMES)('ML Max %s', (name) => {
  test('JSONPath: every leaf has its value and phase, and there is no other', async () => {
    const { artifacts } = await compiled(name, 'jsonpath');
    const truth = truthOf(name);
    const found = argumentLeaves(definitionOf(artifacts), 'Parameters');
    const { design, deploy, run, data } = truth;
    expect(found).toEqual({ ...inArguments({ ...design, ...deploy, ...run }), ...Object.fromEntries(Object.keys(data).map((p) => [p, expect.any(String)])) });
    for (const [at, path] of Object.entries(data)) {
      expect(path).toBe("$['ModelArtifacts']['S3ModelArtifacts']");
      const [, variable, field] = /^\$(\w+)\.(\w+)$/.exec(String(found[at])) ?? [];
      expect(valueAt(definitionOf(artifacts), pointer('States', TRAINING_STATE, 'Assign', variable ?? '', `${field}.$`))).toBe('$.ModelArtifacts.S3ModelArtifacts');
    }
  });

  test('JSONPath: the same states in the same order, catching the same errors', async () => {
    const { artifacts } = await compiled(name, 'jsonpath');
    const [ours, theirs] = [definitionOf(artifacts), originalOf(name)].map((definition) => {
      const states = Object.entries(definition['States'] as JsonObject) as [string, JsonObject][];
      const catches = (s: JsonObject) => (s['Catch'] as JsonObject[] | undefined)?.map(({ ErrorEquals, Next }) => ({ ErrorEquals, Next }));
      const structure = states.map(([id, s]) => [id, { Type: s['Type'], Resource: s['Resource'], Next: s['Next'], End: s['End'], Cause: s['Cause'], Retry: s['Retry'], Catch: catches(s) }]);
      return { StartAt: definition['StartAt'], States: Object.fromEntries(structure) as Json };
    });
    expect(ours).toEqual(theirs);
  });

  test('JSONata: the same leaves evaluate to the same values', async () => {
    const { artifacts } = await compiled(name, 'jsonata');
    const truth = truthOf(name);
    const input = Object.fromEntries(truth.executionInputNames.map((n) => [n, `value of ${n}`]));
    const deployed = Object.fromEntries(truth.deployParameters.map((n) => [n, `deployed ${n}`]));
    const variables = await assignedByTraining(definitionOf(artifacts));
    const found = Object.entries(argumentLeaves(definitionOf(artifacts), 'Arguments'));
    const values = await Promise.all(found.map(async ([at, v]) => [at, await evaluate(substitute(v, deployed), { context: { Execution: { Input: input } } }, variables)] as const));

    const expected: [string, Json][] = [
      ...Object.entries(inArguments(truth.design)),
      ...Object.entries(inArguments(truth.deploy)).map(([at, v]): [string, Json] => [at, substitute(v, deployed)]),
      ...Object.entries(truth.run).map(([at, v]): [string, Json] => [at, input[/'(\w+)'/.exec(v)?.[1] ?? ''] as string]),
      ...Object.keys(truth.data).map((at): [string, Json] => [at, TRAINED]),
    ];
    const asArguments = expected.map(([at, v]) => [at.replace('/Parameters/', '/Arguments/').replace(/\.\$$/, ''), v]);
    expect(Object.fromEntries(values)).toEqual(Object.fromEntries(asArguments));
  });

  test('the manifest lists the run inputs, all required, and the four parameters of the stack', async () => {
    const { pipeline, artifacts } = await compiled(name, 'jsonpath');
    const truth = truthOf(name);
    const parameters = artifacts.manifest['parameters'] as { name: string; phase: string; required: boolean; usedIn: { pointer: string | null }[] }[];
    const named = (phase: string) => parameters.filter((p) => p.phase === phase).map((p) => p.name).sort();
    expect(named('run')).toEqual(truth.executionInputNames);
    expect(named('run')).toHaveLength(RUN_INPUTS[name]);
    expect(named('deploy')).toEqual(truth.deployParameters);
    expect(parameters.every((p) => p.usedIn.length > 0 && (p.phase === 'deploy' || p.required))).toBe(true);
    // The names of the stack's state machine and role, put together as CloudFormation would.
    const text = (pipeline.machine?.name as { $text: readonly (string | { $param: string })[] }).$text.map((part) => (typeof part === 'string' ? part : `\${${part.$param}}`));
    expect(text.join('')).toBe(truth.deploy['(StateMachineName)']);
    expect(`\${${(pipeline.machine?.role as { $param: string }).$param}}`).toBe(truth.deploy['(RoleArn)']);
  });
});

async function assignedByTraining(definition: JsonObject): Promise<JsonObject> {
  const assign = valueAt(definition, pointer('States', TRAINING_STATE, 'Assign'));
  const result = { ModelArtifacts: { S3ModelArtifacts: TRAINED } };
  const evaluateDeep = async (json: Json): Promise<Json> =>
    isObject(json) ? Object.fromEntries(await Promise.all(Object.entries(json).map(async ([k, v]) => [k, await evaluateDeep(v)] as const))) : evaluate(json, { result }, {});
  return (await evaluateDeep(assign ?? {})) as JsonObject;
}

/** As Step Functions evaluates a leaf: `{% … %}` is JSONata, everything else is itself. */
async function evaluate(leaf: Json, states: JsonObject, variables: JsonObject): Promise<Json> {
  const code = typeof leaf === 'string' ? /^\{%(.*)%\}$/s.exec(leaf)?.[1] : undefined;
  return code === undefined ? leaf : ((await jsonata(code).evaluate(undefined, { states, ...variables })) as Json);
}

/** As CloudFormation fills in `${Name}`. */
function substitute(leaf: Json, values: Readonly<Record<string, string>>): Json {
  return typeof leaf === 'string' ? leaf.replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? '') : leaf;
}
