import { lazy, Suspense, useEffect, useState, type DragEvent } from 'react';
import './start.css';
import { addStep } from '../../core/edit/steps.ts';
import { PHASES, type Phase } from '../../core/model/pipeline.ts';
import type { Sample } from '../../store/files/fileActions.ts';
import { WATCHING } from '../../store/keptWatching.ts';
import { listRecents, type Recent } from '../../store/files/recents.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { useSignal } from '../../store/useSignal.ts';
import { KIND_MIME } from '../../ui/dragKind.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PhaseMark } from '../../ui/PhaseMark.tsx';
import { when } from '../../ui/when.ts';
import { Recovery } from './Recovery.tsx';
import { SampleCard } from './SampleCard.tsx';

const PHASE_WORDS: Readonly<Record<Phase, readonly [word: string, meaning: string]>> = {
  design: ['Design', 'now, in the drawing'],
  deploy: ['Deploy', 'by an environment'],
  run: ['Run', 'by whoever starts it'],
};

const WatchedBefore = lazy(() => import('./WatchedBefore.tsx').then((m) => ({ default: m.WatchedBefore })));

/** Before there is a pipeline: three ways to begin, and what the three phases are (looks.md 9). */
export function StartScreen() {
  const { store, files, platform } = useCauce();
  const [watched] = useState(() => platform.tabMemory.get(WATCHING) !== null);
  const [over, setOver] = useState(false);
  const begin = async (kind: string, at: readonly [number, number]): Promise<void> => {
    await files.create();
    const state = store.getState();
    if (state.view.start) return;
    const added = state.edit('add the first step', addStep({ kind, at }, state.compiled.catalog));
    if (added.ok) state.select(Object.keys(added.pipeline.steps));
  };
  useSignal('addStep', ({ kind }) => void begin(kind, [0, 0]));
  const takes = (e: DragEvent): boolean => e.dataTransfer.types.includes('Files') || e.dataTransfer.types.includes(KIND_MIME);
  return (
    <div
      className={`start-screen canvas-dots ${over ? 'over' : ''}`}
      onDragOver={(e) => {
        if (!takes(e)) return;
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave={(e) => !e.currentTarget.contains(e.relatedTarget as Node | null) && setOver(false)}
      onDrop={(e) => {
        setOver(false);
        const kind = e.dataTransfer.getData(KIND_MIME);
        // A dropped file is taken by the window, wherever it lands.
        if (kind === '') return;
        e.preventDefault();
        void begin(kind, [0, 0]);
      }}
    >
      <div className="inner">
        <header>
          <h1>Draw a pipeline once, run it anywhere</h1>
          <p className="soft lead">Drag a step from the left, or press <kbd>/</kbd> to search for one. Leave a value open and say when it is bound:</p>
          <ul className="row phases" aria-label="When a value is bound">
            {PHASES.map((p) => (
              <li key={p} className="row"><PhaseMark phase={p} /><span><b className="strong">{PHASE_WORDS[p][0]}</b> <span className="muted">{PHASE_WORDS[p][1]}</span></span></li>
            ))}
          </ul>
        </header>
        {watched ? <Suspense fallback={null}><WatchedBefore /></Suspense> : null}
        <Recovery />
        <Samples />
        <div className="drop">
          <Icon name="file" size="lg" />
          <span><b className="strong">Drop a pipeline here</b><br /><span className="muted">A <code>.cauce.json</code> file. It is read in this browser and stays on this machine.</span></span>
          <span className="grow" />
          <button type="button" className="btn" onClick={() => void files.open()}><Icon name="folder" />Open file<kbd>Ctrl O</kbd></button>
          <button type="button" className="btn primary" onClick={() => void files.create()}><Icon name="plus" />New pipeline</button>
        </div>
        <Recents />
        <footer className="row muted">
          <span><kbd>/</kbd> add a step</span><span><kbd>Ctrl K</kbd> all commands</span><span><kbd>?</kbd> keyboard map</span><span>Nothing leaves this browser.</span>
        </footer>
      </div>
    </div>
  );
}

function Samples() {
  const { files } = useCauce();
  const [samples, setSamples] = useState<readonly Sample[] | 'missing' | null>(null);
  useEffect(() => {
    let here = true;
    files.samples().then((found) => here && setSamples(found), () => here && setSamples('missing'));
    return () => {
      here = false;
    };
  }, [files]);
  if (samples === 'missing') return <p className="note">The samples cannot be fetched. Check the connection and reload the page; everything else works.</p>;
  return (
    <section aria-labelledby="start-samples">
      <div className="row head"><h2 id="start-samples">Start from a sample</h2><span className="muted">four of them are ML Max, the reference of AWS, leaf by leaf</span></div>
      <div className="samples">
        {samples === null ? Array.from({ length: 6 }, (_, i) => <div key={i} className="card waiting" aria-hidden="true" />) : samples.map((s) => <SampleCard key={s.name} sample={s} />)}
      </div>
    </section>
  );
}

function Recents() {
  const { platform, files } = useCauce();
  const [recents, setRecents] = useState<readonly Recent[]>([]);
  const notices = useApp((s) => s.notices);
  useEffect(() => {
    let here = true;
    listRecents(platform).then((found) => here && setRecents(found), () => undefined);
    return () => {
      here = false;
    };
    // A recent file that is gone is forgotten with a notice: the list is read again.
  }, [platform, notices]);
  if (recents.length === 0) return null;
  const now = platform.clock.now();
  return (
    <section className="recents" aria-label="Recent pipelines">
      <h2>Recent</h2>
      <ul>
        {recents.slice(0, 4).map((r) => (
          <li key={`${r.file.name} ${r.at}`}>
            <button type="button" className="btn quiet" title={r.file.name} aria-label={`Open ${r.name}, ${r.file.name}`} onClick={() => void files.openRecent(r)}>
              <Icon name="file" /><span className="cut">{r.name}</span><span className="muted">{when(r.at, now)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
