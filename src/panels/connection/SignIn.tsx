import { useState, type FormEvent } from 'react';
import { useStore } from 'zustand';
import type { Session } from '../../aws/session.ts';
import type { Connection } from '../../aws/connection/connection.ts';
import type { Connections } from '../../store/connections.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { clockTime } from '../../ui/when.ts';

/** Signing in to a connection, or who is signed in. */
export function SignIn({ connection }: { readonly connection: Connection }) {
  const { connections, platform } = useCauce();
  const { phase, session, asked, ended, left } = useStore(connections);
  if (session?.connection.name === connection.name && ended === null) return <SignedIn session={session} now={platform.clock.now()} />;
  if (asked) return <FurtherStep key={asked.step.kind + (asked.step.refused ?? '')} {...asked} />;
  if (phase === 'waiting') {
    return (
      <p className="row note">
        <span className="grow">Sign in in the window that opened. It closes by itself.</span>
        <button type="button" className="btn sm" onClick={() => connections.getState().cancel()}>Cancel</button>
      </p>
    );
  }
  const busy = phase === 'busy';
  return (
    <>
      {ended && session ? <p className="note warn" role="alert">{ended.message} {session.identity.person ?? session.identity.role} has to sign in again. What you drew and typed is as it was.</p> : null}
      {left ? <p className="note warn" role="status">{left}</p> : null}
      <Ways connection={connection} busy={busy} />
    </>
  );
}

/** The ways to sign in that a connection has. */
function Ways({ connection, busy }: { readonly connection: Connection; readonly busy: boolean }) {
  const { connections } = useCauce();
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

/** Who is signed in, as which role, for how long; and the ways out. */
function SignedIn({ session, now }: { readonly session: Session; readonly now: number }) {
  const { connections } = useCauce();
  const { identity, renews, connection, byPassword } = session;
  const { expiresAt } = identity;
  return (
    <section className="identity note" aria-label="Signed in">
      <Icon name="key" />
      <div className="grow">
        <p className="cut" title={identity.arn}><b className="strong">{identity.role}</b> in {identity.account}, {connection.region}</p>
        <p className="muted">{identity.person ?? 'Pasted keys, in the memory of this tab only'}</p>
        {expiresAt === undefined ? null : <p className="muted">{renews ? `Keys until ${clockTime(expiresAt)}, renewed while you work` : expiresAt > now ? `Until ${clockTime(expiresAt)}, ${Math.round((expiresAt - now) / 60_000)} minutes left` : 'These keys are over'}</p>}
      </div>
      <span className="outs">
        <button type="button" className="btn sm" onClick={() => void connections.getState().signOut()}>Sign out</button>
        {byPassword ? <button type="button" className="btn sm quiet" title="On every computer where this person is signed in" onClick={() => void connections.getState().signOut({ everywhere: true })}>Sign out everywhere</button> : null}
      </span>
    </section>
  );
}

const MIN_CODE = 6;

/** What the user pool wants besides name and password. */
function FurtherStep({ step, answer }: NonNullable<Connections['asked']>) {
  const { connections } = useCauce();
  const [text, setText] = useState('');
  const password = step.kind === 'new-password';
  return (
    <form className="further" aria-label={password ? 'New password' : 'Second factor'} onSubmit={(e) => { e.preventDefault(); answer(text); }}>
      <label className="labelled">
        <span>{password ? 'The password was a temporary one. Choose a new one.' : step.by === 'app' ? 'Code of your authenticator app' : 'Code that was sent to you'}</span>
        <input className={password ? 'input' : 'input mono'} value={text} type={password ? 'password' : 'text'} autoFocus required autoComplete={password ? 'new-password' : 'one-time-code'} inputMode={password ? 'text' : 'numeric'} aria-invalid={step.refused !== undefined} onChange={(e) => setText(e.currentTarget.value)} />
      </label>
      {step.refused === undefined ? null : <p role="alert" className="help bad">{step.refused}</p>}
      <span className="row">
        <button type="submit" className="btn primary" disabled={password ? text === '' : text.trim().length < MIN_CODE}>{password ? 'Set it and sign in' : 'Sign in'}</button>
        <button type="button" className="btn" onClick={() => connections.getState().cancel()}>Cancel</button>
      </span>
    </form>
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
