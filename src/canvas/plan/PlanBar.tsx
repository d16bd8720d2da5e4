import { Popover } from 'radix-ui';
import { useMemo, useState } from 'react';
import { placesOf } from '../../core/edit/tree.ts';
import { allSteps } from '../../core/model/scopes.ts';
import type { ScopeSchedule } from '../../core/compile/schedule/told.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { PlanHelp } from './PlanHelp.tsx';
import { PlanLegend } from './PlanLegend.tsx';
import { longestOf } from './shapes.ts';
import { lostSeconds, planLine, type Piece, type PlanPart } from './words.ts';

interface Props {
  readonly schedules: readonly ScopeSchedule[];
  readonly scope: readonly StepId[];
  readonly look: (part: PlanPart | null) => void;
  readonly kept: PlanPart | null;
  readonly keep: (part: PlanPart | null) => void;
}

/** The plan in one line over the drawing, with what would make it shorter. */
export function PlanBar({ schedules, scope, look, kept, keep }: Props) {
  const { store } = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const [helping, setHelping] = useState(false);
  const pieces = useMemo(() => {
    const inside = [...placesOf(pipeline).values()].filter((p) => scope.every((id, i) => p.around[i]?.id === id)).length;
    return planLine({ schedules, steps: inside, nameOf: (id) => allSteps(pipeline).get(id)?.step.name ?? id });
  }, [pipeline, schedules, scope]);
  const longest = longestOf(schedules);
  return (
    <section className="overlay tl plan-bar" aria-label="Plan">
      <Icon name="plan" />
      <p>{pieces.map((piece, i) => <PieceOf key={i} piece={piece} look={look} kept={kept} keep={keep} />)}</p>
      {longest && lostSeconds(longest) > 0 ? (
        <Popover.Root open={helping} onOpenChange={setHelping}>
          <Popover.Trigger asChild><button type="button" className="btn sm plan-help-button">Why, and what helps<Icon name="down" size="sm" /></button></Popover.Trigger>
          <Popover.Portal>
            <Popover.Content className="value-pop plan-help" side="bottom" align="end" sideOffset={6} collisionPadding={12} aria-label="Why it takes longer, and what would help">
              <PlanHelp schedule={longest} look={look} close={() => setHelping(false)} />
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      ) : null}
      <PlanLegend hasWaits={schedules.some((s) => s.waits.some((w) => w.seconds > 0))} hasSignals={schedules.some((s) => s.signals.length > 0)} />
      <IconButton icon="x" label="Hide the plan" keys="P" small onClick={() => store.getState().setView({ plan: false })} />
    </section>
  );
}

function PieceOf({ piece, look, kept, keep }: { readonly piece: Piece } & Pick<Props, 'look' | 'kept' | 'keep'>) {
  const { signals } = useCauce();
  const { part, text, meaning } = piece;
  if (part === undefined) return <span>{text}</span>;
  const isKept = kept !== null && JSON.stringify(kept) === JSON.stringify(part);
  const press = (): void => {
    if (part.kind === 'step') signals.emit('reveal', { step: part.step });
    else keep(isKept ? null : part);
  };
  const button = (
    <button
      type="button" className={`plan-part ${part.kind}`} aria-pressed={part.kind === 'step' ? undefined : isKept}
      onPointerEnter={() => look(part)} onPointerLeave={() => look(null)} onFocus={() => look(part)} onBlur={() => look(null)} onClick={press}
    >{text}</button>
  );
  return meaning === undefined ? button : <Tip text={meaning}>{button}</Tip>;
}
