import { medianMs, type Figure } from '../../testing/bench.ts';
import { largePipeline } from '../../testing/largePipeline.ts';
import { createCompileService } from '../../platform/compileService.ts';
import { catalogFor } from '../catalog/load.ts';
import { hasErrors } from '../diagnostic/diagnostic.ts';
import { renameStep } from '../edit/steps.ts';
import { compile } from './compile.ts';

/**
 * Compiling a document that nobody has seen before, with `verify`; and an edit up to its fresh diagnostics and definition,
 * as the editor's worker does at each change: from the copy that it is sent.
 */
export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of [100, 1000]) {
    const pipeline = largePipeline(size);
    const catalog = await catalogFor(pipeline);
    const first = compile(pipeline, { catalog });
    if (hasErrors(first.diagnostics)) throw new Error(`the pipeline of ${size} steps does not compile: ${first.diagnostics.find((d) => d.severity === 'error')?.message}`);
    const steps = `${Object.keys(pipeline.steps).length} steps`;
    const documents = Array.from({ length: RUNS }, () => structuredClone(pipeline));
    figures.push({ what: `compile ${steps}, verify included`, value: await medianMs(() => compile(documents.pop() ?? pipeline, { catalog }), RUNS - WARM_UP, WARM_UP), unit: 'ms', ...(size === 1000 ? { budget: 150 } : {}) });
    let round = 0;
    const service = createCompileService();
    const edit = async (): Promise<void> => {
      const result = renameStep('prep-0', `Prepare again ${round++}`)(pipeline);
      if (!result.ok) throw new Error(result.reason);
      await service(structuredClone(result.pipeline), {});
    };
    figures.push({ what: `edit to fresh diagnostics and definition, ${steps}`, value: await medianMs(edit, RUNS - WARM_UP, WARM_UP), unit: 'ms', budget: size === 1000 ? 100 : 16 });
  }
  return figures;
}

const RUNS = 24;
const WARM_UP = 8;
