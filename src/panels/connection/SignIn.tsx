import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import type { Connection } from '../../aws/connection/connection.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** Signing in to a connection, or who is signed in. */
export function SignIn({ connection }: { readonly connection: Connection }) {
  const { connections, platform } = useCauce();
  const { phase, session } = useStore(connections);
  if (session?.connection.name === connection.name) {
    const { identity, renews } = session;
    const minutes = identity.expiresAt === undefined ? undefined : Math.max(0, Math.round((identity.expiresAt - platform.clock.now()) / 60_000));
    return (
      <section className="identity note" aria-label="Signed in">
        <Icon name="key" />
        <div className="grow">
          <p><b className="strong">{identity.role}</b> in {identity.account}, {connection.region}</p>
          <p className="muted">{identity.person ?? 'Pasted keys, in the memory of this tab only'}{minutes === undefined ? '' : renews ? `, keys of ${minutes} minutes, renewed while you work` : `, ${minutes} minutes left`}</p>
        </div>
        <button type="button" className="btn sm" onClick={() => void connections.getState().signOut()}>Sign out</button>
      </section>
    );
  }
  if (phase === 'waiting') {
    return (
      <p className="row note">
        <span className="grow">Sign in in the window that opened. It closes by itself.</span>
        <button type="button" className="btn sm" onClick={() => connections.getState().cancel()}>Cancel</button>
      </p>
    );
  }
  const busy = phase === 'busy';
  if (connection.signIn === 'keys') return <KeysForm busy={busy} />;
  const hasPage = connection.signIn === 'oidc' || connection.domain !== undefined;
  return (
    <section className="sign-in" aria-label="Sign in">
      {hasPage ? <button type="button" className="btn primary" disabled={busy} onClick={() => void connections.getState().signIn()}>Sign in{connection.signIn === 'oidc' ? ` at ${new URL(connection.issuer ?? 'https://-').host}` : ''}</button> : null}
      {connection.signIn === 'user-pool' ? <PasswordForm busy={busy} open={!hasPage} /> : null}
      <p className="help">Only people who signed in can use Step Functions: AWS lets no guest of an identity pool call it.</p>
    </section>
  );
}

function PasswordForm({ busy, open }: { readonly busy: boolean; readonly open: boolean }) {
  const { connections } = useCauce();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void connections.getState().signInByPassword(String(form.get('user')).trim(), String(form.get('password')));
  };
  return (
    <details open={open}>
      <summary>With name and password instead</summary>
      <form className="password" onSubmit={submit}>
        <label className="labelled"><span>User</span><input className="input" name="user" autoComplete="username" required spellCheck={false} /></label>
        <label className="labelled"><span>Password</span><input className="input" name="password" type="password" autoComplete="current-password" required /></label>
        <button type="submit" className="btn" disabled={busy}>Sign in by password</button>
      </form>
    </details>
  );
}

/** Developer mode: temporary keys that somebody has already. */
function KeysForm({ busy }: { readonly busy: boolean }) {
  const { connections } = useCauce();
  const [text, setText] = useState('');
  const use = (): void => {
    const pasted = text;
    // The field forgets them at once: what was pasted is nowhere but in the session.
    setText('');
    void connections.getState().useKeys(pasted);
  };
  return (
    <section className="sign-in" aria-label="Temporary keys">
      <label className="labelled"><span>Temporary keys (developer mode)</span><textarea className="input mono" rows={4} value={text} spellCheck={false} autoComplete="off" placeholder="aws configure export-credentials" onChange={(e) => setText(e.currentTarget.value)} /></label>
      <button type="button" className="btn primary" disabled={busy || text.trim() === ''} onClick={use}>Use these keys</button>
      <p className="help">They stay in the memory of this tab, and are gone when it closes or reloads.</p>
    </section>
  );
}
