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
}

/** Graphs of real and made workflows by name; none where the corpora are absent. */
export function corpusGraphs(): readonly NamedGraph[] {
  const folder = findCorpora('dags');
  if (folder === null) return [];
  const files = readdirSync(folder).filter((f) => f.endsWith('.json')).sort();
  return files.map((file) => {
    const graph = graphOf(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json);
    if ('problem' in graph) throw new Error(`${file}: ${graph.problem}`);
    return { name: file.replace('.json', ''), family: file.split('--')[0] as string, graph };
  });
}
