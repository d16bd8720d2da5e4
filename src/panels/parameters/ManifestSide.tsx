import { Tabs } from 'radix-ui';
import { lazy, Suspense, useMemo } from 'react';
import { isList, isObject, type Json } from '../../core/base/json.ts';
import { jsonSpans } from '../../core/base/jsonSpans.ts';
import { fileStem } from '../../core/model/fileStem.ts';
import { manifestTextOf } from '../../core/compile/types.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import type { Stretch } from '../../ui/code/CodeView.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useErrorCount } from '../output/useOutput.ts';
import '../output/output.css';

const CodeView = lazy(() => import('../../ui/code/CodeView.tsx'));
const NO_MARKERS: readonly never[] = [];

/** Beside the maximised table: what other programs get to know of it. The selected parameter's lines are marked. */
export function ManifestSide() {
  const { store, platform } = useCauce();
  const good = useApp((s) => s.compiled.good);
  const name = useApp((s) => s.document.pipeline.name);
  const stale = useApp((s) => s.compiled.result !== null && s.compiled.result.artifacts === null);
  const texts = useMemo(() => (good ? { manifest: manifestTextOf(good), schema: `${JSON.stringify(good.manifest['inputSchema'] ?? {}, null, 2)}\n` } : null), [good]);
  const errors = useErrorCount();
  const copy = async (text: string, what: string): Promise<void> => {
    await platform.clipboard.write(text);
    store.getState().notify(`Copied the ${what}`);
  };
  return (
    <Tabs.Root defaultValue="manifest" className="beside">
      <div className="tabs">
        <Tabs.List className="tab-list" aria-label="Made from the table">
          <Tabs.Trigger className="tab" value="manifest">Manifest</Tabs.Trigger>
          <Tabs.Trigger className="tab" value="schema">Input schema</Tabs.Trigger>
        </Tabs.List>
      </div>
      {texts === null ? <p className="pane-empty">{errors > 0 ? `The manifest is here once ${errors === 1 ? 'the error is' : `the ${errors} errors are`} solved.` : 'The manifest is being made.'}</p> : null}
      {texts === null ? null : (
        <>
          <Tabs.Content value="manifest" className="beside">
            <Head file={`${fileStem(name)}.manifest.json`} stale={stale} onCopy={() => void copy(texts.manifest, 'manifest')} />
            <Text label="Manifest" text={texts.manifest} />
          </Tabs.Content>
          <Tabs.Content value="schema" className="beside">
            <Head file="JSON Schema of the execution input" stale={stale} onCopy={() => void copy(texts.schema, 'input schema')} />
            <Text label="Input schema" text={texts.schema} />
          </Tabs.Content>
        </>
      )}
    </Tabs.Root>
  );
}

function Head({ file, stale, onCopy }: { readonly file: string; readonly stale: boolean; readonly onCopy: () => void }) {
  return (
    <div className="code-head muted">
      <span className="cut grow">{file}</span>
      {stale ? <span className="stale">Not current</span> : <span>from the same table</span>}
      <IconButton icon="copy" small label={`Copy ${file}`} onClick={onCopy} />
    </div>
  );
}

function Text({ label, text }: { readonly label: string; readonly text: string }) {
  const { store } = useCauce();
  const selected = useApp((s) => s.selection.parameter?.name ?? null);
  const spans = useMemo(() => jsonSpans(text), [text]);
  const entries = useMemo(() => placesOfParameters(JSON.parse(text) as Json), [text]);
  const highlighted = useMemo<readonly Stretch[]>(() => entries.filter((e) => e.name === selected).map((e) => spans.of(e.pointer)), [entries, selected, spans]);
  const pick = (offset: number): void => {
    const { pointer } = spans.at(offset);
    const entry = entries.find((e) => pointer === e.pointer || pointer.startsWith(`${e.pointer}/`));
    if (entry) store.getState().selectParameter(entry.name);
  };
  return (
    <div className="code-body">
      <Suspense fallback={<div className="loading-line" role="status" aria-label="Loading the text" />}>
        <CodeView label={label} text={text} highlighted={highlighted} markers={NO_MARKERS} reveal={highlighted[0] ?? null} onPick={pick} />
      </Suspense>
    </div>
  );
}

/** Where each parameter stands: in the list of a manifest, or among the properties of a schema. */
function placesOfParameters(json: Json): readonly { readonly name: string; readonly pointer: string }[] {
  if (!isObject(json)) return [];
  const { parameters, properties } = json;
  if (isList(parameters)) return parameters.flatMap((p, i) => (isObject(p) && typeof p['name'] === 'string' ? [{ name: p['name'], pointer: `/parameters/${i}` }] : []));
  if (isObject(properties)) return Object.keys(properties).map((name) => ({ name, pointer: `/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` }));
  return [];
}
