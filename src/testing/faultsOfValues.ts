import { isEvaluated, isMap, leavesOf, requestOf, set, statesOf, type FoundState, type Mutable, type MutableJson, type Plant } from './mutable.ts';

type Leaf = ReturnType<typeof leavesOf>[number];
const states = (find: (s: FoundState) => readonly (() => void)[]): Plant => ({ definition }) => statesOf(definition).flatMap(find);
const arguments_ = (find: (leaf: Leaf, s: FoundState) => readonly (() => void)[]): Plant => states((s) => leavesOf(requestOf(s.state)).flatMap((l) => find(l, s)));
/** Replaces the first match in an evaluated leaf; nothing where there is none. */
const rewrite = ({ holder, key, value }: Leaf, pattern: RegExp, to: string): readonly (() => void)[] =>
  isEvaluated(key, value) && pattern.test(value) ? [() => set(holder, key, value.replace(pattern, to))] : [];

/** Assignments of a state, its rules and catchers, and the object or selector that a branch returns. */
function kept(state: Mutable): readonly Mutable[] {
  const lists = ['Choices', 'Catch'].flatMap((k) => (Array.isArray(state[k]) ? (state[k] as MutableJson[]).filter(isMap) : []));
  return [state['Assign'], ...lists.map((l) => l['Assign'])].filter(isMap);
}
function returned(state: Mutable): Mutable | undefined {
  const value = state['Output'] ?? state['ResultSelector'];
  return isMap(value) && Object.keys(value).length > 0 ? value : undefined;
}
function isDefault(key: string): boolean {
  return key !== 'againCount' && !key.endsWith('Count');
}

/** Variables read by a request, with a leaf: `$train.uri`. */
const READ = /\$(?!states\b|params\b|deployed\b)([A-Za-z][A-Za-z0-9_]*)\.([A-Za-z0-9_]+)/;

/** Faults of what is sent, kept and returned. */
export const faultsOfValues: Readonly<Record<string, Plant>> = {
  'edge-dropped': arguments_((leaf) => (isEvaluated(leaf.key, leaf.value) && READ.test(leaf.value) ? [() => {
    if (Array.isArray(leaf.holder)) leaf.holder[Number(leaf.key)] = 'fixed';
    else { delete leaf.holder[String(leaf.key)]; leaf.holder[String(leaf.key).replace(/\.\$$/, '')] = 'fixed'; }
  }] : [])),
  'wrong-variable': arguments_((leaf) => rewrite(leaf, READ, '$$wrongOne.$2')),
  'wrong-leaf': arguments_((leaf) => rewrite(leaf, READ, '$$$1.wrongLeaf')),
  'variable-of-another-step': ({ definition }) => {
    const all = statesOf(definition);
    const variables = new Set(all.flatMap(({ state }) => (isMap(state['Assign']) ? Object.entries(state['Assign']).flatMap(([k, v]) => (isMap(v) ? Object.keys(v).map((l) => `${k}.${l.replace(/\.\$$/, '')}`) : [])) : [])));
    return all.flatMap((s) => leavesOf(requestOf(s.state)).flatMap((leaf) => {
      const read = isEvaluated(leaf.key, leaf.value) ? READ.exec(leaf.value) : null;
      const other = read ? [...variables].find((v) => v !== `${read[1]}.${read[2]}` && !v.startsWith('params') && !v.startsWith('failure')) : undefined;
      return other === undefined || `$${other}` === read?.[0] ? [] : rewrite(leaf, READ, `$$${other}`);
    }));
  },
  'wrong-result-path': states(({ state }) => kept(state).flatMap((a) => leavesOf(a).flatMap((l) => [...rewrite(l, /\$states\.result\.([A-Za-z]+)/, '$$states.result.Other$1'), ...rewrite(l, /^\$\.([A-Za-z]+)/, '$$.Other$1')]))),
  'dropped-assign': states(({ state }) => (state['Assign'] === undefined ? [] : [() => { delete state['Assign']; }])),
  'dropped-assign-leaf': states(({ state }) => kept(state).flatMap((a) => Object.keys(a).filter(isDefault).flatMap((k) => (isMap(a[k]) ? Object.keys(a[k]) : []).map((leaf) => () => { delete (a[k] as Mutable)[leaf]; })))),
  'wrong-default': states(({ state }) => kept(state).flatMap((a) => leavesOf(a).filter((l) => typeof l.value === 'number' && isDefault(String(l.key))).map((l) => () => set(l.holder, l.key, (l.value as number) + 1)))),
  'wrong-parameter-default': ({ definition }) => {
    const first = isMap(definition['States']) ? definition['States']['Parameters'] : undefined;
    if (!isMap(first)) return [];
    return [...leavesOf(first['Parameters']), ...leavesOf(first['Assign'])].flatMap((l) => (typeof l.value === 'number' ? [() => set(l.holder, l.key, (l.value as number) + 1)] : rewrite(l, / : ([0-9.]+) %\}$/, ' : 7$1 %}')));
  },
  'dropped-parameter-check': ({ definition }) => {
    const first = isMap(definition['States']) ? definition['States']['Parameters'] : undefined;
    if (!isMap(first)) return [];
    const checked = isMap(first['Parameters']) ? first['Parameters'] : isMap(first['Assign']) && isMap(first['Assign']['params']) ? first['Assign']['params'] : undefined;
    return checked === undefined ? [] : Object.keys(checked).map((k) => () => { delete checked[k]; });
  },
  'wrong-parameter': arguments_((leaf) => [...rewrite(leaf, /\$params\.([A-Za-z0-9]+)/, '$$params.$1X'), ...rewrite(leaf, /Execution\.Input(\.|\[')([A-Za-z0-9]+)/, 'Execution.Input$1$2X')]),
  'dropped-output': states(({ state }) => (['Task', 'Map', 'Parallel'].includes(String(state['Type'])) ? ['Output', 'ResultPath', 'OutputPath'].filter((k) => state[k] !== undefined).map((k) => () => { delete state[k]; }) : [])),
  'returned-leaf-dropped': states(({ state }) => (state['End'] === true || state['Type'] === 'Succeed' ? leavesOf(returned(state)).flatMap((l) => (Array.isArray(l.holder) ? [] : [() => { delete (l.holder as Mutable)[String(l.key)]; }])) : [])),
  'returned-leaf-wrong': states(({ state }) => leavesOf(returned(state)).flatMap((l) => [...rewrite(l, /\$states\.result\.([A-Za-z]+)/, '$$states.result.Other$1'), ...rewrite(l, /^\$\.([A-Za-z]+)/, '$$.Other$1')])),
  'catcher-output-dropped': states(({ state }) => (Array.isArray(state['Catch']) ? (state['Catch'] as MutableJson[]).filter(isMap).flatMap((c) => ['Output', 'ResultPath'].filter((k) => c[k] !== undefined).map((k) => () => { delete c[k]; })) : [])),
  'wrong-literal': arguments_((leaf) => (isEvaluated(leaf.key, leaf.value) ? [] : [() => set(leaf.holder, leaf.key, typeof leaf.value === 'number' ? leaf.value + 1 : typeof leaf.value === 'boolean' ? !leaf.value : `${String(leaf.value)}x`)])),
  'number-as-text': arguments_((leaf) => (typeof leaf.value === 'number' || typeof leaf.value === 'boolean' ? [() => set(leaf.holder, leaf.key, String(leaf.value))] : [])),
  'lost-conversion': arguments_((leaf) => [
    ...rewrite(leaf, /^\{% \$number\((.*)\) %\}$/, '{% $1 %}'), ...rewrite(leaf, /^\{% \$parse\((.*)\) %\}$/, '{% $1 %}'), ...rewrite(leaf, / = 'true' %\}$/, ' %}'),
    ...rewrite(leaf, /\$base64decode\(('[^']*')\)/, '$1'), ...(typeof leaf.value === 'string' && String(leaf.key).endsWith('.$') && /^States\.StringToJson\('[^']*'\)$/.test(leaf.value) ? rewrite(leaf, /^States\.StringToJson\((.*)\)$/, 'States.Format(\'{}\', $1)') : []),
    ...rewrite(leaf, /States\.Base64Decode\(('[^']*')\)/, '$1'),
  ]),
  'text-part-lost': arguments_((leaf) => [...rewrite(leaf, /' & /, "' & 'x' & "), ...rewrite(leaf, /States\.Format\('/, "States.Format('x")]),
  'fixed-job-name': arguments_((leaf) => [...rewrite(leaf, /\$uuid\(\)/, "'1'"), ...rewrite(leaf, /States\.UUID\(\)/, "'1'")]),
  'argument-lost': arguments_((leaf) => (Array.isArray(leaf.holder) ? [] : [() => { delete (leaf.holder as Mutable)[String(leaf.key)]; }])),
  'argument-added': states(({ state }) => { const request = requestOf(state); return request ? [() => { request['Unasked'] = 'x'; }] : []; }),
  'arguments-swapped': arguments_((leaf, s) => {
    const other = leavesOf(requestOf(s.state)).find((l) => l.holder === leaf.holder && l.key !== leaf.key && l.value !== leaf.value && isEvaluated(l.key, l.value) === isEvaluated(leaf.key, leaf.value) && !Array.isArray(l.holder));
    return other && leaf.value !== null ? [() => { set(leaf.holder, leaf.key, other.value); set(other.holder, other.key, leaf.value); }] : [];
  }),
  'wrong-items': states(({ state }) => [...(typeof state['Items'] === 'string' ? [() => { state['Items'] = '{% $states.input.other %}'; }] : []), ...(typeof state['ItemsPath'] === 'string' ? [() => { state['ItemsPath'] = '$.other'; }] : [])]),
  'wrong-frame': states(({ state }) => (isMap(state['ItemSelector']) ? Object.keys(state['ItemSelector']).map((k) => () => { delete (state['ItemSelector'] as Mutable)[k]; }) : [])),
  'concurrency-lost': states(({ state }) => ['MaxConcurrency', 'MaxConcurrencyPath'].filter((k) => state[k] !== undefined).map((k) => () => { delete state[k]; })),
  'wrong-condition': states(({ state }) => (Array.isArray(state['Choices']) ? (state['Choices'] as MutableJson[]).filter(isMap) : []).flatMap((r) => [
    ...(typeof r['Condition'] === 'string' ? [() => { r['Condition'] = `{% $not(${String(r['Condition']).slice(2, -2)}) %}`; }] : []),
    ...(typeof r['Condition'] === 'string' && / [<>]=? /.test(r['Condition']) ? [() => { r['Condition'] = String(r['Condition']).replace(/ ([<>])(=?) /, (_, a: string, b: string) => ` ${a}${b === '=' ? '' : '='} `); }] : []),
    ...(r['Condition'] === undefined ? [() => { const test = Object.fromEntries(Object.entries(r).filter(([k]) => k !== 'Next' && k !== 'Assign')); for (const k of Object.keys(test)) delete r[k]; r['Not'] = test; }] : []),
  ])),
  'wrong-maximum': states(({ state }) => (Array.isArray(state['Choices']) ? (state['Choices'] as MutableJson[]).filter(isMap) : []).flatMap((r) => [
    ...(typeof r['Condition'] === 'string' && /Count < (\d+)/.test(r['Condition']) ? [() => { r['Condition'] = String(r['Condition']).replace(/Count < (\d+)/, 'Count < 9$1'); }] : []),
    ...(Array.isArray(r['And']) ? r['And'].filter(isMap).filter((t) => String(t['Variable']).endsWith('Count')).map((t) => () => { t['NumericLessThan'] = 99; }) : []),
  ])),
  'wrong-error': states(({ state }) => (state['Type'] === 'Fail' && typeof state['Error'] === 'string' && !state['Error'].startsWith('Cauce.NoMatch') && state['Error'] !== 'EndpointNotInService' ? [() => { state['Error'] = 'Another'; }] : [])),
  'wrong-wait': states(({ state }) => ['Seconds', 'SecondsPath', 'Timestamp'].filter((k) => state[k] !== undefined).map((k) => () => { state[k] = k === 'SecondsPath' ? '$.other' : 77; })),
  'nested-name': ({ definition }) => {
    const all = statesOf(definition);
    const outer = all.flatMap((s) => (s.depth === 0 && isMap(s.state['Assign']) ? Object.keys(s.state['Assign']) : [])).map((k) => k.replace(/\.\$$/, ''))[0];
    return outer === undefined ? [] : all.filter((s) => s.depth > 0 && s.state['Type'] === 'Task' && s.state['End'] !== true).map(({ state }) => () => { state['Assign'] = { ...(isMap(state['Assign']) ? state['Assign'] : {}), [outer]: 1 }; });
  },
};
