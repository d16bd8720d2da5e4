import { Dialog } from 'radix-ui';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import './connection.css';
import { NEW_CONNECTION, type Connection } from '../../aws/connection/connection.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ConnectionForm } from './ConnectionForm.tsx';
import { FaultNote } from './FaultNote.tsx';
import { ImportForm } from './ImportForm.tsx';
import { SignIn } from './SignIn.tsx';

type Showing = { readonly view: 'list' | 'import' } | { readonly view: 'form'; readonly connection: Connection; readonly before: string | null };

/** Connections to AWS accounts: which there are, who is signed in, and a form for each. */
export function ConnectionDialog({ onClose }: { readonly onClose: () => void }) {
  const { connections } = useCauce();
  const { list, preset, current, fault, canResume } = useStore(connections);
  const [showing, setShowing] = useState<Showing>({ view: 'list' });
  useEffect(() => void connections.getState().load(), [connections]);
  const chosen = list?.find((c) => c.name === current);
  const back = (): void => setShowing({ view: 'list' });
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog connections" aria-describedby={undefined}>
          {showing.view === 'form' ? <ConnectionForm connection={showing.connection} before={showing.before} taken={(list ?? []).map((c) => c.name)} onDone={back} /> : null}
          {showing.view === 'import' ? <ImportForm onDone={back} /> : null}
          {showing.view === 'list' ? (
            <>
              <div className="body">
                <Dialog.Title asChild><h2>Connections to AWS</h2></Dialog.Title>
                {list !== null && list.length === 0 ? <p className="soft">None yet. Import the outputs of the identity stack, or fill in a form. A connection holds names and addresses, never a key.</p> : null}
                <ul className="connection-list" role="radiogroup" aria-label="Connections">
                  {(list ?? []).map((c) => (
                    <li key={c.name} className={c.name === current ? 'row on' : 'row'}>
                      <label className="row grow">
                        <input type="radio" name="connection" checked={c.name === current} onChange={() => connections.getState().choose(c.name)} />
                        <b className="cut">{c.name}</b>
                        <code className="muted">{c.region}</code>
                        {c.transport === 'direct' ? null : <span className="muted">{c.transport === 'proxy' ? 'by a proxy' : 'local endpoint'}</span>}
                      </label>
                      {preset.includes(c.name) ? <span className="muted">from this page</span> : <button type="button" className="btn sm quiet" aria-label={`Change ${c.name}`} onClick={() => setShowing({ view: 'form', connection: c, before: c.name })}>Change</button>}
                    </li>
                  ))}
                </ul>
                {chosen ? <SignIn key={chosen.name} connection={chosen} /> : null}
                {fault ? <FaultNote fault={fault} elsewhere={false} {...(canResume ? { retry: () => void connections.getState().resume(undefined) } : {})} /> : null}
              </div>
              <div className="ends">
                <button type="button" className="btn" onClick={() => setShowing({ view: 'import' })}><Icon name="file" />Import</button>
                <button type="button" className="btn" onClick={() => setShowing({ view: 'form', connection: NEW_CONNECTION, before: null })}><Icon name="plus" />New connection</button>
                <span className="grow" />
                <button type="button" className="btn" onClick={onClose}>Close</button>
              </div>
            </>
          ) : null}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
