import type { ExecutionStatus } from './types.ts';

/** Is there more to come? A redrive that is due has not begun. */
export function isGoing(status: ExecutionStatus): boolean {
  return status === 'RUNNING' || status === 'PENDING_REDRIVE';
}
