import type { Entry } from '../entry.ts';

/** What can be wrong with the arguments of a step (core/catalog/check). `field` is the name of the argument. */
export const valueEntries = {
  'missing-value': {
    severity: 'error',
    message: (a) => `${a['field']} has no value.`,
    hint: () => 'Give it a value or a parameter, or wire an output to it.',
  },
  'unknown-argument': {
    severity: 'warning',
    message: (a) => `${a['field']} is not an argument that AWS knows here.`,
    hint: (a) => (a['nearest'] ? `Is ${a['nearest']} meant? It is passed on as it is.` : 'Check the spelling. It is passed on as it is, and the service may refuse it.'),
  },
  'wrong-type': {
    severity: 'error',
    message: (a) => `${a['field']} is ${a['found']}; it takes ${a['expected']}.`,
    hint: (a) => `Write ${a['expected']}, or bind the field.`,
  },
  'json-as-text': {
    severity: 'info',
    message: (a) => `${a['field']} takes a text; the ${a['found']} is written as its JSON.`,
    hint: () => 'Write the text yourself if the service reads it otherwise.',
  },
  'not-a-choice': {
    severity: 'error',
    message: (a) => `${a['field']} cannot be “${a['value']}”.`,
    hint: (a) => (a['nearest'] ? `Is “${a['nearest']}” meant?` : `Allowed are ${a['allowed']}.`),
  },
  'not-listed': {
    severity: 'warning',
    message: (a) => `${a['field']} “${a['value']}” is not in the list that Cauce has of it.`,
    hint: (a) => (a['nearest'] ? `Is “${a['nearest']}” meant? AWS may also have added it since.` : 'Check the spelling; AWS may also have added it since.'),
  },
  'wrong-form': {
    severity: 'error',
    message: (a) => `${a['field']} “${a['value']}” has not the form that the service takes.`,
    hint: (a) => `The whole text matches ${a['pattern']}.`,
  },
  'wrong-length': {
    severity: 'error',
    message: (a) => `${a['field']} has ${a['length']} ${a['unit']}; the ${a['bound']} is ${a['limit']}.`,
    hint: (a) => (a['bound'] === 'limit' ? 'Shorten it.' : 'Add to it.'),
  },
  'name-length': {
    severity: 'error',
    message: (a) => `${a['field']} can be ${a['length']} characters; the limit is ${a['limit']}.`,
    hint: () => 'Shorten it, or let Cauce make the name.',
  },
  'out-of-range': {
    severity: 'error',
    message: (a) => `${a['field']} is ${a['value']}; the ${a['bound']} is ${a['limit']}.`,
    hint: () => 'Set a number in the range.',
  },
  'one-of-members': {
    severity: 'error',
    message: (a) => `${a['field']} has ${a['count']} of its alternatives; it takes exactly one.`,
    hint: (a) => `Keep one of ${a['members']}.`,
  },
  'parameter-does-not-fit': {
    severity: 'error',
    message: (a) => `${a['field']} cannot take ${a['parameter']}: it is ${a['reason']}.`,
    hint: () => 'Choose another parameter, or change its type.',
  },
  'parameter-value-does-not-fit': {
    severity: 'warning',
    message: (a) => `${a['parameter']} has ${a['place']} that ${a['field']} does not take: ${a['problem']}`,
    hint: (a) => `${a['way']}`,
  },
  'output-does-not-fit': {
    severity: 'error',
    message: (a) => `${a['field']} cannot take ${a['output']}: it is ${a['reason']}.`,
    hint: () => 'Wire another output to it, or a place inside this one.',
  },
  'value-does-not-fit': {
    severity: 'error',
    message: (a) => `${a['field']} cannot take ${a['what']}: it is ${a['reason']}.`,
    hint: () => 'Bind the field to a value of its type.',
  },
  'secret-literal': {
    severity: 'warning',
    message: (a) => `${a['field']} looks like ${a['what']} written into the pipeline.`,
    hint: () => 'The file, the definition and every execution show it. Keep it in AWS Secrets Manager and pass its ARN.',
  },
  'fixed-name': {
    severity: 'warning',
    message: (a) => `${a['field']} is the same at every run, and AWS refuses a name that is taken.`,
    hint: () => 'Let Cauce make the name, or bind it to a parameter of the run.',
  },
} satisfies Record<string, Entry>;
