import { Dialog } from 'radix-ui';
import { useStore } from 'zustand';
import { useCauce } from '../store/react.tsx';

/** Asks what `questions` has to ask; Esc and the backdrop answer "none of these". */
export function QuestionDialog() {
  const { questions } = useCauce();
  const current = useStore(questions, (q) => q.current);
  const answer = (choice: string | null): void => questions.getState().answer(choice);
  return (
    <Dialog.Root open={current !== null} onOpenChange={(open) => !open && answer(null)}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        {current ? (
          <Dialog.Content className="dialog question">
            <div className="body">
              <Dialog.Title asChild><h2>{current.title}</h2></Dialog.Title>
              <Dialog.Description className="soft">{current.text}</Dialog.Description>
              {current.lines && current.lines.length > 0 ? <ul className="lines">{current.lines.map((line, i) => <li key={i}>{line}</li>)}</ul> : null}
              {current.problems && current.problems.length > 0 ? (
                <ul className="problems-found">
                  {current.problems.slice(0, 50).map((d, i) => (
                    <li key={i}>
                      <p>{d.message}</p>
                      <p className="muted">{d.where.line === undefined ? '' : `Line ${d.where.line}. `}{d.hint}</p>
                    </li>
                  ))}
                </ul>
              ) : null}
            </div>
            <div className="ends">
              {current.choices.map((c) => (
                <button key={c.id} type="button" className={`btn ${c.kind === 'primary' ? 'primary' : c.kind === 'danger' ? 'bad' : ''}`} autoFocus={c.kind === 'primary'} onClick={() => answer(c.id)}>{c.label}</button>
              ))}
            </div>
          </Dialog.Content>
        ) : null}
      </Dialog.Portal>
    </Dialog.Root>
  );
}
