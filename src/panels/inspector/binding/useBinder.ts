import { useMemo } from 'react';
import type { Json } from '../../../core/base/json.ts';
import { renameParameter } from '../../../core/edit/parameters.ts';
import { connect } from '../../../core/edit/wires.ts';
import type { Edit } from '../../../core/edit/types.ts';
import { readBinding, writeBinding } from '../../../core/model/binding.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi, type FieldMode } from '../formUi.ts';
import { describeBinding, type BindingView } from './describe.ts';
import type { MenuChoice } from './menuItems.ts';
import { slotKey, type Slot } from './slot.ts';
import { bindAtPhase, both, literalAt, makeParameterAt, writeSlot } from './slotEdits.ts';
import { asText } from './textParts.ts';
import { parameterIn } from '../../../core/edit/parameters.ts';
import { preview } from './values.ts';

export interface Binder {
  readonly view: BindingView;
  readonly mode: FieldMode | null;
  setMode(mode: FieldMode | null): void;
  choose(choice: MenuChoice): void;
  /** Writes a value; `typing` coalesces it with the typing before; `before` is done first (a parameter made for it). */
  write(value: Json | undefined, typing?: boolean, before?: Edit): void;
  bind(value: Json, before?: Edit): void;
  addAnother(value: Json): void;
  rename(old: string, name: string): void;
}

/** Everything that can be done with the binding of one place; what a field, a row of a table and a group's head share. */
export function useBinder(slot: Slot): Binder {
  const env = useFormEnv();
  const ui = useFormUi();
  const { pipeline, catalog, environment, language } = env;
  const key = slotKey(slot);
  const view = useMemo(() => describeBinding(pipeline, catalog, slot.value, slot.made !== undefined), [pipeline, catalog, slot.value, slot.made]);
  const mode = ui.active?.at === key ? ui.active.mode : null;
  const setMode = (next: FieldMode | null): void => ui.setActive(next === null ? null : { at: key, mode: next });

  const write = (value: Json | undefined, typing = false, before?: Edit): void => {
    // A field that is emptied stays where it is: somebody is typing in it.
    if (value === undefined) ui.show([slot.target.pointer]);
    env.edit(value === undefined ? `Clear ${slot.label}` : `Set ${slot.label}`, both(before, writeSlot(slot, value)), typing ? `type ${key}` : undefined);
  };
  const bind = (value: Json, before?: Edit): void => {
    env.edit(`Bind ${slot.label}`, both(before, writeSlot(slot, value)));
  };
  const atPhase = (phase: 'deploy' | 'run'): void => {
    const existing = parameterIn(slot.value);
    const parameter = existing === undefined ? undefined : pipeline.parameters?.[existing];
    if (parameter && parameter.phase === phase) return setMode('naming');
    if (existing !== undefined && parameter) {
      // Moving the parameter moves it everywhere: said, so that nobody is surprised.
      const result = env.edit(`Bind ${existing} at ${phase}`, bindAtPhase(slot, phase));
      if (result.ok) env.notify(`${existing} is now bound at ${phase}, wherever it is used.`, true);
      return;
    }
    if (env.edit(`Bind ${slot.label} at ${phase}`, makeParameterAt(slot, phase)).ok) setMode('naming');
  };
  const choose = (choice: MenuChoice): void => {
    switch (choice) {
      case 'literal':
        if (slot.value !== undefined) env.edit(`Make ${slot.label} a literal`, literalAt(slot, environment, (json) => preview(pipeline, json, environment)));
        return ui.show([slot.target.pointer], slot.target.pointer);
      case 'deploy':
      case 'run':
        return atPhase(choice);
      case 'text':
        bind(asText(slot.value));
        return ui.show([slot.target.pointer], slot.target.pointer);
      case 'expression':
        if (view.binding?.kind !== 'expression') bind({ $expression: { language, code: '' } });
        return ui.show([slot.target.pointer], slot.target.pointer);
      case 'made':
      case 'clear':
        env.edit(choice === 'made' ? `Let Cauce make ${slot.label}` : `Clear ${slot.label}`, writeSlot(slot, undefined));
        return ui.show([slot.target.pointer], slot.target.pointer);
      default:
        return setMode(choice);
    }
  };
  const addAnother = (value: Json): void => {
    const binding = readBinding(value);
    if (binding.kind !== 'output') return;
    const { ref } = binding;
    if (slot.target.step !== null) {
      const from = { step: ref.step, ...(ref.port === undefined ? {} : { port: ref.port }), path: ref.path };
      env.edit(`Bind ${slot.label} to whichever ran`, connect(from, { step: slot.target.step, pointer: slot.target.pointer }, catalog, { alsoWhen: true }));
      return;
    }
    const now = slot.value === undefined ? undefined : readBinding(slot.value);
    const refs = now?.kind === 'output' ? [now.ref] : now?.kind === 'oneOf' ? now.refs : [];
    bind(writeBinding(refs.length === 0 ? binding : { kind: 'oneOf', refs: [...refs, ref] }));
  };
  const rename = (old: string, name: string): void => {
    env.edit(`Rename ${old}`, renameParameter(old, name));
  };
  return { view, mode, setMode, choose, write, bind, addAnother, rename };
}
