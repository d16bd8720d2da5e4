import type { Entry } from '../entry.ts';

/** What a person has to know of a generated execution role. */
export const deliverEntries = {
  'role-gap': {
    severity: 'warning',
    message: (a) => `“${a['state']}”: ${a['problem']}.`,
    hint: () => 'Add what is missing to the template before you deploy it, or to the role afterwards.',
  },
  'role-asks': {
    severity: 'info',
    message: (a) => `The role asks for ${a['name']}: ${a['description']}.`,
    hint: (a) => `Give it when the role is deployed: --parameter-overrides ${a['name']}=…`,
  },
  'role-every-resource': {
    severity: 'info',
    message: (a) => `The role allows ${a['actions']} on every resource: ${a['reason']}.`,
    hint: () => 'AWS has no narrower form; nothing is to be done.',
  },
  'role-too-many-policies': {
    severity: 'warning',
    message: (a) => `The role needs ${a['count']} managed policies; ${a['limit']} can be attached to one unless AWS has raised that quota.`,
    hint: () => 'Move a part of the pipeline to a state machine of its own, or ask in Service Quotas for more managed policies per role.',
  },
} satisfies Record<string, Entry>;
