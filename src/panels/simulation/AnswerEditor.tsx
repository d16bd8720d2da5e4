import { useState } from 'react';
import type { Json } from '../../core/base/json.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { setAnswer } from '../../store/simulating.ts';
import { JsonText } from '../../ui/JsonText.tsx';

/**
 * What a task answered, and the way to let it answer something else. `answer`: its key in the `answers` of a case, the id of a step or
 * `<step>/metrics` for the report of an evaluation.
 */
export function AnswerEditor({ answer: id, title, result }: { readonly answer: string; readonly title: string; readonly result: string | undefined }) {
  const { store } = useCauce();
  const pinned = useApp((s) => s.simulation.testCase.answers?.[id]);
  const [draft, setDraft] = useState<string | null>(null);
  const problem = draft === null ? null : problemOf(draft);
  const known = pinned !== undefined ? JSON.stringify(pinned) : result;
  const pin = (): void => {
    if (draft === null || problem !== null) return;
    setAnswer(store, id, JSON.parse(draft) as Json);
    setDraft(null);
  };
  return (
    <section className="run-block" aria-label={title}>
      <h3>
        {title}
        {pinned !== undefined ? <small className="muted">pinned</small> : null}
        <span className="grow" />
        {pinned !== undefined && draft === null ? <button type="button" className="btn quiet sm" onClick={() => setAnswer(store, id, undefined)}>Let its service answer</button> : null}
        {draft === null && known !== undefined ? <button type="button" className="btn sm" onClick={() => setDraft(JSON.stringify(JSON.parse(known), null, 2))} aria-label={`Edit the ${title.toLowerCase()}`}>Edit</button> : null}
      </h3>
      {draft === null ? (
        known === undefined ? <p className="run-note">No answer yet.</p> : <JsonText text={known} />
      ) : (
        <>
          <textarea className="input json" aria-label={`${title}, JSON`} aria-invalid={problem !== null} rows={12} spellCheck={false} value={draft} onChange={(e) => setDraft(e.target.value)} />
          {problem === null ? null : <p className="run-note bad" role="alert">{problem}</p>}
          <p className="row"><button type="button" className="btn primary sm" disabled={problem !== null} onClick={pin}>Pin the answer</button><button type="button" className="btn sm" onClick={() => setDraft(null)}>Cancel</button></p>
        </>
      )}
    </section>
  );
}

function problemOf(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `This is not JSON yet: ${(error as Error).message}.`;
  }
}
