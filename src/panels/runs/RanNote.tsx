import { useStore } from 'zustand';
import { useCauce } from '../../store/react.tsx';
import { showWatched, watchingOf, type Watched } from '../../store/watching.ts';
import { openRanDrawing } from '../../store/watchingAgain.ts';
import { Icon } from '../../ui/Icon.tsx';
import './watching.css';

/** That an execution ran another drawing than the one that shows it, and the way to that; nothing where it ran this one. */
export function RanNote({ arn }: { readonly arn: string }) {
  const app = useCauce();
  const drawing = useStore(watchingOf(app), (w) => w.runs.find((r) => r.arn === arn)?.drawing ?? null);
  if (drawing === null || drawing.relation === 'same') return null;
  const open = async (): Promise<void> => {
    if (await openRanDrawing(app, arn)) showWatched(app, arn);
  };
  const text = textOf(drawing);
  return (
    <p className="live-note" role="note">
      <span className="state warn"><Icon name="warn" /></span>
      <span className="cut" title={text}>{text}</span>
      {drawing.relation !== 'other' ? null : <button type="button" className="btn sm" onClick={() => void open()}>Open that drawing</button>}
    </p>
  );
}

function textOf({ relation, missing, states, fault }: NonNullable<Watched['drawing']>): string {
  if (relation === 'unknown') return `Which drawing ran is not known: ${fault?.message ?? ''} States are shown at the steps of their names.`;
  const all = new Set(states.values()).size;
  const lost = missing.length === 0 ? '' : missing.length === all ? ' None of its steps is in this drawing.' : ` ${missing.length} of its ${all} steps ${missing.length === 1 ? 'is' : 'are'} not in this drawing.`;
  return relation === 'other' ? `It ran another version of the drawing than this one.${lost}` : `What ran is not what is drawn, and carries no drawing: states are shown at the steps of their names.${lost}`;
}
