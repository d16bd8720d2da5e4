import { makeCatalog, servicesOf } from '../core/catalog/load.ts';
import type { ServiceModel } from '../core/catalog/shape.ts';
import type { Platform } from '../platform/types.ts';
import type { AppStore } from './appStore.ts';

/** Loads the model of a service when its first step appears; the catalogue in `compiled` grows by it. */
export function startLoadingModels(store: AppStore, platform: Platform): () => void {
  const models = new Map<string, ServiceModel>();
  const asked = new Set<string>();
  const load = async (service: string): Promise<void> => {
    try {
      models.set(service, await platform.models.load(service));
      store.setState((s) => ({ compiled: { ...s.compiled, catalog: makeCatalog(models) } }));
    } catch (error) {
      asked.delete(service);
      store.getState().notify(`The fields of ${service} could not be loaded: ${error instanceof Error ? error.message : String(error)}. Change a step to try again.`, { kind: 'error' });
    }
  };
  const check = (): void => {
    for (const service of servicesOf(store.getState().document.pipeline)) {
      if (asked.has(service)) continue;
      asked.add(service);
      void load(service);
    }
  };
  check();
  return store.subscribe((now, before) => {
    if (now.document.pipeline.steps !== before.document.pipeline.steps) check();
  });
}
