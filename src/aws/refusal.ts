import { AwsFault, type Permission, type Refusal } from './fault.ts';

/**
 * The fault that an answer of AWS is. What AWS may say and what to do about it loads when AWS first refuses something.
 * @param about what was asked for, as `states:StartExecution` and the resource, to name the permission where AWS does not
 */
export async function faultOf(refusal: Refusal, about?: Permission): Promise<AwsFault> {
  try {
    return (await import('./readFault.ts')).faultOf(refusal, about);
  } catch (error) {
    // The page's own host cannot be reached: AWS's words have to do.
    return new AwsFault('unexpected', `AWS refuses it: ${refusal.message || refusal.name}`, 'Try again.', { code: refusal.name, detail: `${refusal.name}: ${refusal.message}`, cause: error });
  }
}
