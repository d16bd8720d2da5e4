import { useMemo } from 'react';
import { arrivalsOf } from '../../core/rehearse/carried.ts';
import { edgesOfStep, type DataEdge } from '../../core/model/edges.ts';
import type { Step, StepId } from '../../core/model/pipeline.ts';
import { pointerTokens } from '../../core/base/pointer.ts';
import type { StateVisit } from '../../core/rehearse/timeline.ts';
import { stepOf } from '../../core/edit/tree.ts';
import { courseOf } from '../../store/course.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { shortValue } from '../../ui/shortValue.ts';
import { ValueCard } from '../../ui/ValueCard.tsx';

/** What came to a step along its wires for one visit: a line for each, which opens to the whole value. */
export function Received({ id, step, visit }: { readonly id: StepId; readonly step: Step; readonly visit: StateVisit }) {
  const { platform } = useCauce();
  const course = useApp(courseOf);
  const pipeline = useApp((s) => s.document.pipeline);
  const marked = useApp((s) => s.selection.edges);
  const rows = useMemo(() => {
    if (course === null) return [];
    const edges = edgesOfStep(id, step).filter((e) => e.kind === 'data' && !e.pointer.startsWith('/result/'));
    return (edges as readonly DataEdge[]).flatMap((edge) => {
      const values = arrivalsOf(course, edge, visit.start).filter((a) => a.iteration.join('.') === visit.iteration.join('.'));
      const last = values.at(-1);
      return last === undefined ? [] : [{ edge, last }];
    });
  }, [course, id, step, visit]);
  if (rows.length === 0) return null;
  return (
    <section className="run-block" aria-label="Received">
      <h3>Received<small className="muted">along its wires</small></h3>
      <ul className="received">
        {rows.map(({ edge, last }) => {
          const source = `${stepOf(pipeline, edge.from)?.name ?? edge.from} › ${[edge.port ?? 'response', ...edge.ref.path].join(' › ')}`;
          const field = fieldOf(edge);
          return (
            <li key={edge.id}>
              <details open={marked.includes(edge.id)}>
                <summary aria-label={`${source}: ${shortValue(last.value)}`}>
                  <span className="cut" title={source}>{source}</span>
                  <b className="cut">{shortValue(last.value)}</b>
                </summary>
                <ValueCard title={field} about={source} values={[last]} copy={(text) => platform.clipboard.write(text)} />
              </details>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The part of the field's place that a person knows it by. */
function fieldOf(edge: DataEdge): string {
  if (edge.field.startsWith('/branches/') && edge.pointer.includes('/when')) return 'Condition';
  return pointerTokens(edge.field).findLast((t) => !/^\d+$/.test(t)) ?? edge.field;
}
