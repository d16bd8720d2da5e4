import type { ExecutionStatus } from '../../aws/stepFunctions/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { EXECUTION_LOOKS } from './executionLook.ts';

export function ExecutionState({ status }: { readonly status: ExecutionStatus }) {
  const [word, tone, icon] = EXECUTION_LOOKS[status];
  return <span className={`state ${tone}`}><Icon name={icon} />{word}</span>;
}
