import { useEffect } from 'react';
import { useApp, useCauce } from '../store/react.tsx';
import type { Notice } from '../store/types.ts';
import { Icon } from '../ui/Icon.tsx';
import { IconButton } from '../ui/IconButton.tsx';

const SECONDS_SHOWN = 6;

/** One line for what just happened or was refused, with Undo where it can be taken back. Also read out politely. */
export function Toasts() {
  const notices = useApp((s) => s.notices);
  return (
    <div className="toasts" role="status" aria-live="polite" aria-label="Messages">
      {notices.map((n) => <Toast key={n.id} notice={n} />)}
    </div>
  );
}

function Toast({ notice }: { readonly notice: Notice }) {
  const { store } = useCauce();
  const { id } = notice;
  useEffect(() => {
    const timer = setTimeout(() => store.getState().dismiss(id), SECONDS_SHOWN * 1000);
    return () => clearTimeout(timer);
  }, [store, id]);
  return (
    <div className={`toast ${notice.kind}`}>
      <Icon name={notice.kind === 'error' ? 'bad' : 'info'} />
      <span className="grow">{notice.text}</span>
      {notice.undoable ? <button type="button" className="btn sm" onClick={() => store.getState().undo()}>Undo</button> : null}
      <IconButton icon="x" label="Close message" small onClick={() => store.getState().dismiss(id)} />
    </div>
  );
}
