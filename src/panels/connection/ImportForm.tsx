import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { importConnections } from '../../aws/connection/importOutputs.ts';
import { useCauce } from '../../store/react.tsx';

/** Connections from the outputs of stacks. */
export function ImportForm({ onDone }: { readonly onDone: () => void }) {
  const { connections, platform } = useCauce();
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const take = async (source: string): Promise<void> => {
    try {
      for (const connection of importConnections(source).connections) await connections.getState().save(connection, null);
      onDone();
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error));
    }
  };
  const open = async (): Promise<void> => {
    const opened = await platform.files.open();
    if (opened) await take(opened.text);
  };
  return (
    <>
      <div className="body">
        <Dialog.Title asChild><h2>Import connections</h2></Dialog.Title>
        <label className="labelled">
          <span>What <code>aws cloudformation describe-stacks</code> prints, or the JSON of a connection</span>
          <textarea className="input mono" rows={10} value={text} spellCheck={false} autoFocus aria-invalid={fault !== null} onChange={(e) => setText(e.currentTarget.value)} />
        </label>
        {fault ? <p role="alert" className="help bad">{fault}</p> : null}
      </div>
      <div className="ends">
        <button type="button" className="btn" onClick={() => void open()}>Open a file</button>
        <span className="grow" />
        <button type="button" className="btn" onClick={onDone}>Cancel</button>
        <button type="button" className="btn primary" disabled={text.trim() === ''} onClick={() => void take(text)}>Import</button>
      </div>
    </>
  );
}
