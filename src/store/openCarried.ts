import type { Json } from '../core/base/json.ts';
import type { App } from './react.tsx';

/**
 * Opens a drawing that a definition carries, in the environment that it was deployed for. Read as a file is: anybody may have put
 * it there. False where it could not be read, or the person kept what is open.
 */
export async function openCarried({ files, store }: Pick<App, 'files' | 'store'>, { pipeline, environment }: { readonly pipeline: Json; readonly environment: string }, name: string): Promise<boolean> {
  if (!(await files.openText(JSON.stringify(pipeline), name))) return false;
  store.getState().setView({ environment });
  return true;
}
