import { catalogFor } from '../core/catalog/load.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { readyCase, Rehearsals } from '../core/rehearse/cases.ts';
import { chaosRun, type ChaosResult } from '../core/rehearse/chaos.ts';
import type { ChaosChoice, ChaosProgress, ChaosReport } from './types.ts';

/** How often a long run tells how far it is: a message for each of a thousand simulations would cost more than they do. */
const MESSAGES = 100;

/** A chaos run of a pipeline, told as it goes. */
export async function runChaos(pipeline: Pipeline, { language, persistent, testCase, mocks }: ChaosChoice, tell: (progress: ChaosProgress) => void): Promise<ChaosReport> {
  const rehearsals = new Rehearsals(pipeline, { catalog: await catalogFor(pipeline), ...(language === undefined ? {} : { language }) });
  const { diagnostics, ready } = readyCase(rehearsals, '', testCase, mocks === undefined ? {} : { mocks });
  if (ready === undefined) return { diagnostics };
  const { rehearsal, input, answers, seed } = ready;
  let untold: ChaosResult[] = [];
  await chaosRun(rehearsal, {
    input, answers, persistent, ...(seed === undefined ? {} : { seed }),
    progress: (result, done, of) => {
      untold.push(result);
      if (done === of || untold.length >= of / MESSAGES) {
        tell({ results: untold, of });
        untold = [];
      }
      return false;
    },
  });
  return { diagnostics };
}
