/** Execution names: 1 to 80 letters, digits, hyphens and underscores; each once in 90 days for a machine (API reference, StartExecution). */
const MOST = 80;

/**
 * A name that no other run has: the machine, the time in UTC, and what was drawn at random.
 * @param at milliseconds since 1970
 */
export function executionName(machine: string, at: number, drawn: string): string {
  const time = new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15);
  const end = `-${time}-${drawn.replace(/[^a-z0-9]/gi, '').slice(0, 6)}`;
  return machine.replace(/[^\w-]/g, '-').slice(0, MOST - end.length) + end;
}

/** What is wrong with a name that a person gives; undefined where it is well. */
export function executionNameFault(name: string): string | undefined {
  if (name === '') return 'An execution needs a name.';
  if (name.length > MOST) return `The name has ${name.length} characters; the limit is ${MOST}.`;
  return /^[\w-]+$/.test(name) ? undefined : 'Only letters, digits, hyphens and underscores.';
}
