import type { Pipeline } from '../model/pipeline.ts';
import { allSteps } from '../model/scopes.ts';
import { FLOW_MODEL } from './flowModel.ts';
import type { Catalog, Kind } from './kind.ts';
import { kindNamed, KINDS } from './kinds/index.ts';
import { shapeNamed, type ServiceModel, type Shape } from './shape.ts';

/** One literal import a service, so that every bundler makes a part of its own of each. */
const SOURCES: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  sagemaker: () => import('./models/sagemaker.json'),
  lambda: () => import('./models/lambda.json'),
  glue: () => import('./models/glue.json'),
  s3: () => import('./models/s3.json'),
  sns: () => import('./models/sns.json'),
};

/** The services that have a model to load. */
export const SERVICES: readonly string[] = Object.keys(SOURCES);

/** The model of one service, loaded when first needed. Rejects for a service without one. */
export async function loadServiceModel(service: string): Promise<ServiceModel> {
  const source = SOURCES[service];
  if (!source) throw new Error(`There is no model of the service ${service}.`);
  return (await source()).default as ServiceModel;
}

/** The services whose models the steps of a pipeline need, sorted. */
export function servicesOf(pipeline: Pipeline): readonly string[] {
  const found = new Set<string>();
  for (const { step } of allSteps(pipeline).values()) {
    const service = kindNamed(step.kind)?.service;
    if (service !== undefined && service in SOURCES) found.add(service);
  }
  return [...found].sort();
}

/** The catalogue with the models that are loaded; kinds of other services have no shapes yet. */
export function makeCatalog(models: ReadonlyMap<string, ServiceModel>): Catalog {
  const model = (service: string): ServiceModel | undefined => (service === FLOW_MODEL.service ? FLOW_MODEL : models.get(service));
  const shapeOf = (kindId: string, side: 'input' | 'output'): Shape | undefined => {
    const kind = kindNamed(kindId);
    const found = kind?.service === undefined ? undefined : model(kind.service);
    const name = kind && found ? shapeName(kind, found, side) : undefined;
    return found && name !== undefined ? shapeNamed(found, name) : undefined;
  };
  return { kinds: KINDS, kind: kindNamed, model, request: (id) => shapeOf(id, 'input'), response: (id) => shapeOf(id, 'output') };
}

function shapeName(kind: Kind, model: ServiceModel, side: 'input' | 'output'): string | undefined {
  const operation = side === 'output' ? (kind.responseOf ?? kind.operation) : kind.operation;
  return operation === undefined ? undefined : model.operations[operation]?.[side];
}

/** The catalogue for a pipeline, with every model that its steps need. */
export async function catalogFor(pipeline: Pipeline): Promise<Catalog> {
  return catalogOf(servicesOf(pipeline));
}

/** The catalogue with the models of some services; of those that have one. */
export async function catalogOf(services: readonly string[]): Promise<Catalog> {
  const known = services.filter((s) => s in SOURCES);
  const models = await Promise.all(known.map(loadServiceModel));
  const key = known.join();
  let catalog = catalogs.get(key);
  if (!catalog) catalogs.set(key, (catalog = makeCatalog(new Map(models.map((m) => [m.service, m])))));
  return catalog;
}

/** One catalogue for the same services, so that what was checked against it is known again. */
const catalogs = new Map<string, Catalog>();
