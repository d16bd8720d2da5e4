import type { ReactNode } from 'react';
import { addOrder, removeOrder } from '../../core/edit/flow.ts';
import { placeArtifacts, setSettings } from '../../core/edit/pipeline.ts';
import { done, type Edit } from '../../core/edit/types.ts';
import { stepSeconds } from '../../core/catalog/estimate.ts';
import { allSteps } from '../../core/model/scopes.ts';
import type { ScopeSchedule } from '../../core/compile/schedule/told.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { isMeasured } from '../../store/selectors.ts';
import { secondsInWords } from '../../ui/duration.ts';
import { lostInWords, type PlanPart } from './words.ts';

interface Props {
  readonly schedule: ScopeSchedule;
  readonly look: (part: PlanPart | null) => void;
  readonly close: () => void;
}

/** Why a plan is longer than its longest chain of steps, and each thing that would change that, with the button that does it. */
export function PlanHelp({ schedule, look, close }: Props) {
  const { store, signals } = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const catalog = useApp((s) => s.compiled.catalog);
  const measurable = useApp(isMeasured);
  const name = (id: string): string => allSteps(pipeline).get(id)?.step.name ?? id;
  const [wait] = schedule.waits.filter((w) => w.onChain && w.seconds > 0);
  const first = wait && allSteps(pipeline).get(wait.before)?.step;
  const seconds = first ? stepSeconds(first, catalog) : 0;
  const act = (run: () => void) => (): void => {
    look(null);
    close();
    run();
  };
  return (
    <>
      <p>In Step Functions the next step waits for a whole group of parallel branches, never for one of them. {schedule.optimal ? 'Every grouping of these steps was tried: none is faster.' : 'This is the fastest grouping of these steps that was found.'}</p>
      <ul>
        {schedule.offer ? (
          <Help button="Turn on signals" run={act(() => store.getState().edit('turn on signals', withSignals))}>
            Saves {lostInWords(schedule.offer.seconds)}: another grouping, in which {schedule.offer.signals.map(({ from, to }, i) => <span key={`${from} ${to}`}>{i > 0 ? ', and ' : ''}<b>{name(to)}</b> waits for <b>{name(from)}</b></span>)} across branches. Each signal writes a small file to the artifact bucket and adds two states.
          </Help>
        ) : null}
        {schedule.removable.map(({ from, to, seconds: gain }) => (
          <Help key={`${from} ${to}`} button="Remove the order" run={act(() => store.getState().edit(`remove the order ${name(from)} to ${name(to)}`, removeOrder(from, to)))}>
            <b>{name(to)}</b> is drawn to run after <b>{name(from)}</b> and reads nothing from it. Without that order: {lostInWords(gain)} less.
          </Help>
        ))}
        {wait && first ? (
          <Help button="Set its estimate" run={act(() => {
            signals.emit('reveal', { step: wait.before });
            store.getState().setView({ inspector: { ...store.getState().view.inspector, open: true } });
            store.getState().select([wait.before], '/estimateSeconds');
          })}>
            <b>{first.name}</b> is estimated at {secondsInWords(seconds)}{first.estimateSeconds === undefined ? ', as such steps usually take' : ''}. {wait.fitsAt === undefined ? 'If it takes another time, the best grouping may be another one.' : `At ${lostInWords(wait.fitsAt)} or less nothing would be lost.`}
          </Help>
        ) : null}
        {measurable ? <Help button="Use measured durations…" run={act(() => signals.emit('measured'))}>The run that was shown last tells how long each step took.</Help> : null}
        {wait ? (
          <Help button="Keep the wait" run={act(() => store.getState().edit(`draw the order ${name(wait.before)} to ${name(wait.after)}`, addOrder(wait.before, wait.after)))}>
            Is this wait wanted? Then <b>{name(wait.after)}</b> always runs after <b>{name(wait.before)}</b>, whatever the estimates say.
          </Help>
        ) : null}
      </ul>
    </>
  );
}

/** Markers need a place: where the pipeline has none, each environment names it. */
const withSignals: Edit = (pipeline) => {
  const placed = pipeline.settings?.artifacts?.bucket === undefined ? placeArtifacts()(pipeline) : done(pipeline);
  return placed.ok ? setSettings({ signals: true })(placed.pipeline) : placed;
};

function Help({ button, run, children }: { readonly button: string; readonly run: () => void; readonly children: ReactNode }) {
  return <li><span>{children}</span><button type="button" className="btn sm" onClick={run}>{button}</button></li>;
}
