import { Popover } from 'radix-ui';
import { useStore } from 'zustand';
import { missingStatement } from '../../aws/fault.ts';
import { executionsOf, type Doing } from '../../aws/permissions.ts';
import { useCauce } from '../../store/react.tsx';
import { missingFor, rightsOf, tryAnyway, type Missing } from '../../store/rights.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Statement } from '../connection/Statement.tsx';
import './missing.css';

/**
 * What is missing for a doing, as far as that is known; undefined where nothing stands in its way.
 * @param execution that it is about; of another machine than the one that is looked at nothing is known
 */
export function useMissing(doing: Doing, execution?: string): Missing | undefined {
  const rights = useStore(rightsOf(useCauce()));
  const { concerned } = rights;
  if (execution !== undefined && (concerned === null || !execution.startsWith(executionsOf(concerned.machineArn).slice(0, -1)))) return undefined;
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

/** Beside a button that is disabled: what the role lacks, and at a click the policy statement that is missing, and how that is known. */
export function MissingRight({ doing, execution }: { readonly doing: Doing; readonly execution?: string }) {
  const app = useCauce();
  const missing = useMissing(doing, execution);
  const role = useStore(rightsOf(app), (r) => r.session?.identity.role ?? '');
  if (missing === undefined) return null;
  return (
    <Popover.Root>
      <Popover.Trigger asChild><button type="button" className="missing-right"><Icon name="lock" size="sm" />The role may not {WORDS[doing]}</button></Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="menu missing-statement" side="top" align="start" collisionPadding={12} aria-label={`What is missing to ${WORDS[doing]}`}>
          <p>{HOW[missing.how]} Whoever manages the role <code>{role}</code> adds this to its policy:</p>
          <Statement text={missingStatement(...missing.permissions)} />
          <p className="muted">Its policy was changed since, or names this machine alone? <button type="button" className="link" onClick={() => tryAnyway(app, doing)}>Let me try it</button></p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
