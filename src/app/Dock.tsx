import { Tabs } from 'radix-ui';
import { lazy, Suspense, type ReactNode } from 'react';
import { useApp, useAppShallow, useCauce } from '../store/react.tsx';
import { dockShown, parameterCount, problemCounts } from '../store/selectors.ts';
import type { DockTab, ViewSlice } from '../store/types.ts';
import { PANE_LIMITS } from '../store/view.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Separator } from '../ui/Separator.tsx';

const ParametersPanel = lazy(() => import('../panels/parameters/ParametersPanel.tsx').then((m) => ({ default: m.ParametersPanel })));
const ProblemsPanel = lazy(() => import('../panels/problems/ProblemsPanel.tsx').then((m) => ({ default: m.ProblemsPanel })));
const OutputPanel = lazy(() => import('../panels/output/OutputPanel.tsx').then((m) => ({ default: m.OutputPanel })));
const RunsPanel = lazy(() => import('../panels/runs/RunsPanel.tsx').then((m) => ({ default: m.RunsPanel })));
const SimulationPanel = lazy(() => import('../panels/simulation/SimulationPanel.tsx').then((m) => ({ default: m.SimulationPanel })));

/** Below the canvas: problems, parameters, definition, simulation, runs. */
export function Dock() {
  const { store } = useCauce();
  const dock = useApp((s) => s.view.dock);
  const open = useApp(dockShown);
  const set = (change: Partial<ViewSlice['dock']>): void => store.getState().setView({ dock: { ...store.getState().view.dock, ...change } });
  return (
    <Tabs.Root asChild value={open ? dock.tab : ''} onValueChange={(tab) => set({ tab: tab as DockTab, open: true })} activationMode="manual">
      <section className={`dock ${open ? '' : 'closed'}`} aria-label="Dock" data-pane="dock" style={open && !dock.maximised ? { height: dock.height } : undefined}>
        {open && !dock.maximised ? (
          <Separator label="Height of the dock" orientation="horizontal" grows={-1} value={dock.height} {...PANE_LIMITS.dock} max={Math.max(PANE_LIMITS.dock.min, window.innerHeight - 200)} onChange={(height) => set({ height })} />
        ) : null}
        <div className="tabs">
          <Tabs.List className="tab-list" aria-label="Dock">
            <ProblemsTab />
            <ParametersTab />
            <Tab value="definition" label="Definition" />
            <SimulationTab />
            <Tab value="runs" label="Runs" />
          </Tabs.List>
          <span className="ends">
            {open ? (
              <IconButton icon="expand" label={dock.maximised ? 'Restore the dock' : 'Maximise the dock'} small side="top" aria-pressed={dock.maximised} onClick={() => set({ maximised: !dock.maximised })} />
            ) : null}
            <IconButton icon={open ? 'down' : 'up'} label={open ? 'Close the dock' : 'Open the dock'} keys="Ctrl+J" small side="top" onClick={() => set({ open: !open, maximised: false })} />
          </span>
        </div>
        {open ? (
          <>
            <Panel value="problems" name="The list of problems"><ProblemsPanel /></Panel>
            <Panel value="parameters" name="The table of parameters"><ParametersPanel /></Panel>
            <Panel value="definition" name="The definition"><OutputPanel /></Panel>
            <Panel value="simulation" name="The simulation"><SimulationPanel /></Panel>
            <Panel value="runs" name="The list of runs"><RunsPanel /></Panel>
          </>
        ) : null}
      </section>
    </Tabs.Root>
  );
}

function ProblemsTab() {
  const { error, warning } = useAppShallow(problemCounts);
  const count = error + warning;
  return <Tab value="problems" label="Problems" count={count} tone={error > 0 ? 'bad' : warning > 0 ? 'warn' : ''} />;
}

function ParametersTab() {
  return <Tab value="parameters" label="Parameters" count={useApp(parameterCount)} />;
}

function SimulationTab() {
  return <Tab value="simulation" label={useApp((s) => (s.simulation.live === null ? 'Simulation' : 'Execution'))} />;
}

function Tab({ value, label, count = 0, tone = '' }: { readonly value: DockTab; readonly label: string; readonly count?: number; readonly tone?: string }) {
  return (
    <Tabs.Trigger value={value} className="tab" {...(useApp(dockShown) ? {} : { 'aria-controls': undefined })} aria-label={count > 0 ? `${label}, ${count}` : label}>
      {label}
      {count > 0 ? <span className={`count ${tone}`}>{count}</span> : null}
    </Tabs.Trigger>
  );
}

function Panel({ value, name, children }: { readonly value: DockTab; readonly name: string; readonly children: ReactNode }) {
  const pipeline = useApp((s) => s.document.pipeline);
  return (
    <Tabs.Content value={value} className="panel">
      <ErrorBoundary name={name} resetOn={pipeline}>
        <Suspense fallback={<p className="pane-empty">Loading…</p>}>{children}</Suspense>
      </ErrorBoundary>
    </Tabs.Content>
  );
}
