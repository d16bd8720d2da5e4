import type { ServiceModel } from '../core/catalog/shape.ts';

/** The model of one AWS service, as its own chunk, loaded when first needed. */
export function loadServiceModel(service: string): Promise<ServiceModel> {
  return Promise.reject(new Error(`There is no model of the service ${service}.`));
}
