export { loadServiceModel } from '../core/catalog/load.ts';
