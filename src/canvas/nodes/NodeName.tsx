import type { StepId } from '../../core/model/pipeline.ts';
import { useCanvas, useGesture } from '../context.tsx';

/** The name of a step; F2 or a double click on it edits it in place. */
export function NodeName({ id, name }: { readonly id: StepId; readonly name: string }) {
  const { actions } = useCanvas();
  const renaming = useGesture((g) => g.renaming === id);
  if (!renaming) return <b className="node-title" title={name}>{name}</b>;
  return (
    <input
      className="node-rename nodrag nopan nowheel" aria-label={`Name of ${name}`} defaultValue={name} autoFocus
      onFocus={(e) => e.currentTarget.select()}
      onBlur={(e) => actions.rename(id, e.currentTarget.value)}
      onKeyDown={(e) => {
        e.stopPropagation();
        if (e.key === 'Enter') e.currentTarget.blur();
        if (e.key === 'Escape') actions.endRename();
      }}
      onDoubleClick={(e) => e.stopPropagation()}
    />
  );
}
