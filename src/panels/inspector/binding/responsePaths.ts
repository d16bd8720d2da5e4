import type { Catalog } from '../../../core/catalog/kind.ts';
import { shapeNamed, type Shape } from '../../../core/catalog/shape.ts';
import type { PathToken } from '../../../core/model/binding.ts';

const DEEPEST = 4;
const MOST = 12;

/** Leaves of a kind's response whose path holds every word that was typed; nothing while nothing is typed. */
export function responsePaths(catalog: Catalog, kindId: string | undefined, query: string): readonly (readonly PathToken[])[] {
  const words = query.toLowerCase().split(/[\s.›/[\]]+/).filter((w) => w.length > 1);
  const kind = kindId === undefined ? undefined : catalog.kind(kindId);
  const response = kindId === undefined ? undefined : catalog.response(kindId);
  const model = kind?.service === undefined ? undefined : catalog.model(kind.service);
  if (words.length === 0 || !response || !model) return [];
  const found: PathToken[][] = [];
  const visit = (shape: Shape, path: readonly PathToken[]): void => {
    if (found.length >= MOST || path.length > DEEPEST) return;
    if (shape.type === 'structure') {
      for (const [name, member] of Object.entries(shape.members)) visit(shapeNamed(model, member.shape), [...path, name]);
      return;
    }
    if (path.length === 0) return;
    const said = path.join(' ').toLowerCase();
    if (words.every((w) => said.includes(w))) found.push([...path]);
    if (shape.type === 'list') visit(shapeNamed(model, shape.member), [...path, 0]);
  };
  visit(response, []);
  return found;
}
