import type { JsonObject } from '../../core/base/json.ts';
import { isSecretName } from '../../core/deliver/run/secretName.ts';
import { setPreset } from '../../core/edit/pipeline.ts';
import type { App } from '../react.tsx';
import { fillForm } from './startRun.ts';

/** Keeps an input in the pipeline under a name; what is named like a secret stays out, as the file goes to others. Gives the names left out. */
export function savePreset(app: App, name: string, input: JsonObject): readonly string[] {
  const left = Object.keys(input).filter(isSecretName);
  const shown = Object.fromEntries(Object.entries(input).filter(([key]) => !isSecretName(key)));
  const { store } = app;
  const had = store.getState().document.pipeline.presets?.[name] !== undefined;
  if (store.getState().edit(`${had ? 'Change' : 'Keep'} the preset ${name}`, setPreset(name, shown)).ok) {
    store.getState().notify(`The preset ${name} is in the pipeline${left.length > 0 ? `, without ${left.join(', ')}` : ''}; save the file to keep it.`);
  }
  return left;
}

export function removePreset({ store }: App, name: string): void {
  if (store.getState().edit(`Remove the preset ${name}`, setPreset(name, undefined)).ok) store.getState().notify(`The preset ${name} is gone.`, { undoable: true });
}

export function fillFromPreset(app: App, name: string): void {
  const values = app.store.getState().document.pipeline.presets?.[name];
  if (values !== undefined) fillForm(app, values, `the preset ${name}`);
}
