import type { ExecutionStatus } from '../../aws/stepFunctions/types.ts';
import type { IconName } from '../../ui/Icon.tsx';

/** How the status of an execution looks: word, tone, icon. */
export const EXECUTION_LOOKS: Readonly<Record<ExecutionStatus, readonly [word: string, tone: string, icon: IconName]>> = {
  RUNNING: ['Running', 'busy', 'play'],
  SUCCEEDED: ['Succeeded', 'ok', 'succeed'],
  FAILED: ['Failed', 'bad', 'fail'],
  TIMED_OUT: ['Timed out', 'bad', 'clock'],
  ABORTED: ['Stopped', 'wait', 'stop'],
  PENDING_REDRIVE: ['Redrive due', 'wait', 'clock'],
};
