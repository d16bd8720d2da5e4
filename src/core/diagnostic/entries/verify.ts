import type { Entry } from '../entry.ts';

/**
 * Findings of `compile/verify`: the emitted definition does not say what the drawing says. These are faults of the
 * compiler, never of the person, so every message says so. `what` is the finding, `other` the other query language.
 */
function fault(): Entry {
  return {
    severity: 'error',
    message: (a) => `${a['what']}. This is a fault of Cauce, not of the pipeline.`,
    hint: (a) => `Report it with the pipeline file; the export in ${a['other']} may be sound.`,
  };
}

export const verifyEntries = {
  'verify-states': fault(),
  'verify-order': fault(),
  'verify-way': fault(),
  'verify-value': fault(),
  'verify-variable': fault(),
  'verify-failure': fault(),
  'verify-text': fault(),
  'verify-not-understood': fault(),
  'verify-asl': fault(),
  'definition-too-large': {
    severity: 'error',
    message: (a) => `The definition has ${a['size']} KiB; the limit of Step Functions is 1 024 KiB.`,
    hint: () => 'Move a part of the pipeline into a pipeline of its own and start it from here.',
  },
  'definition-large': {
    severity: 'warning',
    message: (a) => `The definition has ${a['size']} KiB of the 1 024 KiB that Step Functions takes.`,
    hint: () => 'Move a part of the pipeline into a pipeline of its own before it grows further.',
  },
  'history-long': {
    severity: 'warning',
    message: (a) => `An execution may write about ${a['events']} events; Step Functions ends it at ${a['limit']}.`,
    hint: () => 'Lower the maximum of the loop or the number of retries, or start a part as a pipeline of its own.',
  },
  'intrinsics-too-deep': {
    severity: 'error',
    message: (a) => `An expression nests ${a['depth']} intrinsic functions; Step Functions takes ${a['limit']}.`,
    hint: () => 'Export in JSONata, which has no such limit, or make the list simpler.',
  },
  'base64-too-long': {
    severity: 'error',
    message: (a) => `A text that is decoded from Base64 has ${a['size']} characters; JSONPath takes ${a['limit']}.`,
    hint: () => 'Export in JSONata, which has no such limit, or make the text shorter.',
  },
} satisfies Record<string, Entry>;
