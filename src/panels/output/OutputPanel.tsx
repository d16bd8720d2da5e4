import { ToggleGroup } from 'radix-ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import './output.css';
import { useApp, useCauce } from '../../store/react.tsx';
import { problems } from '../../store/selectors.ts';
import { ErrorBoundary } from '../../ui/ErrorBoundary.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { goToStep } from '../goTo.ts';
import { markersIn } from './places.ts';
import { useErrorCount, useOutput, type OutputTab } from './useOutput.ts';

const CodeView = lazy(() => import('../../ui/code/CodeView.tsx'));
const TABS: readonly (readonly [OutputTab, string])[] = [['definition', 'Definition'], ['manifest', 'Manifest'], ['file', 'File']];

/** The texts that the drawing makes: definition, manifest and the file itself. Read only, always current. */
export function OutputPanel() {
  const { store, platform } = useCauce();
  const [tab, setTab] = useState<OutputTab>('definition');
  const [follow, setFollow] = useState(true);
  const output = useOutput(tab);
  const errors = useErrorCount();
  const copy = async (): Promise<void> => {
    if (output.text === null) return;
    await platform.clipboard.write(output.text);
    store.getState().notify(`Copied ${output.fileName}`);
  };
  return (
    <div className="output">
      <div className="code-head">
        <ToggleGroup.Root type="single" className="seg" aria-label="Text" value={tab} onValueChange={(v) => v !== '' && setTab(v as OutputTab)}>
          {TABS.map(([value, label]) => <ToggleGroup.Item key={value} value={value}>{label}</ToggleGroup.Item>)}
        </ToggleGroup.Root>
        <span className="cut soft">{output.fileName}</span>
        {output.text === null ? null : <span className="count" title={`${output.text.length.toLocaleString('en')} characters`}>{size(output.text)}</span>}
        {output.stale && output.text !== null ? <span className="stale" role="status"><Icon name="bad" size="sm" />Not current: {errors} {errors === 1 ? 'error' : 'errors'}</span> : null}
        <span className="grow" />
        {tab === 'definition' ? (
          <span className="legend row" aria-hidden="true"><PhaseMark phase="deploy" />{'${Name}'}<PhaseMark phase="run" />$params.Name</span>
        ) : null}
        <button type="button" className="btn sm" aria-pressed={follow} onClick={() => setFollow(!follow)}>Follow selection{follow ? <Icon name="check" size="sm" /> : null}</button>
        <IconButton icon="copy" small label={`Copy ${output.fileName}`} disabled={output.text === null} onClick={() => void copy()} />
        <IconButton icon="export" small label={`Download ${output.fileName}`} disabled={output.text === null || output.stale} onClick={() => output.text !== null && platform.files.download(output.text, output.fileName)} />
      </div>
      {output.text === null ? <NothingYet errors={errors} /> : <OutputText tab={tab} follow={follow} output={output} />}
    </div>
  );
}

function OutputText({ tab, follow, output }: { readonly tab: OutputTab; readonly follow: boolean; readonly output: ReturnType<typeof useOutput> }) {
  const app = useCauce();
  const selected = useApp((s) => s.selection.steps);
  const field = useApp((s) => s.selection.field);
  const diagnostics = useApp(problems);
  const { text, places, stale } = output;
  const highlighted = useMemo(() => (places ? selected.flatMap((step) => places.ofStep(step)) : []), [places, selected]);
  const markers = useMemo(() => (places ? markersIn(places, diagnostics) : []), [places, diagnostics]);
  const [only] = selected;
  const reveal = useMemo(() => {
    if (!follow || !places || only === undefined) return null;
    return (field === null ? null : places.ofField(only, field)) ?? places.ofStep(only)[0] ?? null;
  }, [follow, places, only, field]);
  const pick = (offset: number, go: boolean): void => {
    const place = places?.at(offset);
    if (!place) return;
    // Looking around selects the step and leaves the focus in the text; the field is gone to only when asked for.
    if (go) goToStep(app, place.step, place.argument ?? null);
    else if (selected.length !== 1 || only !== place.step) goToStep(app, place.step, null);
  };
  return (
    <div className={`code-body ${stale ? 'stale' : ''}`}>
      <ErrorBoundary name="The text" resetOn={text}>
        <Suspense fallback={<div className="loading-line" role="status" aria-label="Loading the text" />}>
          <CodeView label={LABELS[tab]} text={text ?? ''} highlighted={highlighted} markers={markers} reveal={reveal} onPick={pick} />
        </Suspense>
      </ErrorBoundary>
    </div>
  );
}

const LABELS: Readonly<Record<OutputTab, string>> = { definition: 'Definition', manifest: 'Manifest', file: 'Pipeline file' };

function NothingYet({ errors }: { readonly errors: number }) {
  const { store } = useCauce();
  const empty = useApp((s) => Object.keys(s.document.pipeline.steps).length === 0);
  if (empty) return <p className="pane-empty">The definition follows the drawing. Add a step, and it is here.</p>;
  if (errors === 0) return <div className="loading-line" role="status" aria-label="Compiling" />;
  const show = (): void => {
    const { view, setView } = store.getState();
    setView({ dock: { ...view.dock, tab: 'problems' } });
  };
  return (
    <div className="pane-empty">
      <p>There is no definition yet: {errors} {errors === 1 ? 'error' : 'errors'} to solve first.</p>
      <button type="button" className="btn" onClick={show}>Show problems</button>
    </div>
  );
}

/** In bytes of UTF-8, as AWS counts them. */
function size(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}
