import type { OutputRef } from '../model/binding.ts';
import type { Step } from '../model/pipeline.ts';
import { portTypeOfShape, type Typed } from './fit.ts';
import type { Catalog } from './kind.ts';
import { shapeOfResponse } from './lookup.ts';

/** The type of what a reference to an output gives; undefined where nothing is known of it. */
export function typeOfOutput(catalog: Catalog, step: Step, ref: Pick<OutputRef, 'port' | 'path'>): Typed | undefined {
  const kind = catalog.kind(step.kind);
  const port = ref.port === undefined ? undefined : kind?.outputs(step).find((p) => p.name === ref.port);
  if (port && ref.path.length === 0) return { type: port.type, ...(port.list ? { list: true } : {}) };
  const start = ref.port === undefined ? [] : !port ? [ref.port] : port.source.from === 'response' ? port.source.path : undefined;
  if (!start || ref.path.includes('*')) return undefined;
  const shape = shapeOfResponse(catalog, step.kind, [...start, ...ref.path]);
  return shape && { type: portTypeOfShape(shape) };
}
