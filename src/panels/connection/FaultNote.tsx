import type { ReactNode } from 'react';
import { isPassing, missingStatement, type AwsFault, type FaultKind } from '../../aws/fault.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Statement } from './Statement.tsx';
import { intoView } from '../../ui/intoView.ts';
import './fault.css';

/** What is cured by signing in once more. */
const SIGN_IN: ReadonlySet<FaultKind> = new Set(['expired', 'bad-credentials', 'signed-out', 'guest', 'no-role']);
/** What is cured in the connection, or seen there. */
const CONNECTION: ReadonlySet<FaultKind> = new Set(['cors', 'page-policy', 'garbled', 'too-large', 'unreachable']);
const AGAIN: ReadonlySet<FaultKind> = new Set(['cancelled', 'clock', 'unexpected', 'cors', 'too-large', 'access-denied']);

interface Props {
  readonly fault: AwsFault;
  /** Does again what failed, where no button beside it does. */
  readonly retry?: () => void;
  /** Left out in the dialog of connections, which is the place itself. */
  readonly elsewhere?: boolean;
  readonly children?: ReactNode;
}

/** What went wrong, what to do, the buttons that do it, and where a permission is missing the statement that gives it. */
export function FaultNote({ fault, retry, elsewhere = true, children }: Props) {
  const { connections, signals } = useCauce();
  const { kind, permission } = fault;
  const statement = permission && missingStatement(permission);
  const again = retry !== undefined && (isPassing(fault) || AGAIN.has(kind)) ? retry : undefined;
  const signIn = (): void => {
    connections.getState().leave();
    signals.emit('connections');
  };
  return (
    <div className="note bad fault" role="alert" ref={intoView}>
      <p><b className="strong">{fault.message}</b> {fault.hint}</p>
      {statement === undefined ? null : (
        <Statement text={statement} />
      )}
      {fault.detail ? <details><summary>What came back</summary><p className="mono">{fault.detail}</p></details> : null}
      {again || children || (elsewhere && (SIGN_IN.has(kind) || CONNECTION.has(kind))) ? (
        <div className="fault-does">
          {again ? <button type="button" className="btn sm" onClick={again}><Icon name="retry" />Try again</button> : null}
          {elsewhere && SIGN_IN.has(kind) ? <button type="button" className="btn sm" onClick={signIn}><Icon name="key" />Sign in again</button> : null}
          {elsewhere && CONNECTION.has(kind) ? <button type="button" className="btn sm quiet" onClick={() => signals.emit('connections')}>See the connection</button> : null}
          {children}
        </div>
      ) : null}
    </div>
  );
}
