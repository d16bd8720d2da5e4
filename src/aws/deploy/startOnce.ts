import { AwsFault } from '../fault.ts';
import type { ExecutionStart, StepFunctions } from '../stepFunctions/types.ts';

export interface Started {
  readonly arn: string;
  /** It was there already, with this name and this input. */
  readonly before: boolean;
}

/**
 * Starts an execution, once: whether a start arrived is not known where its answer was cut off, and AWS knows the same start
 * again only while the execution runs. One that ended meanwhile is found by its name and input.
 * @throws AwsFault; `conflict` where the name belongs to an execution with another input
 */
export async function startOnce(client: StepFunctions, start: ExecutionStart): Promise<Started> {
  try {
    return { arn: await client.startExecution(start), before: false };
  } catch (error) {
    if (!(error instanceof AwsFault) || error.code !== 'ExecutionAlreadyExists') throw error;
    const arn = executionArn(start);
    // Who may not read executions is told what AWS said of the start.
    const there = await client.describeExecution(arn).catch(() => undefined);
    if (there?.input !== start.input) throw error;
    return { arn, before: true };
  }
}

/** Of a machine, a version or an alias: an execution is named after the machine. */
function executionArn({ arn, name }: ExecutionStart): string {
  const [machine = ''] = /^.*:stateMachine:[^:]+/.exec(arn) ?? [];
  return `${machine.replace(':stateMachine:', ':execution:')}:${name}`;
}
