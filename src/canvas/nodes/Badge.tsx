import type { Severity } from '../../core/diagnostic/diagnostic.ts';
import type { StepId } from '../../core/model/pipeline.ts';
import { stepsIn } from '../../core/edit/tree.ts';
import { useApp } from '../../store/react.tsx';
import { problemsByStep } from '../../store/selectors.ts';
import type { AppState } from '../../store/types.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useCanvas } from '../context.tsx';

/** The worst severity and how many of it, as one text: a node reads no more of the problems than this. */
export function badgeOf(s: AppState, id: StepId, withInside: boolean): string {
  const byStep = problemsByStep(s);
  const ids = withInside ? [id, ...insideOf(s, id)] : [id];
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  for (const i of ids) for (const d of byStep.get(i) ?? []) counts[d.severity]++;
  return counts.error > 0 ? `error ${counts.error}` : counts.warning > 0 ? `warning ${counts.warning}` : '';
}

function insideOf(s: AppState, id: StepId): readonly StepId[] {
  const inside = Object.keys(stepsIn(s.document.pipeline, { path: [id] }) ?? {});
  return inside.flatMap((i) => [i, ...insideOf(s, i)]);
}

export function useBadge(id: StepId, withInside: boolean): string {
  return useApp((s) => badgeOf(s, id, withInside));
}

export function Badge({ id, badge }: { readonly id: StepId; readonly badge: string }) {
  const { actions } = useCanvas();
  if (badge === '') return null;
  const [severity, count] = badge.split(' ');
  const bad = severity === 'error';
  return (
    <button
      type="button" tabIndex={-1} className={`badge ${bad ? 'bad' : 'warn'} nodrag`}
      aria-label={`${count} ${severity}${count === '1' ? '' : 's'}, show`}
      onClick={(e) => {
        e.stopPropagation();
        actions.openProblem(id);
      }}
    >
      <Icon name={bad ? 'bad' : 'warn'} />
      {count}
    </button>
  );
}

/** "Train XGBoost, Training job, selected, 1 error"; while simulating "Train XGBoost, Training job, Succeeded, 2 retries". */
export function nodeName(name: string, kindText: string, selected: boolean, badge: string, outcome?: string): string {
  const [severity, count] = badge.split(' ');
  return [name, kindText, ...(outcome === undefined ? [] : [outcome]), ...(selected ? ['selected'] : []), ...(badge === '' ? [] : [`${count} ${severity}${count === '1' ? '' : 's'}`])].join(', ');
}
