import { leave, type Leaving } from '../leave.ts';
import type { Course } from '../thread.ts';
import type { Visit } from '../visit.ts';

/** Pass: `Result`, else `Parameters` as its result (JSONPath), `Output` (JSONata), or its input handed on. */
export function* pass(visit: Visit): Course<Leaving> {
  if (visit.language === 'JSONata') return yield* leave(visit, undefined);
  const parameters = visit.state.field('Parameters');
  const filled = parameters === undefined ? visit.input : yield* visit.fill('Parameters', parameters);
  visit.saw('afterParameters', filled);
  return yield* leave(visit, visit.state.field('Result') ?? filled);
}
