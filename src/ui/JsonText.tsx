import { useMemo } from 'react';

/** Longer texts are cut: nobody reads them here. */
const SHOWN = 20_000;
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(true|false|null)/g;

/** JSON to read, with the colours of code. */
export function JsonText({ text }: { readonly text: string }) {
  const parts = useMemo(() => coloured(pretty(text)), [text]);
  return <pre className="json" tabIndex={0}>{parts}</pre>;
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2).slice(0, SHOWN);
  } catch {
    return text.slice(0, SHOWN);
  }
}

function coloured(text: string) {
  const parts: React.ReactNode[] = [];
  let done = 0;
  for (const m of text.matchAll(TOKEN)) {
    parts.push(text.slice(done, m.index));
    const [whole, string, colon, number] = m;
    const name = string !== undefined ? (colon === undefined ? 'cs' : 'ck') : number !== undefined ? 'cn' : 'cw';
    parts.push(<span key={m.index} className={name}>{whole}</span>);
    done = m.index + whole.length;
  }
  return [...parts, text.slice(done)];
}
