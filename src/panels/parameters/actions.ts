import { pointerTokens } from '../../core/base/pointer.ts';
import { addParameter, freeParameterName, moveParameter, removeParameter, usesOfParameter } from '../../core/edit/parameters.ts';
import type { ParameterUse } from '../../core/model/parameterUses.ts';
import type { App } from '../../store/react.tsx';
import { goToStep } from '../goTo.ts';
import { placeOfUse } from '../fieldPlace.ts';

/** Goes to the field that a parameter is bound to: its scope is entered, the step selected and brought into view. */
export function goToUse({ store, signals }: App, use: ParameterUse): void {
  // The pipeline's own fields are in the inspector while nothing is selected.
  if (use.step === undefined) return store.getState().select([], fieldOf(use.pointer));
  goToStep({ store, signals }, use.step, fieldOf(use.pointer));
}

/** The field that holds a binding: what lies inside the binding's own syntax is cut off. */
function fieldOf(pointer: string): string {
  const tokens = pointerTokens(pointer);
  const operator = tokens.findIndex((t) => t.startsWith('$'));
  return operator < 0 ? pointer : pointer.split('/').slice(0, operator + 1).join('/');
}

/** Deletes at once what nothing uses; else says first what every field becomes. */
export async function deleteParameter({ store, questions }: App, name: string): Promise<void> {
  const { pipeline } = store.getState().document;
  const uses = usesOfParameter(pipeline, name);
  const value = pipeline.parameters?.[name]?.default;
  if (uses.length > 0) {
    const becomes = value === undefined ? 'is left without a value' : `becomes ${JSON.stringify(value)}`;
    const choice = await questions.getState().ask({
      title: `Delete ${name}?`,
      text: `${uses.length === 1 ? 'One field uses' : `${uses.length} fields use`} it. Without it:`,
      lines: uses.map((use) => `${placeOfUse(pipeline, use)} ${becomes}`),
      choices: [{ id: 'keep', label: 'Keep it', kind: 'primary' }, { id: 'delete', label: `Delete ${name}`, kind: 'danger' }],
    });
    if (choice !== 'delete') return;
  }
  if (store.getState().edit(`delete parameter ${name}`, removeParameter(name)).ok) store.getState().notify(`Deleted parameter ${name}`, { undoable: true });
}

/** A new parameter, selected; gives its name. */
export function createParameter({ store }: App): string | null {
  const name = freeParameterName(store.getState().document.pipeline);
  const added = store.getState().edit(`add parameter ${name}`, addParameter(name));
  if (!added.ok) return null;
  store.getState().selectParameter(name);
  return name;
}

/** Moves a parameter to the other side of its neighbour in the table, which shows those of one phase together. */
export function moveRow({ store }: App, name: string, by: -1 | 1): void {
  const parameters = store.getState().document.pipeline.parameters ?? {};
  const names = Object.keys(parameters);
  const together = names.filter((n) => parameters[n]?.phase === parameters[name]?.phase);
  const neighbour = together[together.indexOf(name) + by];
  if (neighbour !== undefined) store.getState().edit(`move ${name}`, moveParameter(name, names.indexOf(neighbour)));
}
