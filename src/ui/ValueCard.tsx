import { useState } from 'react';
import type { Arrival } from '../core/rehearse/carried.ts';
import { Icon } from './Icon.tsx';
import { IconButton } from './IconButton.tsx';
import { JsonText } from './JsonText.tsx';
import { clockWord } from './statusLook.ts';

/** The whole of a value that went along a wire. Where there are several, the last one first, and a pager to the others. */
export function ValueCard({ title, about, values, copy }: { readonly title: string; readonly about: string; readonly values: readonly Arrival[]; readonly copy: (text: string) => Promise<void> }) {
  const [back, setBack] = useState(0);
  const [copied, setCopied] = useState<string | null>(null);
  const index = Math.max(0, values.length - 1 - back);
  const shown = values[index];
  if (shown === undefined) return <p className="run-note">Nothing has come along here yet.</p>;
  const text = shown.value === undefined ? null : JSON.stringify(shown.value, null, 2);
  return (
    <div className="value-card">
      <header>
        <span><b>{title}</b><small className="muted cut">{about}</small></span>
        {text === null ? null : <button type="button" className="btn sm" onClick={() => void copy(text).then(() => setCopied(text))}><Icon name={copied === text ? 'check' : 'copy'} />{copied === text ? 'Copied' : 'Copy'}</button>}
      </header>
      {text === null ? <p className="run-note">No call of this run says what it was.</p> : <JsonText text={text} />}
      <footer className="nums">
        <span>{shown.iteration.length > 0 ? `item ${shown.iteration.join(', ')}, ` : ''}at {clockWord(shown.seconds)}</span>
        {values.length > 1 ? (
          <span className="pager" role="group" aria-label="Values">
            <IconButton icon="left" label="The value before" small side="top" disabled={index === 0} onClick={() => setBack(back + 1)} />
            {index + 1} of {values.length}
            <IconButton icon="right" label="The next value" small side="top" disabled={back === 0} onClick={() => setBack(Math.min(back, values.length - 1) - 1)} />
          </span>
        ) : null}
      </footer>
    </div>
  );
}
