import { isList, isObject, type Json } from '../base/json.ts';

export interface TaskState {
  readonly state: string;
  readonly resource: string;
}

/** The Task states of a definition and of all scopes inside it, in their order. */
export function tasksOf(json: Json): readonly TaskState[] {
  if (isList(json)) return json.flatMap(tasksOf);
  if (!isObject(json)) return [];
  const { States: states } = json as { States?: Json };
  return (isObject(states) ? Object.entries(states) : []).flatMap(([state, inner]) => {
    if (!isObject(inner)) return [];
    const own = inner['Type'] === 'Task' ? [{ state, resource: String(inner['Resource']) }] : [];
    return [...own, ...tasksOf(inner['Branches'] ?? null), ...tasksOf(inner['ItemProcessor'] ?? null)];
  });
}
