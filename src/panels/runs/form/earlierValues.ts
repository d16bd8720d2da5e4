import { typedOf } from '../../../core/deliver/run/runForm.ts';
import { isSecretName } from '../../../core/deliver/run/secretName.ts';
import type { App } from '../../../store/react.tsx';
import { runListOf } from '../../../store/runs/runList.ts';

const MOST = 12;

/** What the runs that are listed were given for a parameter, newest first: offered while somebody types. */
export function earlierValues(app: App, name: string): readonly string[] {
  if (isSecretName(name)) return [];
  const values = runListOf(app).getState().runs.flatMap((r) => (r.input?.[name] === undefined ? [] : [typedOf(r.input[name])]));
  return [...new Set(values)].slice(0, MOST);
}
