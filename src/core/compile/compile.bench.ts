import { medianMs, type Figure } from '../../testing/bench.ts';
import { largePipeline } from '../../testing/largePipeline.ts';
import { catalogFor } from '../catalog/load.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import { compile } from './compile.ts';

/** Compiling with `verify`: each time a document that nobody has seen before. */
export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of [100, 1000]) {
    const pipeline = largePipeline(size);
    const catalog = await catalogFor(pipeline);
    const first = compile(pipeline, { catalog });
    if (hasErrors(first.diagnostics)) throw new Error(`the pipeline of ${size} steps does not compile: ${first.diagnostics.find((d) => d.severity === 'error')?.message}`);
    const documents = Array.from({ length: RUNS + WARM_UP }, () => structuredClone(pipeline));
    const value = await medianMs(() => compile(documents.pop() ?? pipeline, { catalog }), RUNS, WARM_UP);
    figures.push({ what: `compile ${Object.keys(pipeline.steps).length} steps, verify included`, value, unit: 'ms', ...(size === 1000 ? { budget: 150 } : {}) });
  }
  return figures;
}

const RUNS = 15;
const WARM_UP = 8;
