import { leave, type Leaving } from '../leave.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** Pass: `Result` or `Parameters` as its result (JSONPath), `Output` (JSONata), or its input handed on. */
export function* pass(visit: Visit): Course<Leaving> {
  if (visit.language === 'JSONata') return yield* leave(visit, undefined);
  const parameters = visit.state.field('Parameters');
  const made = parameters === undefined ? (visit.state.field('Result') ?? visit.input) : yield* visit.fill('Parameters', parameters);
  return yield* leave(visit, made);
}
