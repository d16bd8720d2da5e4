import { createRequire } from 'node:module';
import { isDeepStrictEqual } from 'node:util';
import { medianMs, type Figure } from '../../testing/bench.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { Execution, Program } from './simulate.ts';

/**
 * Simulating, measured as an editor does it: a program is prepared once, then executed. Peer: `aws-local-stepfunctions` 3,
 * which tasks also answer at once.
 */
export async function bench(): Promise<readonly Figure[]> {
  const loop = choiceLoop(1_000);
  const items = Array.from({ length: 1_000 }, (_, i) => ({ i }));
  const jsonata = row(1_000, (i) => ({ Type: 'Pass', Output: { n: `{% $states.input.n + ${i % 7} %}`, text: "{% 'run ' & $string($states.input.n) %}" } }), 'JSONata');
  const pipeline = row(20, (i) => ({ Type: 'Task', Resource: LAMBDA, Arguments: { step: i, data: '{% $states.input %}' }, Output: { n: '{% $states.result.n + 1 %}' } }), 'JSONata');
  return [
    await passes(10_000),
    { what: 'simulate a Map of 1 000 items', value: await ours(mapOf, items), unit: 'ms', budget: 5, ...(await theirs(mapOf, items)) },
    { what: 'simulate a Choice loop of 1 000 rounds', value: await ours(loop, { n: 1 }), unit: 'ms', ...(await theirs(loop, { n: 1 })) },
    { what: 'simulate 1 000 Pass states in JSONata', value: await ours(jsonata, { n: 1 }), unit: 'ms', ...(await theirs(jsonata, { n: 1 })) },
    { what: 'simulate 50 cases of a pipeline of 20 steps', value: await medianMs(async () => { for (let i = 0; i < 50; i++) await simulated(new Program(pipeline), { n: i }); }), unit: 'ms', budget: 1000 },
  ];
}

const LAMBDA = 'arn:aws:lambda:us-east-1:111111111111:function:f';
/** Runs, and runs before them: short ones, which the engine compiles only after some dozens. The peer has as many. */
const WARM = [21, 30] as const;
const ANSWER = { n: 1 };

/** Plain Pass states in a row. */
async function passes(count: number): Promise<Figure> {
  const states = row(count, () => ({ Type: 'Pass' }), 'JSONPath');
  const { peer } = await theirs(states, {});
  const inSecond = (ms: number): number => (count / ms) * 1000;
  return { what: 'simulate Pass states, transitions', value: inSecond(await ours(states, {})), unit: '/s', budget: 500_000, ...(peer === undefined ? {} : { peer: { name: peer.name, value: inSecond(peer.value) } }) };
}

const mapOf: JsonObject = { StartAt: 'M', States: { M: { Type: 'Map', ItemProcessor: { StartAt: 'T', States: { T: { Type: 'Pass', End: true } } }, End: true } } };

function choiceLoop(rounds: number): JsonObject {
  return {
    StartAt: 'Count',
    States: {
      Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Again' },
      Again: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericLessThan: rounds, Next: 'Count' }], Default: 'Done' },
      Done: { Type: 'Succeed' },
    },
  };
}

function row(size: number, state: (i: number) => JsonObject, QueryLanguage: string): JsonObject {
  const States = Object.fromEntries(Array.from({ length: size }, (_, i) => [`S${i}`, { ...state(i), ...(i === size - 1 ? { End: true } : { Next: `S${i + 1}` }) }] as const));
  return { QueryLanguage, StartAt: 'S0', States };
}

async function simulated(program: Program, input: Json): Promise<void> {
  const run = await new Execution(program, { input, answers: () => ({ return: ANSWER }) }).run();
  if (run.status !== 'SUCCEEDED') throw new Error(run.cause);
}

async function ours(definition: JsonObject, input: Json): Promise<number> {
  const program = new Program(definition);
  return medianMs(() => simulated(program, input), ...WARM);
}

interface Peer {
  readonly StateMachine: new (definition: JsonObject, options: object) => { readonly run: (input: Json, options: object) => { readonly result: Promise<Json> } };
}

/** Its figure; none where it does not come to the same output, as with most of JSONata: that is not the same work. */
async function theirs(definition: JsonObject, input: Json): Promise<Pick<Figure, 'peer'>> {
  withResolversOfNode22();
  const { StateMachine } = createRequire(`${process.cwd()}/package.json`)('aws-local-stepfunctions') as Peer;
  const machine = new StateMachine(definition, { validationOptions: { noValidate: true, checkPaths: false, checkArn: false } });
  const run = (): Promise<Json> => machine.run(structuredClone(input), {}).result;
  const { output } = await new Execution(new Program(definition), { input, answers: () => ({ return: ANSWER }) }).run();
  if (!isDeepStrictEqual(await run().catch(() => undefined), output)) return {};
  return { peer: { name: 'aws-local-stepfunctions', value: await medianMs(run, ...WARM) } };
}

/** The peer needs `Promise.withResolvers`, which Node has from 22 on. */
function withResolversOfNode22(): void {
  const promises = Promise as unknown as { withResolvers?: () => object };
  promises.withResolvers ??= () => {
    const made: { promise?: Promise<unknown>; resolve?: unknown; reject?: unknown } = {};
    made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
    return made;
  };
}
