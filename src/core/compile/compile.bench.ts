import { sha256 } from '../../cli/sha256.ts';
import { medianMs, type Figure } from '../../testing/bench.ts';
import { largePipeline } from '../../testing/largePipeline.ts';
import { catalogFor } from '../catalog/load.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import { compile } from './compile.ts';
import { plansOf } from './schedule/plans.ts';
import { resolve } from './resolve/resolve.ts';

/** Compiling with `verify`, as the command line does, each time a document that nobody has seen before; of it the scheduling, which has a budget of its own. */
export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of [100, 1000]) {
    const pipeline = largePipeline(size);
    const catalog = await catalogFor(pipeline);
    const first = compile(pipeline, { catalog });
    if (hasErrors(first.diagnostics)) throw new Error(`the pipeline of ${size} steps does not compile: ${first.diagnostics.find((d) => d.severity === 'error')?.message}`);
    const documents = Array.from({ length: RUNS + WARM_UP }, () => structuredClone(pipeline));
    const whole = await medianMs(() => compile(documents.pop() ?? pipeline, { catalog, sha256 }), RUNS, WARM_UP);
    const resolved = resolve(pipeline, { catalog });
    const scheduling = await medianMs(() => plansOf(resolved), RUNS, WARM_UP);
    const steps = Object.keys(pipeline.steps).length;
    const large = size === 1000;
    figures.push({ what: `compile ${steps} steps, verify included, scheduling apart`, value: whole - scheduling, unit: 'ms', ...(large ? { budget: 150 } : {}) });
    figures.push({ what: `schedule ${steps} steps`, value: scheduling, unit: 'ms', ...(large ? { budget: 50 } : {}) });
  }
  return figures;
}

const RUNS = 15;
const WARM_UP = 8;
