import { missingStatement, type AwsFault } from '../../aws/fault.ts';

/** What went wrong, what to do, and where a permission is missing the statement that gives it. */
export function FaultNote({ fault }: { readonly fault: AwsFault }) {
  return (
    <div className="note bad fault" role="alert">
      <p><b className="strong">{fault.message}</b> {fault.hint}</p>
      {fault.permission ? <pre className="mono">{missingStatement(fault.permission)}</pre> : null}
      {fault.detail ? <details><summary>What came back</summary><p className="mono">{fault.detail}</p></details> : null}
    </div>
  );
}
