import { renameStep } from '../core/edit/steps.ts';
import { medianMs, type Figure } from '../testing/bench.ts';
import { largePipeline } from '../testing/largePipeline.ts';
import { createCompileService } from './compileService.ts';

/** An edit up to its fresh diagnostics and definition, as the editor's worker makes them: from the copy that it is sent. */
export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const size of [100, 1000]) {
    const pipeline = largePipeline(size);
    const service = createCompileService();
    let round = 0;
    const edit = async (): Promise<void> => {
      const result = renameStep('prep-0', `Prepare again ${round++}`)(pipeline);
      if (!result.ok) throw new Error(result.reason);
      const { artifacts } = await service(structuredClone(result.pipeline), {});
      if (!artifacts) throw new Error(`the pipeline of ${size} steps does not compile`);
    };
    figures.push({ what: `edit to fresh diagnostics and definition, ${Object.keys(pipeline.steps).length} steps`, value: await medianMs(edit, 15, 8), unit: 'ms', budget: size === 1000 ? 100 : 16 });
  }
  return figures;
}
