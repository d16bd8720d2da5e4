import { useStore } from 'zustand';
import { jobLinks } from '../../core/deliver/links/jobLinks.ts';
import type { Attempt } from '../../core/rehearse/timeline.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import './watching.css';

/** The pages of AWS's console about what one call started: job and log. None of an endpoint that is no AWS. */
export function JobLinks({ attempt }: { readonly attempt: Attempt }) {
  const app = useCauce();
  const connection = useStore(app.connections, (c) => c.session?.connection);
  if (attempt.resource === undefined || connection === undefined || connection.transport === 'endpoint') return null;
  const { resource, region = connection.region, sent, submitted, result, cause } = attempt;
  const told = result ?? cause;
  const links = jobLinks({ resource, region, ...(sent === undefined ? {} : { sent }), ...(submitted === undefined ? {} : { submitted }), ...(told === undefined ? {} : { result: told }) });
  if (links.length === 0) return null;
  return (
    <ul className="job-links" aria-label="In AWS's console">
      {links.map(({ label, href }) => <li key={label}><a className="link" href={href} target="_blank" rel="noreferrer"><Icon name="link" size="sm" />{label}</a></li>)}
    </ul>
  );
}
