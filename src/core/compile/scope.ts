import type { StepId } from '../model/pipeline.ts';

/**
 * A scope of variables in the machine: the machine itself, a branch of a Parallel (drawn or made by the compiler), the body
 * of a Map. Inner scopes read outer variables, outer ones never see inner ones (AWS: "Passing data with variables").
 */
export interface AslScope {
  readonly id: string;
  /** From the outermost scope to this one. */
  readonly path: readonly AslScope[];
  readonly parent: AslScope | null;
  /** Maps around, outermost first. */
  readonly maps: readonly StepId[];
}

export function rootScope(): AslScope {
  return makeScope('', null, []);
}

export function innerScope(parent: AslScope, id: string, map?: StepId): AslScope {
  return makeScope(`${parent.id}/${id}`, parent, map === undefined ? parent.maps : [...parent.maps, map]);
}

function makeScope(id: string, parent: AslScope | null, maps: readonly StepId[]): AslScope {
  const path: AslScope[] = [...(parent?.path ?? [])];
  const scope: AslScope = { id, path, parent, maps };
  path.push(scope);
  return scope;
}

/** The innermost scope that holds both. */
export function commonScope(a: AslScope, b: AslScope): AslScope {
  let common = a.path[0] as AslScope;
  for (let i = 0; i < Math.min(a.path.length, b.path.length) && a.path[i] === b.path[i]; i++) common = a.path[i] as AslScope;
  return common;
}

export function isWithin(inner: AslScope, outer: AslScope): boolean {
  return inner.path[outer.path.length - 1] === outer;
}
