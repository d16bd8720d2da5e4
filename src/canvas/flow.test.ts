import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeCatalog } from '../core/catalog/load.ts';
import { addCatch } from '../core/edit/flow.ts';
import { moveSteps } from '../core/edit/steps.ts';
import type { Edit } from '../core/edit/types.ts';
import { disconnect } from '../core/edit/wires.ts';
import { edgesOf } from '../core/model/edges.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { flowEdges, flowNodes, type FlowEdge, type FlowNode } from './flow.ts';
import { buildScene } from './scene/build.ts';

const training = JSON.parse(readFileSync(new URL('../../public/samples/training.cauce.json', import.meta.url), 'utf8')) as Pipeline;

/** The edges one of whose ends the nodes do not have. */
function loose(nodes: readonly FlowNode[], edges: readonly FlowEdge[]): readonly string[] {
  const ends = new Set(nodes.flatMap((n) => (n.handles ?? []).map((h) => `${n.id} ${h.type} ${h.id}`)));
  const ids = new Set(nodes.map((n) => n.id));
  return edges.filter((e) => ids.has(e.source) && ids.has(e.target) && !(ends.has(`${e.source} source ${e.sourceHandle}`) && ends.has(`${e.target} target ${e.targetHandle}`))).map((e) => e.id);
}

it('new nodes have the ends of their own edges and of those before, whatever changed', () => {
  const wires = edgesOf(training).filter((e) => e.kind === 'data' && e.to === 'train');
  const edits: readonly Edit[] = [
    addCatch('train', { errors: ['States.ALL'], to: 'reject' }),
    moveSteps({ reject: [400, -400] }),
    ...wires.map((e): Edit => disconnect('train', 'pointer' in e ? e.pointer : '')),
  ];
  let [pipeline, scene] = [training, buildScene(training, makeCatalog(new Map()), { direction: 'down', folded: new Set(), entered: null }, null)];
  let nodes = flowNodes(scene);
  expect(loose(nodes, flowEdges(scene))).toEqual([]);
  for (const edit of edits) {
    const edited = edit(pipeline);
    if (!edited.ok) throw new Error(edited.reason);
    const next = buildScene(edited.pipeline, makeCatalog(new Map()), { direction: 'down', folded: new Set(), entered: null }, scene);
    const after = flowNodes(next, nodes);
    expect(loose(after, flowEdges(scene))).toEqual([]);
    expect(loose(after, flowEdges(next))).toEqual([]);
    [pipeline, scene, nodes] = [edited.pipeline, next, after];
  }
});
