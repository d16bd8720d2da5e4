import type { Entry } from '../entry.ts';

/** What can be wrong with files of test cases, of mocks and of prices. */
export const testsEntries = {
  'file-not-tests': {
    severity: 'error',
    message: (a) => `This is ${a['what']}, not a file of test cases.`,
    hint: () => 'A file of test cases begins with {"format": "cauce-tests/1", "cases": {…}}.',
  },
  'file-not-prices': {
    severity: 'error',
    message: (a) => `This is ${a['what']}, not a table of prices.`,
    hint: () => 'A table of prices begins with {"format": "cauce-prices/1", "instances": {…}}; “Export” in the table writes one.',
  },
  'file-not-mocks': {
    severity: 'error',
    message: (a) => `This is ${a['what']}, not a file of mocks.`,
    hint: () => 'A file of mocks is a MockConfigFile.json of Step Functions Local: {"StateMachines": {…}, "MockedResponses": {…}}.',
  },
  'mock-invocation': {
    severity: 'error',
    message: (a) => `“${a['key']}” of the mocked response “${a['response']}” is not an invocation.`,
    hint: () => 'Write the number of the call, such as "0", or a range from the smaller to the larger, such as "1-2".',
  },
  'mock-invocation-twice': {
    severity: 'error',
    message: (a) => `“${a['key']}” of the mocked response “${a['response']}” covers invocations that “${a['other']}” covers too.`,
    hint: () => 'Let each invocation have one response; of two the first one written is taken.',
  },
  'mock-return-or-throw': {
    severity: 'error',
    message: (a) => `Invocation ${a['key']} of the mocked response “${a['response']}” has ${a['found']}.`,
    hint: () => 'Give it exactly one of "Return" and "Throw".',
  },
  'mock-no-response': {
    severity: 'error',
    message: (a) => `The state “${a['state']}” takes the mocked response “${a['response']}”, which is not in the file.`,
    hint: (a) => (a['meant'] ? `Did you mean “${a['meant']}”?` : 'Add it to "MockedResponses", or take the state out of the test case.'),
  },
  'mock-no-machine': {
    severity: 'error',
    message: (a) => `The file of mocks has nothing for “${a['machine']}”; it has ${a['known']}.`,
    hint: () => 'Call the entry of "StateMachines" like the pipeline, or keep only one entry.',
  },
  'mock-no-case': {
    severity: 'error',
    message: (a) => `The file of mocks has no test case “${a['case']}”; it has ${a['known']}.`,
    hint: (a) => (a['meant'] ? `Did you mean “${a['meant']}”?` : 'Name one of its test cases, or add one of this name.'),
  },
  'case-unknown-step': {
    severity: 'error',
    message: (a) => `The test case “${a['case']}” speaks of the step “${a['step']}” in “${a['field']}”; the pipeline has none of this id.`,
    hint: (a) => (a['meant'] ? `Did you mean “${a['meant']}”?` : 'Name a step by its id, as in the file of the pipeline.'),
  },
  'case-step-calls-nothing': {
    severity: 'error',
    message: (a) => `“${a['step']}” has something in “${a['field']}” of the test case “${a['case']}”, but it calls nothing that could answer.`,
    hint: () => 'Faults, answers and durations are for jobs and service calls.',
  },
  'case-without-mocks': {
    severity: 'error',
    message: (a) => `The test case “${a['case']}” takes the mocks “${a['mocks']}”, but there is no file of mocks.`,
    hint: () => 'Keep <name>.mocks.json beside the pipeline, or leave "mocks" out.',
  },
} satisfies Record<string, Entry>;
