import { isMap, pointersTo, statesOf, type FoundState, type Mutable, type MutableJson, type Plant } from './mutable.ts';

const states = (find: (s: FoundState) => readonly (() => void)[]): Plant => ({ definition }) => statesOf(definition).flatMap(find);
const drop = (holder: Mutable, key: string): (() => void) => () => { delete holder[key]; };
const lists = (state: Mutable, key: string): readonly Mutable[] => (Array.isArray(state[key]) ? (state[key] as MutableJson[]).filter(isMap) : []);
const text = (value: MutableJson | undefined): string => JSON.stringify(value ?? null);

/** Names of variables that a state assigns when it succeeds. */
function assigned(state: Mutable): readonly string[] {
  return isMap(state['Assign']) ? Object.keys(state['Assign']).map((k) => k.replace(/\.\$$/, '')) : [];
}
function reads(state: Mutable, name: string): boolean {
  return new RegExp(`\\$${name}\\b`).test(text(state));
}

/** Faults of what runs, in which order, and what happens when something fails. */
export const faultsOfFlow: Readonly<Record<string, Plant>> = {
  'missing-state': states(({ name, state, states: all, scope }) => (typeof state['Next'] === 'string' && state['Type'] === 'Task' ? [() => {
    for (const p of pointersTo(all)) if (p.holder[p.key] === name) p.holder[p.key] = state['Next'] as string;
    if (scope['StartAt'] === name) scope['StartAt'] = state['Next'] as string;
    delete all[name];
  }] : [])),
  'extra-state': states(({ state, states: all }) => (typeof state['Next'] === 'string' && state['Type'] === 'Task' ? [() => {
    all['Once more'] = { ...state };
    state['Next'] = 'Once more';
  }] : [])),
  'step-left-out': states(({ state, states: all }) => {
    const next = isMap(all[String(state['Next'])]) ? (all[String(state['Next'])] as Mutable) : undefined;
    return next && typeof next['Next'] === 'string' && next['Type'] !== 'Pass' ? [() => { state['Next'] = next['Next'] as string; }] : [];
  }),
  'cut-short': states(({ state }) => (typeof state['Next'] === 'string' && state['Type'] === 'Task' ? [() => { delete state['Next']; state['End'] = true; }] : [])),
  'swapped-next': states(({ state: x, states: all }) => {
    const [y, z] = [all[String(x['Next'])], isMap(all[String(x['Next'])]) ? all[String((all[String(x['Next'])] as Mutable)['Next'])] : undefined];
    if (!isMap(y) || !isMap(z) || z['Type'] === 'Choice' || !assigned(y).some((n) => reads(z, n))) return [];
    const [yName, zName] = [String(x['Next']), String(y['Next'])];
    return [() => {
      x['Next'] = zName;
      if (z['End'] === true) { delete z['End']; y['End'] = true; delete y['Next']; } else y['Next'] = z['Next'] as string;
      z['Next'] = yName;
    }];
  }),
  'missing-barrier': states(({ state, states: all }) => {
    const nextName = String(state['Next']);
    const next = all[nextName];
    if (state['Type'] !== 'Parallel' || !isMap(next) || next['Type'] !== 'Task' || pointersTo(all).filter((p) => p.holder[p.key] === nextName).length !== 1) return [];
    return [() => {
      const { Next: after, ...rest } = next;
      (state['Branches'] as MutableJson[]).push({ StartAt: nextName, States: { [nextName]: { ...rest, End: true } } });
      delete all[nextName];
      delete state['Next'];
      if (typeof after === 'string') state['Next'] = after; else state['End'] = true;
    }];
  }),
  'swapped-branches': states(({ state }) => (Array.isArray(state['Branches']) && /result\[|\$\[/.test(text(state['Assign']) + text(state['Output']) + text(state['ResultSelector'])) ? [() => { (state['Branches'] as MutableJson[]).reverse(); }] : [])),
  'changed-resource': states(({ state }) => (typeof state['Resource'] === 'string' ? [() => { state['Resource'] = 'arn:aws:states:::sqs:sendMessage'; }] : [])),
  'changed-type': states(({ state }) => (state['Type'] === 'Wait' ? [() => { state['Type'] = 'Pass'; delete state['Seconds']; delete state['SecondsPath']; delete state['Timestamp']; }] : [])),
  'wrong-way-target': states(({ state }) => lists(state, 'Choices').filter((r) => r['Next'] !== state['Default']).map((rule) => () => { rule['Next'] = state['Default'] as string; })),
  'wrong-default-target': states(({ state }) => { const other = lists(state, 'Choices').find((r) => r['Next'] !== state['Default']); return other ? [() => { state['Default'] = other['Next'] as string; }] : []; }),
  'lost-default': states(({ state }) => (state['Default'] === undefined ? [] : [drop(state, 'Default')])),
  'swapped-rules': states(({ state }) => (lists(state, 'Choices').length > 1 ? [() => { (state['Choices'] as MutableJson[]).reverse(); }] : [])),
  'lost-rule': states(({ state }) => (lists(state, 'Choices').length > 1 ? [() => { (state['Choices'] as MutableJson[]).pop(); }] : [])),
  'lost-retry': states(({ state }) => (state['Retry'] === undefined ? [] : [drop(state, 'Retry')])),
  'changed-retry': states(({ state }) => lists(state, 'Retry').map((r) => () => { r['MaxAttempts'] = Number(r['MaxAttempts'] ?? 3) + 1; })),
  'retries-everything': states(({ state }) => (state['Type'] === 'Task' ? [() => { state['Retry'] = [{ ErrorEquals: ['States.ALL'] }]; }] : [])),
  'lost-catch': states(({ state }) => lists(state, 'Catch').map((c) => () => { state['Catch'] = lists(state, 'Catch').filter((x) => x !== c) as MutableJson[]; })),
  'wrong-catch-target': states(({ state, states: all }) => lists(state, 'Catch').flatMap((c) => {
    const other = Object.keys(all).find((n) => n !== c['Next'] && isMap(all[n]) && (all[n] as Mutable)['Type'] === 'Task');
    return other === undefined ? [] : [() => { c['Next'] = other; }];
  })),
  'changed-catch-errors': states(({ state }) => lists(state, 'Catch').map((c) => () => { c['ErrorEquals'] = ['States.Permissions']; })),
  'swapped-catchers': states(({ state }) => (lists(state, 'Catch').length > 1 ? [() => { (state['Catch'] as MutableJson[]).reverse(); }] : [])),
  'extra-catch': states(({ state, states: all, name }) => (state['Type'] === 'Task' && state['Catch'] === undefined && Object.keys(all).length > 1 ? [() => { state['Catch'] = [{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: Object.keys(all).find((n) => n !== name) as string }]; }] : [])),
  'lost-time-out': states(({ state }) => ['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'].filter((k) => state[k] !== undefined).map((k) => drop(state, k))),
  'no-early-check': ({ definition }) => {
    const all = definition['States'];
    const first = isMap(all) && isMap(all['Parameters']) ? all['Parameters'] : undefined;
    return first === undefined ? [] : [() => { definition['StartAt'] = first['Next'] as string; delete (all as Mutable)['Parameters']; }];
  },
  'counter-not-started': states(({ state }) => (isMap(state['Assign']) ? Object.keys(state['Assign']).filter((k) => (state['Assign'] as Mutable)[k] === 0 && k.endsWith('Count')).map((k) => () => { (state['Assign'] as Mutable)[k] = 1; }) : [])),
  'counter-not-counted': states(({ state }) => lists(state, 'Choices').flatMap((r) => (isMap(r['Assign']) && /Count/.test(text(r['Assign'])) ? [() => { delete r['Assign']; }] : []))),
};
