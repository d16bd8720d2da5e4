import type { IconName } from '../../../ui/Icon.tsx';
import type { Pipeline } from '../../../core/model/pipeline.ts';
import type { BindingView } from './describe.ts';
import type { Slot } from './slot.ts';

export type MenuChoice = 'literal' | 'deploy' | 'run' | 'parameter' | 'output' | 'another' | 'path' | 'default' | 'context' | 'text' | 'expression' | 'made' | 'clear';

export interface MenuItem {
  readonly id: MenuChoice;
  readonly label: string;
  readonly detail?: string;
  readonly key?: string;
  readonly icon?: IconName;
  readonly phase?: 'design' | 'deploy' | 'run';
}

/** What the menu of a field offers, in groups. A constant of ASL offers design only (design.md 2). */
export function menuItems(slot: Slot, view: BindingView, pipeline: Pipeline): readonly (readonly MenuItem[])[] {
  const literal: MenuItem = { id: 'literal', label: 'Literal', detail: 'Design: written into the definition', key: 'D', phase: 'design' };
  if (slot.designOnly) return [[literal]];
  const environments = Object.keys(pipeline.environments ?? {});
  const bound = view.binding?.kind;
  const phases: MenuItem[] = [
    literal,
    { id: 'deploy', label: 'Deploy parameter…', detail: environments.length > 0 ? `From an environment: ${environments.slice(0, 3).join(', ')}${environments.length > 3 ? ' …' : ''}` : 'Given when the state machine is created', key: 'E', phase: 'deploy' },
  ];
  if (!slot.early) phases.push({ id: 'run', label: 'Run parameter…', detail: 'From the execution input', key: 'R', phase: 'run' });
  if (Object.keys(pipeline.parameters ?? {}).length > 0) phases.push({ id: 'parameter', label: 'Existing parameter…', key: 'P', icon: 'key' });
  if (slot.early) return withLast([phases, [{ id: 'text', label: 'Joined text', key: 'J', icon: 'join' }]], slot);
  const values: MenuItem[] = [{ id: 'output', label: 'Output of a step…', key: 'O', icon: 'link' }];
  if (bound === 'output' || bound === 'oneOf') {
    values.push({ id: 'another', label: 'Whichever ran…', detail: 'One more output, of a branch that excludes this one', key: 'W', icon: 'choice' });
  }
  if (bound === 'output') {
    values.push({ id: 'path', label: 'Place in the output…', icon: 'right' });
    values.push({ id: 'default', label: 'Value when it is not made…', icon: 'skip' });
  }
  values.push({ id: 'context', label: 'Context value…', key: 'C', icon: 'ctx' }, { id: 'text', label: 'Joined text', key: 'J', icon: 'join' }, { id: 'expression', label: 'Expression', key: '=', icon: 'function' });
  return withLast([phases, values], slot);
}

function withLast(groups: readonly (readonly MenuItem[])[], slot: Slot): readonly (readonly MenuItem[])[] {
  const last: MenuItem[] = [];
  if (slot.made !== undefined && slot.value !== undefined) last.push({ id: 'made', label: 'Made by Cauce', icon: 'auto' });
  else if (slot.value !== undefined && slot.cleared === undefined) last.push({ id: 'clear', label: 'Take the value away', icon: 'x' });
  return last.length > 0 ? [...groups, last] : groups;
}
