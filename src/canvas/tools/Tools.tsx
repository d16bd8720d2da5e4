import { useStore, useViewport } from '@xyflow/react';
import { lazy, Suspense, useMemo } from 'react';
import { PHASES, type Phase } from '../../core/model/pipeline.ts';
import { estimatedSeconds } from '../../core/catalog/estimate.ts';
import { placesOf } from '../../core/edit/tree.ts';
import { runsSideBySide } from '../../store/plan.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { about } from '../../ui/duration.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { percent } from '../../ui/percent.ts';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { documentPhases } from '../scene/views.ts';
import type { Scene } from '../scene/types.ts';
import { extent } from './paint.ts';

const SimulationTools = lazy(() => import('./SimulationTools.tsx').then((m) => ({ default: m.SimulationTools })));
const PlanView = lazy(() => import('../plan/PlanView.tsx').then((m) => ({ default: m.PlanView })));
const Minimap = lazy(() => import('./Minimap.tsx').then((m) => ({ default: m.Minimap })));

const WORD: Readonly<Record<Phase, string>> = { design: 'Design', deploy: 'Deploy', run: 'Run' };

/** What lies over the canvas (looks.md 4): filters, summary, view tools, minimap. */
export function Tools({ scene }: { readonly scene: Scene }) {
  const minimap = useApp((s) => s.view.minimap);
  const empty = scene.nodes.length === 0;
  const simulating = useApp((s) => s.simulation.on);
  const planning = useApp((s) => s.view.plan && !s.simulation.on && s.compiled.schedules.length > 0);
  return (
    <>
      {empty || simulating || planning ? null : <PhaseFilters />}
      {empty || simulating || planning ? null : <Summary />}
      {planning && !empty ? <Suspense fallback={null}><PlanView scene={scene} /></Suspense> : null}
      {simulating ? <Suspense fallback={null}><SimulationTools /></Suspense> : null}
      <ViewTools />
      {minimap && !empty ? <MinimapOfMore scene={scene} /> : null}
    </>
  );
}

/** The minimap, while not everything is in sight. */
function MinimapOfMore({ scene }: { readonly scene: Scene }) {
  const around = useMemo(() => extent(scene), [scene]);
  const more = useStore(({ transform: [x, y, zoom], width, height }) =>
    around.x * zoom + x < 0 || around.y * zoom + y < 0 || (around.x + around.w) * zoom + x > width || (around.y + around.h) * zoom + y > height);
  return more ? <Suspense fallback={null}><Minimap scene={scene} /></Suspense> : null;
}

function PhaseFilters() {
  const { store } = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const filter = useApp((s) => s.view.phaseFilter);
  const counts = useMemo(() => documentPhases(pipeline), [pipeline]);
  return (
    <div className="overlay tl" role="group" aria-label="Highlight what is bound at">
      {PHASES.map((phase) => (
        <button key={phase} type="button" className="lens" aria-pressed={filter === phase} aria-label={`${WORD[phase]}, ${counts[phase]}`} onClick={() => store.getState().setView({ phaseFilter: filter === phase ? null : phase })}>
          <PhaseMark phase={phase} />
          {WORD[phase]} <span className="nums">{counts[phase]}</span>
        </button>
      ))}
    </div>
  );
}

/** What a plan loses is told without being asked from this share on. */
const WORTH_TELLING = 0.005;

function Summary() {
  const { store } = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const catalog = useApp((s) => s.compiled.catalog);
  // A move changes no time: only the steps and the catalogue do.
  const { steps } = pipeline;
  const ideal = useMemo(() => estimatedSeconds(steps, catalog), [steps, catalog]);
  const planned = useApp((s) => s.compiled.schedules.find((each) => each.path.length === 0));
  const seconds = planned?.makespan ?? ideal;
  const over = planned !== undefined && planned.criticalPath > 0 ? planned.makespan / planned.criticalPath - 1 : 0;
  const text = useMemo(() => {
    const places = [...placesOf(pipeline).values()];
    const inside = places.filter((p) => p.around.length > 0).length;
    return `${places.length} ${places.length === 1 ? 'step' : 'steps'}${inside > 0 ? `, ${inside} in containers` : ''}`;
  }, [pipeline]);
  return <div className="overlay tr muted summary"><span>{text}</span>{seconds >= 1 ? <span title="As long as the steps take in the order that they are compiled to, a Map as one item. Each step has an estimate under Errors and retries.">{`, ${about(seconds)}`}</span> : null}{over >= WORTH_TELLING ? <>, <button type="button" className="summary-plan" title="Show the plan: what waits for what" onClick={() => store.getState().setView({ plan: true })}>{percent(over)} over the ideal</button></> : null}</div>;
}

function ViewTools() {
  const { store, signals } = useCauce();
  const minimap = useApp((s) => s.view.minimap);
  const plan = useApp((s) => s.view.plan);
  const plans = useApp((s) => !s.simulation.on && (s.view.plan || runsSideBySide(s)));
  return (
    <div className="overlay bl" role="toolbar" aria-label="View" aria-orientation="vertical">
      <span className="tools col">
        <IconButton icon="plus" label="Zoom in" keys="+" side="right" onClick={() => signals.emit('zoomIn')} />
        <ZoomFigure />
        <IconButton icon="minus" label="Zoom out" keys="-" side="right" onClick={() => signals.emit('zoomOut')} />
        <hr />
        <IconButton icon="fit" label="Fit to screen" keys="Shift+1" side="right" onClick={() => signals.emit('fit')} />
        <IconButton icon="tidy" label="Tidy up" keys="Shift+T" side="right" onClick={() => signals.emit('tidy')} />
        {plans ? <IconButton icon="plan" label={plan ? 'Hide the plan' : 'Show the plan: what runs side by side'} keys="P" side="right" aria-pressed={plan} onClick={() => store.getState().setView({ plan: !plan })} /> : null}
        <IconButton icon="mapview" label={minimap ? 'Hide the minimap' : 'Show a minimap of drawings larger than the canvas'} side="right" aria-pressed={minimap} onClick={() => store.getState().setView({ minimap: !minimap })} />
      </span>
    </div>
  );
}

function ZoomFigure() {
  const { zoom } = useViewport();
  return <span className="nums" aria-label={`Zoom ${Math.round(zoom * 100)} percent`}>{Math.round(zoom * 100)}</span>;
}
