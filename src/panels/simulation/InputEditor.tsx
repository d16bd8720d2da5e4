import { useState } from 'react';
import { isObject, type Json } from '../../core/base/json.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { setInput } from '../../store/simulating.ts';

/** The input of the execution as JSON. What is left out has its default, or a plausible value where the whole input is left to Cauce. */
export function InputEditor() {
  const { store } = useCauce();
  const given = useApp((s) => s.simulation.testCase.input);
  const taken = useApp((s) => s.simulation.result?.run?.input);
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? textOf(given ?? taken);
  const problem = draft === null ? null : problemOf(draft);
  const change = (text: string): void => {
    setDraft(text);
    if (problemOf(text) === null) setInput(store, JSON.parse(text) as Json);
  };
  return (
    <section className="case-input" aria-label="Input">
      <h3>Input{given === undefined ? <small className="muted">made by Cauce</small> : <button type="button" className="btn quiet sm" onClick={() => { setDraft(null); setInput(store, undefined); }}>Let Cauce make it</button>}</h3>
      <textarea className="input json" aria-label="Input, JSON" aria-invalid={problem !== null} rows={Math.min(10, shown.split('\n').length + 1)} spellCheck={false} value={shown} onChange={(e) => change(e.target.value)} onBlur={() => problem === null && setDraft(null)} />
      {problem === null ? null : <p className="run-note bad" role="alert">{problem}</p>}
    </section>
  );
}

function textOf(value: Json | undefined): string {
  return value === undefined ? '' : JSON.stringify(value, null, 2);
}

function problemOf(text: string): string | null {
  try {
    return isObject(JSON.parse(text)) ? null : 'The input is an object: { … }.';
  } catch (error) {
    return `This is not JSON yet: ${(error as Error).message}.`;
  }
}
