import { isMap, pointersTo, statesOf, type FoundState, type Mutable, type MutableJson, type Plant } from './mutable.ts';

const PUT = 'arn:aws:states:::aws-sdk:s3:putObject';

/** States that write a marker, and those that wait for one: in places of the compiler's, so not every S3 object. */
const of = (kind: 'writer' | 'wait', find: (s: FoundState) => readonly (() => void)[]): Plant => ({ definition }) => statesOf(definition).filter(({ state }) => kindOf(state) === kind).flatMap(find);

function kindOf(state: Mutable): 'writer' | 'wait' | undefined {
  if (state['Type'] !== 'Task' || !JSON.stringify(state).includes('/_signals/')) return undefined;
  return state['Resource'] === PUT ? 'writer' : 'wait';
}
function argumentsOf(state: Mutable): Mutable {
  return (state['Arguments'] ?? state['Parameters']) as Mutable;
}
function change(holder: Mutable, key: string, to: (text: string) => string): void {
  holder[key] = to(String(holder[key]));
}
/** Everything that leads to a state leads past it. */
function skip({ name, state, states, scope }: FoundState): void {
  for (const p of pointersTo(states)) if (p.holder[p.key] === name) p.holder[p.key] = state['Next'] as string;
  if (scope['StartAt'] === name) scope['StartAt'] = state['Next'] as string;
  delete states[name];
}
/** A state and the one that it leads to change places. */
function swap({ name, state, states, scope }: FoundState): void {
  const nextName = String(state['Next']);
  const next = states[nextName] as Mutable;
  for (const p of pointersTo(states)) if (p.holder[p.key] === name) p.holder[p.key] = nextName;
  if (scope['StartAt'] === name) scope['StartAt'] = nextName;
  const { Next, End } = next;
  delete next['End'];
  delete state['Next'];
  if (Next === undefined) state['End'] = End as MutableJson; else state['Next'] = Next;
  next['Next'] = name;
}

/** Faults of waits across branches. */
export const faultsOfSignals: Readonly<Record<string, Plant>> = {
  'signal-left-out': of('writer', (s) => (s.state['Next'] === undefined ? [] : [() => skip(s)])),
  'signal-elsewhere': of('writer', ({ state }) => ['Key', 'Key.$'].filter((k) => argumentsOf(state)[k] !== undefined).map((k) => () => change(argumentsOf(state), k, (t) => t.replace('/_signals/', '/signals/')))),
  'signal-of-another-run': of('writer', ({ state }) => ['Key', 'Key.$'].filter((k) => argumentsOf(state)[k] !== undefined).map((k) => () => change(argumentsOf(state), k, (t) => t.replace('Execution.Name', 'Execution.Id')))),
  'signal-of-nothing': of('writer', ({ state }) => (Object.keys(argumentsOf(state)['Body'] as Mutable).length === 0 ? [] : [() => { argumentsOf(state)['Body'] = {}; }])),
  'signal-of-other-values': of('writer', ({ state }) => Object.keys(argumentsOf(state)['Body'] as Mutable).map((k) => () => { (argumentsOf(state)['Body'] as Mutable)[k] = k.endsWith('.$') ? '$$.Execution.Name' : 'another'; })),
  'signal-too-late': of('writer', (s) => (isMap(s.states[String(s.state['Next'])]) ? [() => swap(s)] : [])),
  'signal-too-early': ({ definition }) => statesOf(definition).filter(({ state, states }) => isMap(states[String(state['Next'])]) && kindOf(states[String(state['Next'])] as Mutable) === 'writer').map((s) => () => swap(s)),
  'wait-left-out': of('wait', (s) => [() => skip(s)]),
  'wait-too-late': of('wait', (s) => (isMap(s.states[String(s.state['Next'])]) ? [() => swap(s)] : [])),
  'wait-for-another': of('wait', ({ state }) => ['Key', 'Key.$'].filter((k) => argumentsOf(state)[k] !== undefined).map((k) => () => change(argumentsOf(state), k, (t) => t.replace(/_signals\/[^.]*/, '_signals/another')))),
  'wait-in-another-bucket': of('wait', ({ state }) => [() => { argumentsOf(state)['Bucket'] = 'another'; }]),
  'wait-gives-up': of('wait', ({ state }) => [() => { (state['Retry'] as MutableJson[]).shift(); }]),
};
