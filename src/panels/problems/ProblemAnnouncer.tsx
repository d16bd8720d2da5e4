import { useEffect, useRef, useState } from 'react';
import { useApp, useAppShallow } from '../../store/react.tsx';
import { problemCounts } from '../../store/selectors.ts';
import { changeText } from './problemList.ts';

/** Says politely when problems came or went (looks.md 12). A document just loaded is no change. */
export function ProblemAnnouncer() {
  const counts = useAppShallow(problemCounts);
  const loads = useApp((s) => s.document.loads);
  const before = useRef({ counts, loads });
  const [text, setText] = useState('');
  useEffect(() => {
    const last = before.current;
    before.current = { counts, loads };
    if (last.loads === loads) setText((said) => changeText(last.counts, counts) || said);
  }, [counts, loads]);
  return <div className="sr-only" role="status" aria-live="polite" aria-label="Problems">{text}</div>;
}
