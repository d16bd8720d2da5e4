import { createStore, type StoreApi } from 'zustand/vanilla';
import { asFault, type AwsFault } from '../../aws/fault.ts';
import type { Session } from '../../aws/session.ts';
import { uploadKey } from '../../core/deliver/run/uploadKey.ts';
import { perStore } from '../perStore.ts';
import type { App } from '../react.tsx';
import { runFormOf, typeValue } from './runForm.ts';

/** A file on its way into the artifact bucket, for a field of the form. */
export interface Uploading {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  readonly sent: number;
  /** Why it did not arrive; null while it goes. */
  readonly fault: AwsFault | null;
}

interface Uploads {
  readonly byField: StoreApi<Readonly<Record<string, Uploading>>>;
  readonly cancels: Map<string, AbortController>;
}
const uploadsOfApp: (app: Pick<App, 'store'>) => Uploads = perStore(() => ({ byField: createStore<Readonly<Record<string, Uploading>>>(() => ({})), cancels: new Map<string, AbortController>() }));

export function uploadsOf(app: Pick<App, 'store'>): StoreApi<Readonly<Record<string, Uploading>>> {
  return uploadsOfApp(app).byField;
}

/** Uploads a file and puts its place into the field; a further file for the same field takes the place of the first. */
export async function uploadInto(app: App, { upload }: Session, field: string, file: File): Promise<void> {
  const { byField, cancels } = uploadsOfApp(app);
  cancels.get(field)?.abort();
  const cancel = new AbortController();
  cancels.set(field, cancel);
  const machine = runFormOf(app).getState().machine?.arn;
  const tell = (change: Partial<Uploading>): void => {
    if (cancels.get(field) === cancel) byField.setState((all) => ({ ...all, [field]: { file: file.name, size: file.size, sent: 0, fault: null, ...all[field], ...change } }));
  };
  tell({ file: file.name, size: file.size, sent: 0, fault: null });
  try {
    const key = uploadKey(file.name, app.platform.clock.now(), app.platform.ids.draw());
    const place = await upload(file, key, { signal: cancel.signal, sent: (sent) => tell({ sent }) });
    if (cancels.get(field) !== cancel) return;
    forget(app, field);
    // Another machine's form may be open by now, whose field of that name is another.
    if (runFormOf(app).getState().machine?.arn === machine) typeValue(app, field, place);
    app.store.getState().notify(`Uploaded ${file.name} to ${place}`);
  } catch (error) {
    const fault = asFault(error);
    if (fault.kind === 'cancelled') {
      if (cancels.get(field) === cancel) forget(app, field);
    } else tell({ fault });
  }
}

/** Ends an upload, or takes away what is said of one that failed. */
export function cancelUpload(app: App, field: string): void {
  const { cancels } = uploadsOfApp(app);
  cancels.get(field)?.abort();
  forget(app, field);
}

function forget(app: App, field: string): void {
  const { byField, cancels } = uploadsOfApp(app);
  cancels.delete(field);
  byField.setState((all) => Object.fromEntries(Object.entries(all).filter(([name]) => name !== field)), true);
}
