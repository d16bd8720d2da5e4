import { allSteps } from '../../../core/model/scopes.ts';
import { pairedTimes, type StepTime } from '../../../core/rehearse/stepTimes.ts';
import { useApp, useCauce } from '../../../store/react.tsx';
import type { ComparedRun } from '../../../store/runs/comparing.ts';
import { statusLook, timeWord, retriesWord } from '../../../ui/statusLook.ts';
import { goToStep } from '../../goTo.ts';
import { Group } from './Group.tsx';
import { timeDelta } from './values.tsx';

/** How long each step took in both, as bars on one scale. */
export function DurationRows({ runs: [a, b] }: { readonly runs: readonly [ComparedRun, ComparedRun] }) {
  const app = useCauce();
  const drawn = allSteps(useApp((s) => s.document.pipeline));
  const paired = pairedTimes(a.times, b.times);
  const longest = Math.max(...paired.flatMap((p) => [p.a?.seconds ?? 0, p.b?.seconds ?? 0]), 0.001);
  return (
    <Group title="Durations by step" said={paired.length === 0 ? 'neither came to a step' : `the longest bar is ${timeWord(longest)}`}>
      {paired.map(({ step, a: one, b: other }) => {
        const here = drawn.get(step)?.step.name;
        const name = here ?? b.names.get(step) ?? a.names.get(step) ?? step.replace(/^state:/, '');
        return (
          <tr key={step}>
            <th scope="row">{here === undefined ? <span title="The drawing that is open does not have it">{name}</span> : <button type="button" className="link" onClick={() => goToStep(app, step, null)}>{name}</button>}</th>
            {[one, other].map((time, i) => <td key={i}>{time ? <Bar time={time} longest={longest} /> : <span className="muted">not run</span>}</td>)}
            <td className="nums">{one && other ? timeDelta(one.seconds, other.seconds) : <span className="muted">{one ? 'only in the first' : 'only in the second'}</span>}</td>
          </tr>
        );
      })}
    </Group>
  );
}

function Bar({ time: { seconds, outcome, goes, retries }, longest }: { readonly time: StepTime; readonly longest: number }) {
  const { line, word } = statusLook(outcome);
  const more = [outcome === 'succeeded' ? '' : word.toLowerCase(), goes > 1 ? `${goes} times` : '', retries > 0 ? retriesWord(retries) : ''].filter((t) => t !== '').join(', ');
  return (
    <span className="time-bar">
      <span className="track"><i className={line} style={{ width: `${(seconds / longest) * 100}%` }} /></span>
      <span className="nums">{timeWord(seconds)}</span>
      {more === '' ? null : <small className="muted cut" title={more}>{more}</small>}
    </span>
  );
}
