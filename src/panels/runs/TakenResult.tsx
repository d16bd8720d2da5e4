import { answerIn } from '../../core/rehearse/caseOfRun.ts';
import { keysOf } from '../../core/rehearse/meant.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import type { Attempt } from '../../core/rehearse/timeline.ts';
import { pinTaken } from '../../store/takenAnswers.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { watchedOf } from '../../store/watching.ts';

/** Lets simulations answer what a task answered in an execution; nothing where a test case has no place for the answer. */
export function TakenResult({ step, state, attempt }: { readonly step: StepId; readonly state: string; readonly attempt: Attempt }) {
  const app = useCauce();
  const meant = useApp((s) => watchedOf(app, s.simulation.live?.arn)?.drawing?.meant);
  const key = keysOf(step).find((k) => meant?.get(k) === state);
  const answer = key === undefined ? undefined : answerIn(attempt, key);
  const pinned = useApp((s) => (key === undefined ? undefined : s.simulation.testCase.answers?.[key]));
  if (key === undefined || answer === undefined) return null;
  const same = pinned !== undefined && JSON.stringify(pinned) === JSON.stringify(answer);
  return <button type="button" className="btn sm" disabled={same} title="Simulations answer with this from now on" onClick={() => void pinTaken(app, key, answer)}>{same ? 'Pinned' : 'Pin this answer'}</button>;
}
