import { useStore } from 'zustand';
import { useCauce } from '../../store/react.tsx';
import type { LiveRun } from '../../store/types.ts';
import { watchingOf } from '../../store/watching.ts';

/** In the place of a timeline while there is none yet: how far its history was read, or why it is not. */
export function Reading({ live }: { readonly live: LiveRun }) {
  const app = useCauce();
  const run = useStore(watchingOf(app), (w) => w.runs.find((r) => r.arn === live.arn));
  const text = run?.looking === 'signed-out' ? `Sign in to ${run.connection}, and it goes on being watched.`
    // Why is said above it.
    : live.fault !== null ? 'Nothing of it was read yet.'
    : (run?.reading ?? 0) > 0 ? `Reading its history: ${run?.reading.toLocaleString('en')} events so far…`
    : 'Waiting for its first events…';
  return <p className="pane-empty" role="status">{text}</p>;
}
