import type { Catalog, Family } from '../../core/catalog/kind.ts';
import { isList, type Json } from '../../core/base/json.ts';
import { readBinding } from '../../core/model/binding.ts';
import { isChoice, isMap, isParallel, PHASES, type Phase, type Pipeline, type Step, type StepId } from '../../core/model/pipeline.ts';
import { nameOf, placesOf } from '../../core/edit/tree.ts';
import { familyClass } from '../../ui/stepLook.ts';
import { phaseCounts } from './stepPhases.ts';
import type { Lane } from './boxes.ts';
import type { BarView, ContainerView, PortView, StepView } from './types.ts';

interface Parts {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  readonly id: StepId;
  readonly step: Step;
  readonly ports: readonly PortView[];
  readonly bars: readonly BarView[];
  readonly order: number;
  readonly folded: boolean;
  readonly lanes: readonly Lane[];
}

export function stepView({ pipeline, catalog, id, step, ports, bars, order, folded, lanes }: Parts): StepView {
  const kind = catalog.kind(step.kind);
  // A folded container gathers what is inside it (looks.md 7).
  const steps = folded ? [step, ...stepsInside(step)] : [step];
  const counts = steps.map((s) => phaseCounts(s, pipeline.parameters));
  const names = (of: 'deployNames' | 'runNames'): number => new Set(counts.flatMap((c) => [...c[of]])).size;
  return {
    id, name: step.name, kind: step.kind, kindText: kindText(step, kind?.label ?? step.kind), icon: kind?.icon ?? 'step', look: familyClass(kind), family: kind?.family ?? 'value',
    deploy: names('deployNames'), run: names('runNames'), phases: PHASES.filter((phase: Phase) => counts.some((c) => c[phase] > 0)),
    ports, bars, handlesAll: pipeline.onFailure === id, order,
    container: isMap(step) || isParallel(step) ? containerView(pipeline, step, folded, ports, lanes) : null,
  };
}

export function railView(id: string, ports: readonly PortView[]): StepView {
  return { id, name: '', kind: 'rail', kindText: '', icon: 'step', look: '', family: 'value', deploy: 0, run: 0, phases: [], ports, bars: [], handlesAll: false, order: -1, container: null };
}

function kindText(step: Step, label: string): string {
  if (isChoice(step)) {
    const ways = (step.branches?.length ?? 0) + (step.otherwise ? 1 : 0);
    return `${label}, ${ways} ${ways === 1 ? 'way' : 'ways'}`;
  }
  if (isMap(step)) return `${label}, ${count(Object.keys(step.steps).length, 'step')}`;
  if (isParallel(step)) return `${label}, ${count(step.branches.length, 'branch', 'branches')}`;
  if (step.kind === 'cauce:endpoint') return `${label}, until InService`;
  return label;
}

function containerView(pipeline: Pipeline, step: Step, folded: boolean, ports: readonly PortView[], lanes: readonly Lane[]): ContainerView {
  const inner = ports.filter((p) => p.sort === 'inner');
  return {
    sort: isMap(step) ? 'map' : 'parallel', folded, inside: stepsInside(step).length,
    over: isMap(step) ? overText(pipeline, step.items) : null,
    atATime: isMap(step) ? atATime(step.maxConcurrency) : null,
    results: inner.map((p): { name: string; family: Family; x: number } => ({ name: p.name, family: p.family, x: p.at.x })),
    hasFoot: 'result' in step && Object.keys(step.result ?? {}).length > 0,
    lanes,
  };
}

function overText(pipeline: Pipeline, items: Json | undefined): ContainerView['over'] {
  if (items === undefined) return null;
  const binding = readBinding(items);
  if (binding.kind === 'param') return { text: binding.name, phase: pipeline.parameters?.[binding.name]?.phase ?? null };
  if (binding.kind === 'output') return { text: `${nameOf(pipeline, binding.ref.step).replace(/[“”]/g, '')} › ${binding.ref.port ?? 'response'}`, phase: null };
  if (isList(items)) return { text: count(items.length, 'item'), phase: null };
  return { text: binding.kind === 'expression' ? 'an expression' : binding.kind, phase: null };
}

function atATime(most: Json | undefined): string | null {
  if (most === undefined || most === 0) return null;
  const binding = readBinding(most);
  if (binding.kind === 'param') return `${binding.name} at a time`;
  return binding.kind === 'literal' ? `${String(binding.value)} at a time` : null;
}

export function stepsInside(step: Step): readonly Step[] {
  const own = isMap(step) ? Object.values(step.steps) : isParallel(step) ? step.branches.flatMap((b) => Object.values(b.steps)) : [];
  return own.flatMap((s) => [s, ...stepsInside(s)]);
}

/** How many leaves are bound at each phase in the whole document: the figures on the filters. */
export function documentPhases(pipeline: Pipeline): Readonly<Record<Phase, number>> {
  const total = { design: 0, deploy: 0, run: 0 };
  for (const { step } of placesOf(pipeline).values()) {
    const counts = phaseCounts(step, pipeline.parameters);
    for (const phase of PHASES) total[phase] += counts[phase];
  }
  return total;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
