import type { ComparedRun } from '../../../store/runs/comparing.ts';
import { useCauce } from '../../../store/react.tsx';
import { timeWord } from '../../../ui/statusLook.ts';
import { when } from '../../../ui/when.ts';
import { Group, Line } from './Group.tsx';
import { timeDelta } from './values.tsx';

type Pair = readonly [ComparedRun, ComparedRun];

/** When and how both ended. */
export function EndRows({ runs: [a, b] }: { readonly runs: Pair }) {
  const now = useCauce().platform.clock.now();
  const both = <T,>(of: (run: ComparedRun) => T): { readonly a: T; readonly b: T } => ({ a: of(a), b: of(b) });
  const differs = (of: (run: ComparedRun) => unknown): boolean => of(a) !== of(b);
  return (
    <Group title="Outcome">
      {a.error === undefined && b.error === undefined ? null : <Line label="Error" {...both((r) => r.error ?? <span className="muted">none</span>)} mono differs={differs((r) => r.error)} />}
      {a.cause === undefined && b.cause === undefined ? null : <Line label="Cause" {...both((r) => r.cause ?? '')} title={[a.cause ?? '', b.cause ?? '']} />}
      <Line label="Started" {...both((r) => (r.startedAt === undefined ? <span className="muted">in virtual time</span> : when(r.startedAt.getTime(), now)))} title={[a.startedAt?.toISOString() ?? '', b.startedAt?.toISOString() ?? '']} />
      <Line label="Duration" {...both((r) => timeWord(r.seconds))} delta={timeDelta(a.seconds, b.seconds)} />
      <Line label="Version" {...both((r) => (r.version === '' ? <span className="muted">the machine itself</span> : r.version))} differs={differs((r) => r.version)} />
      {a.redriveCount + b.redriveCount === 0 ? null : <Line label="Redrives" {...both((r) => r.redriveCount)} differs={differs((r) => r.redriveCount)} />}
    </Group>
  );
}
