import { Tabs } from 'radix-ui';
import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import { stepOf } from '../../core/edit/tree.ts';
import type { Step, StepId } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { consumerOfWire } from '../../store/selectors.ts';
import { useSignal } from '../../store/useSignal.ts';
import { FormEnvContext, useFormEnv } from './formEnv.ts';
import { FieldProblems } from './binding/HelpLine.tsx';
import { FormUiProvider } from './FormUiProvider.tsx';
import { InspectorHead } from './InspectorHead.tsx';
import { PipelineForm } from './PipelineForm.tsx';
import { SelectionSummary } from './SelectionSummary.tsx';
import { useStoreEnv } from './useStoreEnv.ts';
import { ErrorsTab } from './tabs/ErrorsTab.tsx';
import { FieldsTab } from './tabs/FieldsTab.tsx';
import { JsonView } from './tabs/JsonView.tsx';
import { JsonDraftsContext } from './tabs/jsonDrafts.ts';
import { PortsTab } from './tabs/PortsTab.tsx';
import './inspector.css';

const StepRun = lazy(() => import('../simulation/StepRun.tsx').then((m) => ({ default: m.StepRun })));

/** The form of what is selected: one step, several, the step that a wire leads to; else of the container that is entered, or of the pipeline. */
export function Inspector() {
  const env = useStoreEnv();
  const selected = useApp((s) => s.selection.steps);
  const consumer = useApp(consumerOfWire);
  // Inside a container with nothing selected, it is the container that is worked on.
  const entered = useApp((s) => s.selection.scope.at(-1));
  const only = selected.length === 1 ? selected[0] : (consumer?.step ?? (selected.length === 0 ? entered : undefined));
  const step = only === undefined ? undefined : stepOf(env.pipeline, only);
  const [drafts] = useState(() => new Map<StepId, string>());
  const place = useRef<HTMLDivElement>(null);
  useSignal('focusInspector', () => place.current?.querySelector<HTMLElement>('.control [data-chip], .control .literal, .control [data-bind], .insp-name, button')?.focus());
  let form: ReactNode;
  if (only !== undefined && step) form = <StepInspector key={only} id={only} marked={consumer?.pointer ?? null} />;
  else if (selected.length > 1) form = <SelectionSummary steps={selected} />;
  else form = <PipelineForm key="pipeline" />;
  return (
    <FormEnvContext value={env}>
      <JsonDraftsContext value={drafts}>
        <div className="insp" ref={place}>{form}</div>
      </JsonDraftsContext>
    </FormEnvContext>
  );
}

type Tab = 'run' | 'fields' | 'ports' | 'errors';

function StepInspector({ id, marked }: { readonly id: StepId; readonly marked: string | null }) {
  const { store } = useCauce();
  const env = useFormEnv();
  const field = useApp((s) => s.selection.field);
  const simulating = useApp((s) => s.simulation.on);
  const [wanted, setTab] = useState<Tab>(simulating ? 'run' : 'fields');
  const [simulated, setSimulated] = useState(simulating);
  // A simulation brings its tab with it, and takes it away again.
  if (simulating !== simulated) {
    setSimulated(simulating);
    if (simulating) setTab('run');
  }
  const chosen = wanted === 'run' && !simulating ? 'fields' : wanted;
  const [json, setJson] = useState(false);
  const [follows, setFollows] = useState<string | null>(null);
  // A jump to a problem opens the tab that holds its field, once.
  if (field !== follows) {
    setFollows(field);
    if (field !== null) setTab(tabOf(field));
  }
  const [led, setLed] = useState<string | null>(null);
  if (marked !== led) {
    setLed(marked);
    // In a simulation a wire is chosen for its value, which the run shows.
    if (marked !== null) {
      setTab(simulating ? 'run' : tabOf(marked));
      setJson(false);
    }
  }
  const step = stepOf(env.pipeline, id);
  const faults = useMemo(() => env.diagnostics.filter((d) => d.where.step === id && /^\/(retry|catch|timeoutSeconds|heartbeatSeconds)/.test(d.where.argument ?? '')).length, [env.diagnostics, id]);
  if (!step) return null;
  const general = env.diagnostics.filter((d) => d.where.step === id && isGeneral(d.where.argument, step));
  return (
    <FormUiProvider wanted={field} marked={marked} onFocused={() => { if (store.getState().selection.field !== null) store.getState().select([id], null); }}>
      <InspectorHead id={id} step={step} json={json} onJson={() => setJson(!json)} />
      {general.length > 0 ? <div className="insp-problems"><FieldProblems problems={general} /></div> : null}
      <Tabs.Root className="insp-tabs" value={chosen} onValueChange={(t) => setTab(t as Tab)}>
        <Tabs.List className="tabs" aria-label="Parts of the step">
          {simulating ? <Tabs.Trigger className="tab" value="run">Run</Tabs.Trigger> : null}
          <Tabs.Trigger className="tab" value="fields">Fields</Tabs.Trigger>
          <Tabs.Trigger className="tab" value="ports">Inputs and outputs</Tabs.Trigger>
          <Tabs.Trigger className="tab" value="errors">
            Errors and retries
            {faults > 0 ? <span className="count bad">{faults}</span> : null}
          </Tabs.Trigger>
        </Tabs.List>
        {simulating ? (
          <Tabs.Content className="insp-body" value="run" tabIndex={-1}>
            <Suspense fallback={null}><StepRun id={id} step={step} /></Suspense>
          </Tabs.Content>
        ) : null}
        <Tabs.Content className="insp-body" value="fields" tabIndex={-1}>
          {json ? <JsonView id={id} step={step} /> : <FieldsTab id={id} step={step} />}
        </Tabs.Content>
        <Tabs.Content className="insp-body" value="ports" tabIndex={-1}>
          <PortsTab id={id} step={step} />
        </Tabs.Content>
        <Tabs.Content className="insp-body" value="errors" tabIndex={-1}>
          <ErrorsTab id={id} step={step} />
        </Tabs.Content>
      </Tabs.Root>
    </FormUiProvider>
  );
}

/** The tab that holds a field. */
function tabOf(field: string): Tab {
  return /^\/(retry|catch|timeoutSeconds|heartbeatSeconds|notes|estimateSeconds)/.test(field) ? 'errors' : 'fields';
}

/** Is a problem one of the step as a whole, which no field shows? */
function isGeneral(argument: string | undefined, step: Step): boolean {
  if (argument === undefined || argument === '' || argument === '/arguments' || argument === '/after' || argument.startsWith('/after/')) return true;
  return (step.kind === 'parallel' && argument.startsWith('/branches')) || (step.kind === 'map' && argument === '/steps');
}
