import { PhaseMark } from './PhaseMark.tsx';

/** How many parameters somebody still gives at this phase. */
export function Pip({ phase, count }: { readonly phase: 'deploy' | 'run'; readonly count: number }) {
  if (count === 0) return null;
  return (
    <span className={`pip ${phase}`} title={`${count} ${count === 1 ? 'parameter' : 'parameters'} bound at ${phase}`}>
      <PhaseMark phase={phase} />
      {count}
    </span>
  );
}
