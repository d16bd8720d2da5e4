import { diagnostic } from '../../diagnostic/catalogue.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { ExecutionRole } from './role.ts';
import { managedParts } from './template.ts';
import { ANY } from './text.ts';
import { EVERY_RESOURCE } from './wildcards.ts';

/** Managed policies of a role (IAM guide, reference_iam-quotas: 10 by default). */
const POLICY_LIMIT = 10;

/** What a person has to know of a role before it is deployed; warnings first. */
export function roleDiagnostics(role: ExecutionRole): readonly Diagnostic[] {
  const count = managedParts(role.statements).length;
  return [
    ...(count > POLICY_LIMIT ? [diagnostic('role-too-many-policies', { count, limit: POLICY_LIMIT }, {})] : []),
    ...role.gaps.map(({ state, problem }) => diagnostic('role-gap', { state, problem }, { state })),
    ...role.asked.map(({ name, description }) => diagnostic('role-asks', { name, description }, {})),
    ...[...everywhere(role)].map(([reason, actions]) => diagnostic('role-every-resource', { reason, actions: actions.join(', ') }, {})),
  ];
}

/** Reason → the actions that are allowed on every resource because of it. */
function everywhere({ statements }: ExecutionRole): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const open = statements.filter((s) => s.resources.some((r) => r.length === 1 && r[0] === ANY)).flatMap((s) => s.actions);
  for (const action of new Set(open)) {
    const reason = EVERY_RESOURCE[action] ?? '';
    found.set(reason, [...(found.get(reason) ?? []), action]);
  }
  return found;
}
