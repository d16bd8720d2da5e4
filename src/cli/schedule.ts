import type { Json, JsonObject } from '../core/base/json.ts';
import { EXIT, UsageError, type Command, type Exit, type Io } from './command.ts';
import { clock } from './clock.ts';
import { readTextFile } from './files.ts';
import { isPipelineFile } from './isPipelineFile.ts';
import { oneLine, plural, printDiagnostics } from './report.ts';

/** `cauce schedule`: the order that the compiler gives the steps, and what it costs. */
export const scheduleCommand: Command = {
  name: 'schedule',
  usage: 'FILE [--by seconds|estimates] [--signals] [--json]',
  summary: 'Says how long the steps of a pipeline, or of a bare graph of tasks, take in the order that they are compiled to.',
  files: { least: 1, most: 1 },
  options: {
    signals: { type: 'boolean', summary: 'of a graph: let steps wait for each other across branches, by markers in S3' },
    by: { type: 'string', values: ['seconds', 'estimates'], summary: 'of a graph: what to plan by; it is measured in `seconds` either way' },
  },
  async run({ files, options, json }, io) {
    const file = files[0] as string;
    const read = await readTextFile(file, io);
    if ('unreadable' in read) {
      if (json) io.print(JSON.stringify({ ok: false, diagnostics: [read.unreadable] }, null, 2));
      else printDiagnostics(io, { file, diagnostics: [read.unreadable] });
      return EXIT.unusable;
    }
    const by = options['by'] as 'seconds' | 'estimates' | undefined;
    if (!isPipelineFile(file, read.text)) return scheduleGraph(file, read.text, { by: by ?? 'seconds', signals: options['signals'] === true }, json, io);
    if (by === 'seconds') throw new UsageError('--by seconds is for graphs: of a pipeline only estimates are known');
    if (options['signals'] === true) throw new UsageError('--signals is for graphs: a pipeline says in its settings whether it wants them');
    return schedulePipeline(file, read.text, json, io);
  },
};

/** What both kinds of file have: of a graph steps are numbers. */
interface Told {
  readonly makespan: number;
  /** Of a pipeline: what its plan takes on the longest way. */
  readonly planned?: number;
  readonly criticalPath: number;
  readonly ratio: number;
  readonly optimal: boolean;
  /** The quick way was taken. */
  readonly quick: boolean;
  readonly statesPerStep: number;
  readonly addedPrecedences: readonly { readonly before: string | number; readonly after: string | number; readonly seconds: number }[];
  readonly signals: readonly { readonly from: string | number; readonly to: string | number; readonly gainSeconds: number; readonly transitions: number }[];
}

async function scheduleGraph(file: string, text: string, { by, signals }: { readonly by: 'seconds' | 'estimates'; readonly signals: boolean }, json: boolean, io: Io): Promise<Exit> {
  const { graphOf, runGraph } = await import('../core/rehearse/graphRun.ts');
  const { catalogOf } = await import('../core/catalog/load.ts');
  const { parseJsonText } = await import('../core/base/jsonText.ts');
  const parsed = parseJsonText(text);
  const graph = parsed.ok ? graphOf(parsed.value) : { problem: 'it is no JSON' };
  if ('problem' in graph) throw new UsageError(`${file} is neither a pipeline nor a graph: ${graph.problem}`);
  if (by === 'estimates' && graph.estimates === undefined) throw new UsageError(`--by estimates: ${file} has no \`estimates\``);
  const run = await runGraph(graph, by, await catalogOf(['s3']), signals);
  if (!('problem' in run)) return finish(run, graph.seconds.length, json, io);
  if (json) io.print(JSON.stringify({ ok: false, error: run.problem }, null, 2));
  else io.print(oneLine(`${file}: ${run.problem}`));
  return EXIT.errors;
}

async function schedulePipeline(file: string, text: string, json: boolean, io: Io): Promise<Exit> {
  const { compileText, scheduleOf } = await import('./pipeline.ts');
  const { pipeline, diagnostics, artifacts } = await compileText(text, file);
  const told = pipeline && artifacts ? await scheduleOf(pipeline, artifacts) : null;
  if (told?.faults.length === 0) return finish(told.schedule, Object.keys(pipeline?.steps ?? {}).length, json, io);
  const all = [...diagnostics, ...(told?.faults ?? [])];
  if (json) io.print(JSON.stringify({ ok: false, diagnostics: all as unknown as Json }, null, 2));
  else printDiagnostics(io, { file, diagnostics: all });
  return EXIT.errors;
}

function finish(told: Told, steps: number, json: boolean, io: Io): Exit {
  if (json) {
    io.print(JSON.stringify({ ok: true, ...(told as unknown as JsonObject) }, null, 2));
    return EXIT.ok;
  }
  const over = (told.ratio - 1) * 100;
  const proof = told.optimal ? ', and nothing that Step Functions can express is shorter' : '';
  const planned = told.planned ?? told.makespan;
  io.print(`${plural(steps, 'step')} in ${clock(planned)}, ${over < 0.005 ? 'as short as the longest chain of steps' : `${over.toFixed(2)} % over the longest chain of steps (${clock(told.criticalPath)})`}${proof}`);
  if (told.quick) io.print('so many steps hang together that they were halved first: what is shorter still was not looked for');
  io.print(`${told.statesPerStep.toFixed(2)} states a step; ${plural(told.addedPrecedences.length, 'wait')} that nobody drew`);
  if (Math.abs(planned - told.makespan) >= 1) io.print(`a plausible execution takes ${clock(told.makespan)}: it need not go the longest way, and a Map may have several items`);
  const dear = told.addedPrecedences.filter((a) => a.seconds > 0).sort((a, b) => b.seconds - a.seconds);
  for (const { before, after, seconds } of dear.slice(0, MOST_TOLD)) io.print(oneLine(`    ${after} waits for ${before}: ${clock(seconds)} longer`));
  if (dear.length > MOST_TOLD) io.print(`    and ${dear.length - MOST_TOLD} more (--json has them all)`);
  for (const { from, to, gainSeconds, transitions } of told.signals) {
    const gain = gainSeconds > 0 ? `${clock(gainSeconds)} shorter` : 'for its values';
    io.print(oneLine(`    ${to} waits for ${from} across branches: ${gain}, about ${plural(transitions, 'transition')}`));
  }
  return EXIT.ok;
}
const MOST_TOLD = 10;
