import { hashOfRun } from '../../core/deliver/runs/runLink.ts';
import type { App } from '../../store/react.tsx';

/** Puts an address of this page on the clipboard that opens an execution, for whoever may see it. */
export async function copyRunLink({ store, platform }: App, arn: string): Promise<void> {
  const address = new URL(location.href);
  address.search = '';
  address.hash = hashOfRun(arn);
  await platform.clipboard.write(address.href);
  store.getState().notify('Copied the address of this run. Whoever opens it signs in to the account first.');
}
