import { placeBoxes } from '../scene/boxes.ts';
import type { Direction } from '../scene/types.ts';
import { moveSteps } from '../../core/edit/steps.ts';
import type { Edit } from '../../core/edit/types.ts';
import type { StepId } from '../../core/model/pipeline.ts';

const NONE: ReadonlySet<StepId> = new Set();

/** Places every step anew, insides of containers first; sizes of containers go back to what their steps need. */
export function tidy(direction: Direction): Edit {
  return (pipeline) => {
    const { boxes } = placeBoxes(pipeline, null, { direction, folded: NONE, anew: true });
    return moveSteps(Object.fromEntries([...boxes].map(([id, b]) => [id, b.expanded ? [b.x, b.y, b.w, b.h] : [b.x, b.y]])))(pipeline);
  };
}
