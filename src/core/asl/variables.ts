import { report, suggest, type Here, type Run, type Scope } from './here.ts';

/** What AWS's page "Passing data between states with variables" says of scopes. Checked when all scopes have been seen. */
export function checkVariables(run: Run): void {
  const assignedAnywhere = new Set(run.scopes.flatMap((scope) => [...scope.assigned.keys()]));
  for (const scope of run.scopes) {
    if (scope.assigned.size > 0) checkNestedNames(run, scope);
    if (scope.read.size > 0) checkReads(run, scope, assignedAnywhere);
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
function checkReads(run: Run, scope: Scope, assignedAnywhere: ReadonlySet<string>): void {
  for (const [name, { at, state }] of scope.read) {
    const found = findAssigned(scope, name);
    if (found === 'visible') continue;
    const here: Here = { run, scope, state, type: undefined, language: scope.language };
    if (found === 'out of reach') report(here, 'asl-variable-out-of-reach', { name }, at);
    else if (assignedAnywhere.has(name)) report(here, 'asl-variable-unknown', { name, inside: 1, meant: '' }, at);
    else {
      const meant = suggest(here, name, () => visibleNames(scope));
      report(here, 'asl-variable-unknown', { name, inside: 0, meant: meant === undefined ? '' : `$${meant}` }, at);
    }
  }
}

function findAssigned(scope: Scope, name: string): 'visible' | 'out of reach' | undefined {
  let reachable = true;
  for (let s: Scope | undefined = scope; s !== undefined; s = s.parent) {
    if (s.assigned.has(name)) return reachable ? 'visible' : 'out of reach';
    reachable &&= !s.distributed;
  }
  return undefined;
}

function* visibleNames(scope: Scope): Iterable<string> {
  for (let s: Scope | undefined = scope; s !== undefined; s = s.distributed ? undefined : s.parent) yield* s.assigned.keys();
}
