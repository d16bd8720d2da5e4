import { addStep } from '../core/edit/steps.ts';
import { KIND_MIME } from '../ui/dragKind.ts';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Palette } from '../panels/palette/Palette.tsx';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { PANE_LIMITS } from '../store/view.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { Separator } from '../ui/Separator.tsx';

const loadCanvas = () => import('../canvas/Canvas.tsx');
const loadInspector = () => import('../panels/inspector/Inspector.tsx');
const Canvas = lazy(() => loadCanvas().then((m) => ({ default: m.Canvas })));
const Inspector = lazy(() => loadInspector().then((m) => ({ default: m.Inspector })));
const ManifestSide = lazy(() => import('../panels/parameters/ManifestSide.tsx').then((m) => ({ default: m.ManifestSide })));
const TestCases = lazy(() => import('../panels/simulation/TestCases.tsx').then((m) => ({ default: m.TestCases })));
const StartScreen = lazy(() => import('../panels/start/StartScreen.tsx').then((m) => ({ default: m.StartScreen })));

export function PalettePane() {
  const { store } = useCauce();
  const { open, width } = useApp((s) => s.view.palette);
  const simulating = useApp((s) => s.simulation.on && s.simulation.live === null);
  if (!open) return null;
  return (
    <section className="left" aria-label={simulating ? 'Test cases' : 'Steps'} data-pane="palette" style={{ width }}>
      {simulating ? (
        <ErrorBoundary name="The list of test cases">
          <Suspense fallback={null}><TestCases /></Suspense>
        </ErrorBoundary>
      ) : (
        <ErrorBoundary name="The list of steps">
          <Palette />
        </ErrorBoundary>
      )}
      <Separator label="Width of the list of steps" orientation="vertical" grows={1} value={width} {...PANE_LIMITS.palette} onChange={(w) => store.getState().setView({ palette: { open, width: w } })} />
    </section>
  );
}

export function InspectorPane() {
  const { store } = useCauce();
  const { open, width } = useApp((s) => s.view.inspector);
  const selected = useApp((s) => s.selection.steps);
  // The table of parameters over the whole width has no step beside it, but what is made from it (looks: parameters.html).
  const table = useApp((s) => s.view.dock.open && s.view.dock.maximised && s.view.dock.tab === 'parameters');
  const pane = useRef<HTMLElement>(null);
  useSignal('focusInspector', () => {
    if (!open) store.getState().setView({ inspector: { open: true, width } });
    // What is to have the focus appears with the next drawing when the pane was closed.
    requestAnimationFrame(() => (pane.current?.querySelector<HTMLElement>('.scroll :is(input, textarea, select, button):not(:disabled), input') ?? pane.current?.querySelector<HTMLElement>('button'))?.focus());
  });
  // A form, a table and what will be sent take the whole width (looks: run.html).
  const runs = useApp((s) => s.view.dock.open && s.view.dock.maximised && s.view.dock.tab === 'runs');
  if (!open || runs) return null;
  return (
    <section ref={pane} className="side" aria-label={table ? 'Manifest' : 'Inspector'} data-pane="inspector" style={{ width }}>
      <Separator label="Width of the inspector" orientation="vertical" grows={-1} value={width} {...PANE_LIMITS.inspector} onChange={(w) => store.getState().setView({ inspector: { open, width: w } })} />
      {table ? (
        <ErrorBoundary name="The manifest">
          <Suspense fallback={null}><ManifestSide /></Suspense>
        </ErrorBoundary>
      ) : (
        <ErrorBoundary name="The inspector" resetOn={selected}>
          <Suspense fallback={null}><Inspector /></Suspense>
        </ErrorBoundary>
      )}
    </section>
  );
}

/** The middle: the drawing, or the start screen where it would be. */
export function Stage() {
  const start = useApp((s) => s.view.start);
  const pipeline = useApp((s) => s.document.pipeline);
  useEffect(() => {
    // While a person reads the start screen the editor comes after it, so that it is there at the first click.
    const prefetch = setTimeout(() => void Promise.all([loadCanvas(), loadInspector()]).catch(() => undefined), 200);
    return () => clearTimeout(prefetch);
  }, []);
  return (
    <main className="stage">
      {start ? (
        <ErrorBoundary name="The start screen">
          <Suspense fallback={null}>
            <StartScreen />
          </Suspense>
        </ErrorBoundary>
      ) : (
        <section className="canvas" aria-label="Canvas" data-pane="canvas">
          <ErrorBoundary name="The canvas" resetOn={pipeline}>
            <Suspense fallback={<CanvasToCome />}><Canvas /></Suspense>
          </ErrorBoundary>
        </section>
      )}
    </main>
  );
}

const ROOM_FOR_A_STEP = 120;

/** Where the drawing will be in a moment. A step that is added meanwhile is not lost: it goes below what is there. */
function CanvasToCome() {
  const { store } = useCauce();
  const add = (kind: string): void => {
    const { document, compiled, edit, select } = store.getState();
    const below = Object.values(document.pipeline.layout ?? {}).map((at) => (at[1] ?? 0) + ROOM_FOR_A_STEP);
    const added = edit('add a step', addStep({ kind, at: [0, Math.max(0, ...below)] }, compiled.catalog));
    if (added.ok) select(Object.keys(added.pipeline.steps).filter((id) => !Object.hasOwn(document.pipeline.steps, id)));
  };
  useSignal('addStep', ({ kind }) => add(kind));
  return (
    <div
      className="canvas-to-come"
      onDragOver={(e) => e.dataTransfer.types.includes(KIND_MIME) && e.preventDefault()}
      onDrop={(e) => {
        e.preventDefault();
        add(e.dataTransfer.getData(KIND_MIME));
      }}
    />
  );
}
