import { Popover } from 'radix-ui';
import { useMemo, useState } from 'react';
import { arrivalsOf, fieldValues, givenBy, type Arrival, type Course } from '../../core/rehearse/carried.ts';
import { courseOf } from '../../store/course.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { shortValue } from '../../ui/shortValue.ts';
import { ValueCard } from '../../ui/ValueCard.tsx';
import { useCanvas, useGesture } from '../context.tsx';
import type { SceneEdge } from '../scene/types.ts';

/**
 * On a wire along which something came: a bead, and while the wire is hovered, focused or selected what it is. Pressed it opens
 * the whole value, of each item and each round.
 */
export function WireBead({ wire, names, x, y, open }: { readonly wire: SceneEdge; readonly names: string; readonly x: number; readonly y: number; readonly open: boolean }) {
  const { store } = useCauce();
  const { gesture } = useCanvas();
  const [pressed, setPressed] = useState(false);
  const hovered = useGesture((g) => g.hover === wire.id);
  const shown = open || hovered || pressed;
  const last = useLast(wire, shown);
  const hover = (on: boolean): void => gesture.setState({ hover: on ? wire.id : null });
  return (
    <Popover.Root open={pressed} onOpenChange={setPressed}>
      <Popover.Trigger asChild>
        <button
          type="button" tabIndex={-1} className={`bead ${wire.family} ${shown ? 'says' : ''} nodrag nopan`} style={{ left: x, top: y }} data-wire={wire.id}
          aria-label={`${names}: ${last === null ? 'has a value' : shortValue(last.value)}`}
          onKeyDown={(e) => {
            // The keys of the drawing are not those of a button.
            if (e.key === 'Enter' || e.key === ' ') e.stopPropagation();
            if (e.key === 'Escape') store.getState().select([wire.edges[0]?.to ?? wire.target]);
          }}
          onMouseEnter={() => hover(true)} onMouseLeave={() => hover(false)} onFocus={() => hover(true)} onBlur={() => hover(false)}
        >
          <i aria-hidden="true" />
          {shown && last ? <><span className="bead-name">{wire.name}</span><b className="cut">{shortValue(last.value)}</b></> : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="value-pop" side="bottom" sideOffset={8} collisionPadding={12} aria-label={names}>
          {pressed ? <Values wire={wire} names={names} /> : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Values({ wire, names }: { readonly wire: SceneEdge; readonly names: string }) {
  const { platform } = useCauce();
  const course = useApp(courseOf);
  const at = useApp((s) => s.simulation.at);
  const values = useMemo(() => (course === null ? [] : valuesOf(course, wire, at)), [course, wire, at]);
  return <ValueCard title={wire.name} about={names.replace(/^[^:]*: /, '')} values={values} copy={(text) => platform.clipboard.write(text)} />;
}

/** The newest value of a wire; nothing is read while nobody looks. */
function useLast(wire: SceneEdge, shown: boolean): Arrival | null {
  const course = useApp((s) => (shown ? courseOf(s) : null));
  const at = useApp((s) => (shown ? s.simulation.at : 0));
  return useMemo(() => (course === null ? null : (valuesOf(course, wire, at).at(-1) ?? null)), [course, wire, at]);
}

/** What came along the wire, or while nothing has, what its source gave. Several edges of one wire carry the same output. */
function valuesOf(course: Course, wire: SceneEdge, at: number): readonly Arrival[] {
  const edges = wire.edges.filter((e) => e.kind === 'data');
  if (edges.length === 0) return wire.kind === 'item' ? fieldValues(course, wire.target, wire.targetHandle.replace(/^in:/, ''), at) : [];
  for (const read of [arrivalsOf, givenBy]) {
    for (const edge of edges) {
      const values = read(course, edge, at);
      if (values.length > 0) return values;
    }
  }
  return [];
}
