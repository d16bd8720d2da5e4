import { isChoice, type Step } from '../model/pipeline.ts';
import type { Artifacts } from '../compile/types.ts';
import { definitionOf } from '../compile/types.ts';
import { pointerTokens } from '../base/pointer.ts';
import { stateAt } from './meant.ts';

/** A way of a Choice: its index among the branches, or the last one. */
export type Way = number | 'otherwise';

/** Which way each rule of the Choice states stands for. */
export class Ways {
  /** By state and index of the rule. */
  private readonly rules = new Map<string, number>();

  constructor(artifacts: Artifacts) {
    const definition = definitionOf(artifacts);
    for (const { pointer, argument } of artifacts.sourceMap) {
      const [field, way] = pointerTokens(argument ?? '');
      const [, at, rule] = /^(.*)\/Choices\/(\d+)$/.exec(pointer) ?? [];
      if (field !== 'branches' || way === undefined || at === undefined || rule === undefined) continue;
      const state = stateAt(at, definition);
      if (state !== undefined) this.rules.set(`${state}\n${rule}`, Number(way));
    }
  }

  /** The way of `step` that a rule of its state stands for; undefined where it was not drawn. */
  of(state: string, step: Step, rule: number | 'default'): Way | undefined {
    if (!isChoice(step)) return undefined;
    const drawn = (step.branches ?? []).length;
    // The last way is `otherwise`: the default, or with a loop that is counted a rule of its own.
    const way = rule === 'default' ? (step.otherwise?.loop?.max === undefined ? drawn : undefined) : this.rules.get(`${state}\n${rule}`);
    if (way === undefined || (way === drawn && step.otherwise === undefined)) return undefined;
    return way === drawn ? 'otherwise' : way;
  }
}
