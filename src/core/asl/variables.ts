import { nearest } from '../base/nearest.ts';
import { report, type Here, type Run, type Scope } from './here.ts';

/** What AWS's page "Passing data between states with variables" says of scopes. Checked when all scopes have been seen. */
export function checkVariables(run: Run): void {
  for (const scope of run.scopes) {
    if (scope.assigned.size > 0) checkNestedNames(run, scope);
    if (scope.read.size > 0) checkReads(run, scope);
  }
}

/** A name that is assigned in a list of states may not be assigned in one around it. */
function checkNestedNames(run: Run, scope: Scope): void {
  const here: Here = { run, scope, state: scope.state, type: undefined, language: scope.language };
  const reported = new Set<string>();
  let distributed = false;
  for (let inner = scope; inner.parent !== undefined; inner = inner.parent) {
    distributed ||= inner.distributed;
    for (const [name, { at }] of scope.assigned) {
      const outside = inner.parent.assigned.get(name);
      if (outside === undefined || reported.has(name)) continue;
      reported.add(name);
      // AWS took a name that only the Parallel's own Catch assigns (recorded). Nothing outside can be read in a distributed
      // Map; whether the name matters there is not documented.
      const onlyByContainer = outside.states.size === 1 && outside.states.has(inner.state);
      report(here, 'asl-variable-nested', { name }, at, onlyByContainer || distributed ? 'warning' : 'error');
    }
  }
}

/** Step Functions takes an expression with a variable that nothing assigns, and fails when it gets there. */
function checkReads(run: Run, scope: Scope): void {
  const visible = new Set<string>();
  const outOfReach = new Set<string>();
  let reachable = true;
  for (let s: Scope | undefined = scope; s !== undefined; s = s.parent) {
    for (const name of s.assigned.keys()) (reachable ? visible : outOfReach).add(name);
    reachable &&= !s.distributed;
  }
  for (const [name, { at, state }] of scope.read) {
    if (visible.has(name)) continue;
    const here: Here = { run, scope, state, type: undefined, language: scope.language };
    if (outOfReach.has(name)) report(here, 'asl-variable-out-of-reach', { name }, at);
    else {
      const inside = run.scopes.some((s) => s.assigned.has(name));
      const meant = nearest(name, visible);
      report(here, 'asl-variable-unknown', { name, inside: inside ? 1 : 0, meant: meant === undefined || inside ? '' : `$${meant}` }, at);
    }
  }
}
