import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../core/base/json.ts';
import { graphOf, type Graph } from '../core/rehearse/graphRun.ts';
import { findCorpora } from './corpora.ts';

export interface NamedGraph {
  readonly name: string;
  /** What its name begins with: `trace`, `ml`, `layered`, `random`. */
  readonly family: string;
  readonly graph: Graph;
  /** What the corpora's own `INDEX.tsv` says of it. */
  readonly known: KnownFigures;
}
/** Ratios are makespan by critical path, to four decimals; critical path in seconds. */
export interface KnownFigures {
  readonly criticalPath: number;
  /** With one barrier a level. */
  readonly levels: number;
  /** Of a reference scheduler, and the states by step that it takes. */
  readonly reference: number;
  readonly referenceStates: number;
}

/** Graphs of real and made workflows by name; none where the corpora are absent. */
export function corpusGraphs(): readonly NamedGraph[] {
  const folder = findCorpora('dags');
  if (folder === null) return [];
  const index = new Map(readFileSync(join(folder, 'INDEX.tsv'), 'utf8').trim().split('\n').slice(1).map((line) => [line.split('\t')[0] as string, figuresOf(line)]));
  const files = readdirSync(folder).filter((f) => f.endsWith('.json')).sort();
  return files.map((file) => {
    const graph = graphOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json);
    if ('problem' in graph) throw new Error(`${file}: ${graph.problem}`);
    const name = file.replace('.json', '');
    const known = index.get(name) ?? index.get(file);
    if (known === undefined) throw new Error(`${file} is not in INDEX.tsv`);
    return { name, family: file.split('--')[0] as string, graph, known };
  });
}

function figuresOf(line: string): KnownFigures {
  const [criticalPath, levels, reference, referenceStates] = line.split('\t').slice(3).map(Number) as [number, number, number, number];
  return { criticalPath, levels, reference, referenceStates };
}
