import type { StepId } from '../../model/pipeline.ts';
import { stateNameOf } from '../resolve/checkStructure.ts';
import type { Resolved } from '../resolve/resolve.ts';

/** Names of states, unique in the whole machine and at most 80 characters; drawn steps take theirs first. */
export class StateNames {
  private readonly taken = new Set<string>();
  private readonly drawn = new Map<StepId, string>();

  constructor(resolved: Resolved) {
    for (const id of [...resolved.steps.keys()].sort()) this.drawn.set(id, this.free(stateNameOf((resolved.steps.get(id) as { step: { name: string } }).step as never)));
  }

  of(id: StepId): string {
    return this.drawn.get(id) ?? id;
  }

  /** A name of the compiler's own: ` (2)` is added where it is taken. */
  free(wanted: string): string {
    const cut = (suffix: string): string => (wanted.length + suffix.length <= 80 ? wanted : [...wanted].slice(0, 80 - suffix.length).join('')) + suffix;
    for (let n = 1; ; n++) {
      const name = cut(n === 1 ? '' : ` (${n})`);
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
  }

  /** `<step> <suffix>`, the step's name cut so that the suffix stays. */
  after(id: StepId, suffix: string): string {
    return this.free(`${[...this.of(id)].slice(0, 79 - suffix.length).join('')} ${suffix}`);
  }

  /** `<step> wait for <other>`; both are cut alike where they are long. */
  waiting(id: StepId, other: StepId): string {
    const middle = ' wait for ';
    const [own, theirs] = [[...this.of(id)], [...this.of(other)]];
    const half = (80 - middle.length) / 2;
    const room = Math.max(half, 80 - middle.length - theirs.length);
    const first = own.slice(0, room);
    return this.free(first.join('') + middle + theirs.slice(0, 80 - middle.length - first.length).join(''));
  }
}
