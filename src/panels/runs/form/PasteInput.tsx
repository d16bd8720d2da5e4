import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { readPastedInput } from '../../../core/deliver/run/pastedInput.ts';
import { typedFrom } from '../../../core/deliver/run/runForm.ts';
import { deliveryOf, fieldsOf } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { fillForm } from '../../../store/run/startRun.ts';

/** A whole input as JSON, taken apart into the fields; what is wrong with it is told with its place, and what has no field by its name. */
export function PasteInput({ onClose }: { readonly onClose: () => void }) {
  const app = useCauce();
  const [text, setText] = useState('');
  const [whole, setWhole] = useState(true);
  const read = useMemo(() => (text.trim() === '' ? null : readPastedInput(text)), [text]);
  const unknown = read !== null && 'input' in read ? typedFrom(fieldsOf(deliveryOf(app).getState().look), read.input).unknown : [];
  const fault = read !== null && 'fault' in read ? read.fault : undefined;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <div className="body paste-input">
            <Dialog.Title asChild><h2>Paste an input</h2></Dialog.Title>
            <label className="labelled">
              <span>JSON, as an execution is sent it</span>
              <textarea className="input mono" rows={12} value={text} spellCheck={false} autoFocus aria-invalid={fault !== undefined} onChange={(e) => setText(e.currentTarget.value)} />
            </label>
            {fault === undefined ? null : <p role="alert" className="help bad">{fault}</p>}
            {unknown.length === 0 ? null : (
              <>
                <p role="status" className="note warn">There is no field for {unknown.join(', ')}.</p>
                <label className="row"><input type="checkbox" checked={whole} onChange={(e) => setWhole(e.currentTarget.checked)} />Send {unknown.length === 1 ? 'it' : 'them'} along all the same</label>
              </>
            )}
          </div>
          <div className="ends">
            <button type="button" className="btn" onClick={onClose}>Cancel</button>
            <button
              type="button" className="btn primary" disabled={read === null || fault !== undefined}
              onClick={() => {
                if (read === null || !('input' in read)) return;
                fillForm(app, read.input, 'the pasted input', whole);
                onClose();
              }}
            >
              Fill the form
            </button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
