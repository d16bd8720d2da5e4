import { differencesOf } from '../../../core/base/differences.ts';
import { isList, isObject, type Json } from '../../../core/base/json.ts';
import { childPointer, pointerTokens, type Pointer } from '../../../core/base/pointer.ts';
import type { ComparedRun } from '../../../store/runs/comparing.ts';
import { Group, Line } from './Group.tsx';
import { numberDelta, Shown, textOf } from './values.tsx';

/** So many lines are worth reading at once. */
const SHOWN = 60;

/** What both gave back, field by field; equal fields on request. */
export function OutputRows({ runs: [a, b], all }: { readonly runs: readonly [ComparedRun, ComparedRun]; readonly all: boolean }) {
  const different = a.output === undefined && b.output === undefined ? [] : differencesOf(a.output, b.output);
  const places = new Set(different.map((d) => d.at));
  const equal = all ? leavesOf(a.output).filter((l) => !places.has(l.at) && !different.some((d) => l.at.startsWith(`${d.at}/`))) : [];
  const said = a.output === undefined && b.output === undefined ? 'neither gave one' : a.output === undefined ? 'the first gave none' : b.output === undefined ? 'the second gave none' : different.length === 0 ? 'equal' : `${different.length} ${different.length === 1 ? 'field differs' : 'fields differ'}`;
  return (
    <Group title="Output" said={said}>
      {different.slice(0, SHOWN).map((d) => <Line key={d.at} label={<Place at={d.at} />} a={<Shown value={d.before} beside={d.after} nothing="nothing" />} b={<Shown value={d.after} beside={d.before} nothing="nothing" />} mono differs delta={numberDelta(d.before, d.after)} title={[textOf(d.before), textOf(d.after)]} />)}
      {different.length > SHOWN ? <tr><td colSpan={4} className="muted">{different.length - SHOWN} more differences</td></tr> : null}
      {equal.slice(0, SHOWN).map((l) => <Line key={l.at} label={<Place at={l.at} />} a={textOf(l.value)} b={textOf(l.value)} mono title={[textOf(l.value), textOf(l.value)]} />)}
      {equal.length > SHOWN ? <tr><td colSpan={4} className="muted">{equal.length - SHOWN} more that are equal</td></tr> : null}
    </Group>
  );
}

function Place({ at }: { readonly at: Pointer }) {
  const path = pointerTokens(at).join(' › ');
  return <code title={path}>{path === '' ? 'Output' : path}</code>;
}

function leavesOf(value: Json | undefined, at: Pointer = ''): readonly { readonly at: Pointer; readonly value: Json }[] {
  if (value === undefined) return [];
  const inside = isList(value) ? value.map((v, i) => [i, v] as const) : isObject(value) ? Object.entries(value) : [];
  return inside.length === 0 ? [{ at, value }] : inside.flatMap(([key, v]) => leavesOf(v, childPointer(at, key)));
}
