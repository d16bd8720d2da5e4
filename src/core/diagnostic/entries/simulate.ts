import type { Entry } from '../entry.ts';

/** What there is to say about a simulation before it runs. What goes wrong in it is in its events. */
export const simulateEntries = {
  'simulated-value': {
    severity: 'info',
    message: (a) => `${a['name']} has no value ${a['where']}; the simulation takes ${a['value']}.`,
    hint: () => 'Give it a value to rehearse with your own.',
  },
  'input-not-an-object': {
    severity: 'error',
    message: (a) => `The input of an execution is ${a['found']}.`,
    hint: () => 'A pipeline takes an object: {"Name": value, …}, one entry for each run parameter.',
  },
  'input-unlike-parameter': {
    severity: 'warning',
    message: (a) => `The input of ${a['name']} ${a['why']}.`,
    hint: () => 'AWS would start the execution all the same, and so does the simulation.',
  },
  'input-unknown': {
    severity: 'warning',
    message: (a) => `The input has “${a['name']}”, which is no run parameter of the pipeline.`,
    hint: (a) => (a['nearest'] === undefined ? 'Nothing reads it.' : `Nothing reads it. Did you mean ${a['nearest']}?`),
  },
} satisfies Record<string, Entry>;
