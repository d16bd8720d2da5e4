import { topologicalOrder } from '../base/graph.ts';
import { isList, isObject, type Json } from '../base/json.ts';
import type { Pointer } from '../base/pointer.ts';
import type { Catalog } from '../catalog/kind.ts';
import { compile } from '../compile/compile.ts';
import type { PlanTree } from '../compile/schedule/planTree.ts';
import { scheduleReport } from '../compile/scheduleReport.ts';
import { definitionOf } from '../compile/types.ts';
import { verifySchedule } from '../compile/verify/checkSchedule.ts';
import type { Pipeline, Step, StepId } from '../model/pipeline.ts';
import { leavingMarkers, readingMarkers } from '../simulate/answers/markers.ts';
import { defaultSeconds } from '../simulate/answers/plausible.ts';
import { Execution, Program } from '../simulate/simulate.ts';

/** A bare graph of tasks: how long each takes, and pairs `[i, j]` of which `j` waits for `i`. */
export interface Graph {
  readonly seconds: readonly number[];
  /** What was thought beforehand that each takes. */
  readonly estimates?: readonly number[];
  readonly edges: readonly (readonly [number, number])[];
}

/** How a graph comes out as a definition: times in seconds, of an execution in virtual time. Steps are numbers. */
export interface GraphRun {
  readonly makespan: number;
  readonly criticalPath: number;
  readonly ratio: number;
  /** Proved to be the shortest that Step Functions can express. */
  readonly optimal: boolean;
  /** So many steps hang together that they were halved first. */
  readonly quick: boolean;
  /** States entered by step. */
  readonly statesPerStep: number;
  readonly addedPrecedences: readonly { readonly before: number; readonly after: number; readonly seconds: number; readonly barrier: Pointer }[];
  readonly signals: readonly { readonly from: number; readonly to: number; readonly gainSeconds: number; readonly transitions: number }[];
  readonly tree: NumberTree;
}
export type NumberTree = number | { readonly series: readonly NumberTree[] } | { readonly parallel: readonly NumberTree[] };

/** Reads a graph out of JSON. @returns what is wrong with it where it is none */
export function graphOf(json: Json): Graph | { readonly problem: string } {
  if (!isObject(json)) return { problem: 'it is no object' };
  const { seconds, estimates, edges } = json;
  if (!isDurations(seconds) || seconds.length === 0) return { problem: '`seconds` is no list of numbers from 0 on' };
  if (estimates !== undefined && (!isDurations(estimates) || estimates.length !== seconds.length)) return { problem: '`estimates` is no list of as many numbers as `seconds`' };
  const isStep = (x: Json | undefined): boolean => Number.isInteger(x) && (x as number) >= 0 && (x as number) < seconds.length;
  if (!isList(edges) || !edges.every((e) => isList(e) && e.length === 2 && e.every(isStep))) return { problem: '`edges` is no list of pairs of places in `seconds`' };
  return { seconds, edges: edges as unknown as Graph['edges'], ...(estimates === undefined ? {} : { estimates }) };
}

function isDurations(json: Json | undefined): json is readonly number[] & Json {
  return isList(json) && json.every((x) => typeof x === 'number' && x >= 0 && Number.isFinite(x));
}

/** A pipeline of tasks that wait for one another as the graph says, estimated at `estimates`. */
function pipelineOfGraph(graph: Graph, estimates: readonly number[], signals: boolean): Pipeline {
  const before: StepId[][] = graph.seconds.map(() => []);
  for (const [from, to] of graph.edges) if (before[to]?.includes(idOf(from)) === false) before[to].push(idOf(from));
  const step = (x: number): Step => ({ kind: 'lambda:invoke', name: nameOf(x), arguments: { FunctionName: 'work' }, estimateSeconds: estimates[x] as number, after: before[x] as StepId[] });
  return { format: 'cauce/1', name: 'graph', language: 'jsonata', settings: { signals, artifacts: { bucket: 'markers' } }, steps: Object.fromEntries(graph.seconds.map((_, x) => [idOf(x), step(x)])) };
}
const idOf = (x: number): StepId => `s${String(x).padStart(6, '0')}`;
const stepOf = (id: StepId): number => Number(id.slice(1));
const nameOf = (x: number): string => `Step ${x}`;

/**
 * Sends a graph through the whole compiler and executes the definition in virtual time, every task as long as `seconds` says.
 * @param by what the compiler is told of durations
 * @param signals steps may wait for each other across branches, by markers in S3 that take their time too
 * @returns the run, or what the compiler says where there is no definition
 */
export async function runGraph(graph: Graph, by: 'seconds' | 'estimates', catalog: Catalog, signals = false): Promise<GraphRun | { readonly problem: string }> {
  const planned = graph[by];
  if (planned === undefined) return { problem: 'it has no `estimates`' };
  const pipeline = pipelineOfGraph(graph, planned, signals);
  const { diagnostics, artifacts } = compile(pipeline, { catalog });
  const report = artifacts && scheduleReport(pipeline, { catalog });
  const faults = artifacts && report ? verifySchedule({ pipeline, definitionText: artifacts.definitionText, language: 'jsonata', sourceMap: artifacts.sourceMap, added: report.addedPrecedences }) : [];
  if (faults[0]) return { problem: faults[0].message };
  if (!artifacts || !report) return { problem: diagnostics.find((d) => d.severity === 'error')?.message ?? 'nothing could be compiled' };
  const seconds = new Map(graph.seconds.map((s, x) => [nameOf(x), s]));
  const execution = new Execution(new Program(definitionOf(artifacts)), {
    input: {},
    answers: leavingMarkers(readingMarkers(({ state, resource }) => ({ return: {}, seconds: seconds.get(state) ?? defaultSeconds(catalog, resource) }))),
  });
  const run = await execution.run();
  if (run.status !== 'SUCCEEDED') return { problem: `the execution ended as ${run.status}: ${run.cause ?? ''}` };
  const criticalPath = longestChain(graph);
  const ratio = criticalPath === 0 ? 1 : run.durationSeconds / criticalPath;
  return {
    makespan: run.durationSeconds,
    criticalPath,
    ratio,
    // Estimates prove nothing about what was measured; the longest chain does.
    optimal: by === 'seconds' ? report.optimal : run.durationSeconds <= criticalPath,
    quick: report.quick,
    statesPerStep: run.transitions / graph.seconds.length,
    addedPrecedences: report.addedPrecedences.map(({ before, after, seconds: cost, barrier }) => ({ before: stepOf(before), after: stepOf(after), seconds: cost, barrier })),
    signals: report.signals.map((s) => ({ ...s, from: stepOf(s.from), to: stepOf(s.to) })),
    tree: numbered(report.tree),
  };
}

/** The longest chain by what steps really take, to the millisecond. */
function longestChain({ seconds, edges }: Graph): number {
  const before = seconds.map((): number[] => []);
  const after = new Map(seconds.map((_, x) => [idOf(x), new Set<StepId>()]));
  for (const [from, to] of edges) {
    before[to]?.push(from);
    after.get(idOf(from))?.add(idOf(to));
  }
  const ends: number[] = [];
  for (const x of topologicalOrder([...after.keys()], after).order.map(stepOf)) ends[x] = Math.max(0, ...(before[x] as number[]).map((b) => ends[b] as number)) + Math.round((seconds[x] as number) * 1000);
  return ends.reduce((a, b) => Math.max(a, b), 0) / 1000;
}

/** Tasks that only wait for one another make no regions. */
function numbered(tree: PlanTree): NumberTree {
  if (typeof tree === 'string') return stepOf(tree);
  if ('parallel' in tree) return { parallel: tree.parallel.map(numbered) };
  return { series: ('series' in tree ? tree.series : tree.region).map(numbered) };
}

/** The same graph with one barrier a level, as pipelines are commonly put on Step Functions. */
export function withLevelBarriers(graph: Graph): Graph {
  const next = graph.seconds.map((): number[] => []);
  const missing = graph.seconds.map(() => 0);
  for (const [from, to] of graph.edges) {
    next[from]?.push(to);
    missing[to] = (missing[to] as number) + 1;
  }
  let level = [...missing.keys()].filter((x) => missing[x] === 0);
  const edges: [number, number][] = [];
  while (level.length > 0) {
    const free: number[] = [];
    for (const x of level) for (const to of next[x] as number[]) if ((missing[to] = (missing[to] as number) - 1) === 0) free.push(to);
    for (const x of level) for (const to of free) edges.push([x, to]);
    level = free;
  }
  return { ...graph, edges };
}
