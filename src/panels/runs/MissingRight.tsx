import { useStore } from 'zustand';
import { missingStatement } from '../../aws/fault.ts';
import type { Doing } from '../../aws/permissions.ts';
import { missingFor, rightsOf, tryAnyway, type Missing } from '../../store/rights.ts';
import { useCauce } from '../../store/react.tsx';
import { Statement } from '../connection/Statement.tsx';

/** What is missing for a doing, as far as that is known; undefined where nothing stands in its way. */
export function useMissing(doing: Doing): Missing | undefined {
  const rights = useStore(rightsOf(useCauce()));
  return missingFor(rights, doing);
}

const WORDS: Readonly<Record<Doing, string>> = {
  look: 'see what is deployed', deploy: 'deploy', alias: 'move aliases', 'roll back': 'roll back', list: 'list runs', start: 'start runs', stop: 'stop runs', redrive: 'redrive runs', upload: 'upload files',
};
const HOW: Readonly<Record<Missing['how'], string>> = {
  asked: 'AWS was asked about a machine whose name begins alike, and refused.',
  answered: 'AWS refused it when it was tried.',
  role: 'The launcher role of our template does not have it.',
};

/** Beside a button that is disabled: the policy statement that is missing, and how that is known. */
export function MissingRight({ doing }: { readonly doing: Doing }) {
  const app = useCauce();
  const missing = useMissing(doing);
  const role = useStore(rightsOf(app), (r) => r.session?.identity.role ?? '');
  if (missing === undefined) return null;
  return (
    <details className="missing-right">
      <summary>The role may not {WORDS[doing]}</summary>
      <p className="muted">{HOW[missing.how]} Whoever manages <code>{role}</code> adds this to its policy:</p>
      <Statement text={missingStatement(...missing.permissions)} />
      <p className="muted">Where its policy is narrower than that question, or was changed: <button type="button" className="link" onClick={() => tryAnyway(app, doing)}>let me try it</button></p>
    </details>
  );
}
