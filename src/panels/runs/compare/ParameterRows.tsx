import { pairedParameters, type Given } from '../../../core/deliver/runs/pairedParameters.ts';
import type { ComparedRun } from '../../../store/runs/comparing.ts';
import { Group, Line } from './Group.tsx';
import { numberDelta, Shown, textOf } from './values.tsx';

/** The parameters of both, those that differ first; equal ones on request. */
export function ParameterRows({ runs: [a, b], all }: { readonly runs: readonly [ComparedRun, ComparedRun]; readonly all: boolean }) {
  const paired = pairedParameters(a, b);
  const different = paired.filter((p) => p.differs);
  return (
    <Group title="Parameters" said={paired.length === 0 ? 'neither has any' : different.length === 0 ? `all ${paired.length} equal` : `${different.length} of ${paired.length} differ`}>
      {(all ? paired : different).map(({ name, a: one, b: other, differs }) => (
        <Line key={name} label={<code>{name}</code>} a={<Value given={one} beside={other} />} b={<Value given={other} beside={one} />} mono differs={differs} delta={numberDelta(one.value, other.value)} title={[textOf(one.value), textOf(other.value)]} />
      ))}
    </Group>
  );
}

function Value({ given: { value, byDefault }, beside }: { readonly given: Given; readonly beside: Given }) {
  return <><Shown value={value} beside={beside.value} nothing="not given" />{byDefault ? <small className="muted"> default</small> : null}</>;
}
