import { Dialog } from 'radix-ui';
import { useId, useState, type FormEvent } from 'react';
import { checkConnection, type FieldFaults } from '../../aws/connection/checks.ts';
import { tidy, usedFields, type Connection, type ConnectionField } from '../../aws/connection/connection.ts';
import type { ProbeResult } from '../../aws/transport/probe.ts';
import { useCauce } from '../../store/react.tsx';
import { Choose } from '../../ui/Choose.tsx';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  readonly connection: Connection;
  /** Its name until now; null for a new one. */
  readonly before: string | null;
  readonly taken: readonly string[];
  readonly onDone: () => void;
}

const TEXTS: readonly (readonly [field: ConnectionField, label: string, example: string])[] = [
  ['userPoolId', 'User pool', 'eu-west-1_AbCdEf123'],
  ['issuer', 'Issuer', 'https://login.example.com'],
  ['clientId', 'App client', 'the public one, without a secret'],
  ['domain', 'Managed login', 'https://acme.auth.eu-west-1.amazoncognito.com'],
  ['identityPoolId', 'Identity pool', 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef'],
  ['roleArn', 'Role', 'the one that the pool chooses'],
  ['artifactBucket', 'Bucket for uploads', 'none'],
];

/** The form of a connection: each value is checked, and what AWS answers from here can be tried before it is saved. */
export function ConnectionForm({ connection, before, taken, onDone }: Props) {
  const { connections } = useCauce();
  const [draft, setDraft] = useState<Connection>(connection);
  const [asked, setAsked] = useState(false);
  const [results, setResults] = useState<readonly ProbeResult[] | string | null>(null);
  const used = usedFields(draft);
  const clash = taken.includes(draft.name.trim()) && draft.name.trim() !== before ? { name: 'Another connection has this name.' } : {};
  const faults: FieldFaults = { ...checkConnection(draft), ...clash };
  const shown = (field: ConnectionField): string | undefined => (asked || (draft[field] ?? '') !== '' ? faults[field] : undefined);
  const set = (patch: Partial<Connection>): void => {
    setDraft({ ...draft, ...patch });
    setResults(null);
  };
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(faults).length > 0) return;
    await connections.getState().save(tidy(draft), before);
    onDone();
  };
  const tryIt = async (): Promise<void> => {
    setAsked(true);
    if (Object.keys(faults).length > 0) return;
    setResults(await connections.getState().probe(tidy(draft)).catch((error: unknown) => (error instanceof Error ? error.message : String(error))));
  };
  const field = (name: ConnectionField, label: string, example: string) => <Field key={name} name={name} label={label} example={example} value={draft[name] ?? ''} fault={shown(name)} onChange={(value) => set({ [name]: value })} />;
  return (
    <form className="connection-form" onSubmit={(e) => void save(e)} noValidate>
      <div className="body">
        <Dialog.Title asChild><h2>{before === null ? 'New connection' : `Connection ${before}`}</h2></Dialog.Title>
        <div className="two-fields">{field('name', 'Name', 'dev account')}{field('region', 'Region', 'eu-west-1')}</div>
        <div className="labelled">
          <span>Sign in with</span>
          <Choose label="Sign in with" value={draft.signIn} options={[{ value: 'user-pool', label: 'A Cognito user pool' }, { value: 'oidc', label: 'Another OpenID Connect issuer' }, { value: 'keys', label: 'Temporary keys (developer mode)' }]} onChange={(value) => set({ signIn: value as Connection['signIn'] })} />
        </div>
        {TEXTS.filter(([name]) => used.includes(name)).map(([name, label, example]) => field(name, label, example))}
        <div className="labelled">
          <span>Calls to Step Functions go</span>
          <Choose label="Calls to Step Functions go" value={draft.transport} options={[{ value: 'direct', label: 'Directly to AWS' }, { value: 'proxy', label: 'By a pass-through proxy' }, { value: 'endpoint', label: 'To another endpoint (MiniStack, LocalStack)' }]} onChange={(value) => set({ transport: value as Connection['transport'] })} />
        </div>
        {used.includes('transportUrl') ? field('transportUrl', draft.transport === 'proxy' ? 'Proxy' : 'Endpoint', draft.transport === 'proxy' ? '/aws-proxy with npm start' : 'http://localhost:4566') : null}
        {used.includes('mockCase') ? field('mockCase', 'Case of its mock file', 'none') : null}
        <label className="row carries"><input type="checkbox" checked={draft.carriesDrawing !== false} onChange={(e) => setDraft({ ...draft, carriesDrawing: e.currentTarget.checked ? undefined : false })} /><span>Deployed definitions carry their drawing, so that it can be opened again <span className="muted">(compressed in the Comment, 200 kB at most; whoever may describe the machine can read it)</span></span></label>
        <Tried results={results} />
      </div>
      <div className="ends">
        {before === null ? null : <button type="button" className="btn bad" onClick={() => void connections.getState().remove(before).then(onDone)}>Remove</button>}
        <button type="button" className="btn" onClick={() => void tryIt()}>Try it</button>
        <span className="grow" />
        <button type="button" className="btn" onClick={onDone}>Cancel</button>
        <button type="submit" className="btn primary">Save</button>
      </div>
    </form>
  );
}

function Field({ name, label, example, value, fault, onChange }: { readonly name: string; readonly label: string; readonly example: string; readonly value: string; readonly fault: string | undefined; readonly onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div className="labelled">
      <label htmlFor={id}>{label}</label>
      <input id={id} className={name === 'name' ? 'input' : 'input mono'} value={value} placeholder={example} spellCheck={false} autoComplete="off" aria-invalid={fault !== undefined} {...(fault ? { 'aria-describedby': `${id}-fault` } : {})} onChange={(e) => onChange(e.currentTarget.value)} />
      {fault ? <p id={`${id}-fault`} className="help bad">{fault}</p> : null}
    </div>
  );
}

function Tried({ results }: { readonly results: readonly ProbeResult[] | string | null }) {
  if (results === null) return null;
  if (typeof results === 'string') return <p role="alert" className="help bad">{results}</p>;
  return (
    <ul className="tried" aria-label="What answers from here">
      {results.map(({ service, host, fault }) => (
        <li key={service} className={fault ? 'bad' : 'ok'}>
          <Icon name={fault ? 'bad' : 'check'} />
          <span>{fault ? `${fault.message} ${fault.hint}` : `${service} answers (${host})`}</span>
        </li>
      ))}
    </ul>
  );
}
