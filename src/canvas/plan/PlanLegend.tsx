import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { IconButton } from '../../ui/IconButton.tsx';

interface Props {
  readonly hasWaits: boolean;
  readonly hasSignals: boolean;
}

/** What each mark of the plan means, as it is drawn. */
export function PlanLegend({ hasWaits, hasSignals }: Props) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild><IconButton icon="info" label="What the marks mean" small /></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="value-pop plan-legend" side="bottom" align="end" sideOffset={6} collisionPadding={12} aria-label="What the marks mean">
          <dl>
            <Mark sign={<rect className="chain" x="4" y="4" width="32" height="12" rx="3" />}>The slowest path: each of its steps begins when the one before has ended. To make a run shorter, begin here.</Mark>
            <Mark sign={<rect className="branch" x="2" y="2" width="36" height="16" rx="4" />}>A branch: one after the other inside, side by side with the other branches</Mark>
            <Mark sign={<path className="barrier" d="M2 10H38" />}>Branches wait for each other here, and that long after the start all of them have ended</Mark>
            {hasWaits ? <Mark sign={<><path className="wait" d="M2 10H32" /><path className="wait-tip" d="M38 10l-7-4v8z" /></>}>A wait that no data asks for: the step behind the arrow starts that much later</Mark> : null}
            {hasSignals ? <Mark sign={<path className="signal" d="M2 10H38" />}>A signal: one step waits for one of another branch</Mark> : null}
          </dl>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Mark({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  return <div><dt><svg width="40" height="20" viewBox="0 0 40 20" aria-hidden="true">{sign}</svg></dt><dd>{children}</dd></div>;
}
