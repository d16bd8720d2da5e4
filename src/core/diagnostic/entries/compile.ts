import type { Entry } from '../entry.ts';

/** What can be wrong with a drawing: structure, values and phases, limits. */
export const compileEntries = {
  'empty-pipeline': {
    severity: 'error',
    message: (a) => (a['step'] ? `${a['step']} has no steps inside.` : 'The pipeline has no steps.'),
    hint: () => 'Add a step: a state machine needs at least one.',
  },
  'empty-result': {
    severity: 'warning',
    message: (a) => `The result ${a['result']} of ${a['step']} has no value: it is an empty text.`,
    hint: () => 'Bind it to an output of a step inside, or remove it.',
  },
  cycle: {
    severity: 'error',
    message: (a) => `These steps wait for each other in a circle: ${a['steps']}.`,
    hint: () => 'Remove one of the wires, or make the way back a way of a Choice.',
  },
  'conditional-join': {
    severity: 'error',
    message: (a) => `${a['step']} waits for steps that run under different decisions: ${a['from']}.`,
    hint: () => 'Let the steps exclude each other, or give the values a default so that the step can run without them.',
  },
  'ways-part-again': {
    severity: 'error',
    message: (a) => `${a['step']} runs on some ways of ${a['choice']} only, but comes after ${a['after']}, where other ways have joined.`,
    hint: (a) => `Put a Choice behind ${a['after']} that leads to ${a['step']}, or let ${a['after']} not wait for ${a['choice']}.`,
  },
  'ended-before': {
    severity: 'error',
    message: (a) => `${a['step']} comes after ${a['after']}, but so does ${a['end']}, which ends the execution first.`,
    hint: (a) => `Let ${a['end']} wait for ${a['step']}, or put a Choice behind ${a['after']} that leads to one of them.`,
  },
  'barrier-moved': {
    severity: 'info',
    message: (a) => `${a['handler']} reads ${a['reads']} where ${a['step']} fails; of parallel steps that fail together nothing is left to read, so these end before anything runs beside ${a['step']}: ${a['cost']} longer by the estimates.`,
    hint: (a) => `Let the failure of ${a['step']} lead to a step that does not read ${a['reads']}, to have the time back.`,
  },
  'one-line': {
    severity: 'info',
    message: (a) => `${a['after']} begins when ${a['before']} has ended, which nobody drew: steps that a decision ties together run in one line, and nothing goes on from them before its end; ${a['cost']} longer by the estimates.`,
    hint: (a) => `Let ${a['after']} be a step of the way that it belongs to, or ${a['before']} one that no way leads to, to have the time back.`,
  },
  'unreachable-step': {
    severity: 'error',
    message: (a) => `${a['step']} can never run.`,
    hint: () => 'Let a way or a wire lead to it, or remove it.',
  },
  'after-the-end': {
    severity: 'error',
    message: (a) => `${a['step']} waits for ${a['end']}, which ends its path.`,
    hint: () => 'Remove the wire: nothing runs after a Fail or a Succeed.',
  },
  'every-way-ends': {
    severity: 'error',
    message: (a) => `${a['step']} comes after ${a['end']}, and every way of ${a['end']} ends.`,
    hint: (a) => `Lead a way of ${a['end']} on, or let ${a['step']} not wait for it.`,
  },
  'unknown-target': {
    severity: 'error',
    message: (a) => `${a['what']} leads to "${a['to']}", which is not a step in reach.`,
    hint: () => 'Choose a step of the same scope.',
  },
  'duplicate-name': {
    severity: 'error',
    message: (a) => `Two steps are called "${a['name']}".`,
    hint: () => 'Rename one: names of states are unique in the whole machine.',
  },
  'name-too-long': {
    severity: 'warning',
    message: (a) => `The name has ${a['length']} characters; names of states have at most 80.`,
    hint: () => 'Shorten it, else the state gets the first 80 characters.',
  },
  'name-characters': {
    severity: 'warning',
    message: () => 'The name holds control characters, which Step Functions refuses.',
    hint: () => 'Rename the step, else each becomes a space in the name of the state.',
  },
  'choice-without-ways': {
    severity: 'error',
    message: (a) => `${a['step']} has no conditions.`,
    hint: () => 'Add a way with a condition, or remove the Choice.',
  },
  'loop-without-maximum': {
    severity: 'warning',
    message: (a) => `The way back from ${a['step']} has no maximum.`,
    hint: () => 'Set one: an execution ends after 25 000 events.',
  },
  'loop-not-back': {
    severity: 'error',
    message: (a) => `The way back from ${a['step']} leads to ${a['to']}, which does not come before it.`,
    hint: (a) => `Draw a wire from ${a['to']} towards ${a['step']}, or remove the maximum of the way.`,
  },
  'ways-overlap': {
    severity: 'error',
    message: (a) => `After ${a['step']} it is not decided which step comes next.`,
    hint: () => 'Let the ways meet in one step, or draw the later decision as a Choice of its own.',
  },
  'on-failure-in-flow': {
    severity: 'error',
    message: (a) => `${a['step']} is the handler of "on failure" and is part of the main flow as well.`,
    hint: () => 'Use a step for the handler that no wire of the main flow leads to.',
  },
  'handler-out-of-reach': {
    severity: 'error',
    message: (a) => `${a['step']} runs beside other steps, so its failure cannot lead to ${a['to']}, which is part of the main flow.`,
    hint: () => 'Let the failure lead to a step that only failures lead to.',
  },
  'succeed-skips-steps': {
    severity: 'error',
    message: (a) => `${a['step']} ends its path beside running steps, but steps follow where the paths meet.`,
    hint: () => 'Remove the Succeed, or let its way lead to the steps that follow.',
  },
  'wait-without-duration': {
    severity: 'error',
    message: (a) => `${a['step']} has no duration.`,
    hint: () => 'Give Seconds, how long to wait, or Timestamp, until when.',
  },
  'map-without-items': {
    severity: 'error',
    message: (a) => `${a['step']} has no items to run over.`,
    hint: () => 'Bind the items to a list: an output, a parameter or a literal.',
  },
  'unknown-parameter': {
    severity: 'error',
    message: (a) => `There is no parameter "${a['name']}".`,
    hint: () => 'Choose another parameter, or add this one.',
  },
  'unknown-step': {
    severity: 'error',
    message: (a) => `There is no step "${a['step']}".`,
    hint: () => 'Bind the field to the output of a step that exists.',
  },
  'unknown-output': {
    severity: 'error',
    message: (a) => `${a['step']} has no output "${a['output']}".`,
    hint: () => 'Choose one of its outputs, or a path of its response.',
  },
  'out-of-reach': {
    severity: 'error',
    message: (a) => `${a['step']} lies inside a Map or Parallel and cannot be read from outside.`,
    hint: () => 'Make the value a result of the container and read that.',
  },
  'reads-itself': {
    severity: 'error',
    message: (a) => `${a['step']} reads its own output.`,
    hint: () => 'Bind the field to the output of an earlier step.',
  },
  'value-may-be-absent': {
    severity: 'error',
    message: (a) => `${a['output']} may not exist here: ${a['step']} does not run on every path.`,
    hint: () => 'Give the binding a default, or read the value only where the step has run.',
  },
  'error-out-of-reach': {
    severity: 'error',
    message: (a) => `The error of ${a['step']} can be read only where its failure leads to.`,
    hint: () => 'Read it in the step that the catch leads to, or bind the field to something else.',
  },
  'one-of-scopes': {
    severity: 'error',
    message: () => 'The outputs of which one is taken lie in different scopes.',
    hint: () => 'Take outputs of steps that stand beside each other.',
  },
  'one-of-not-exclusive': {
    severity: 'error',
    message: (a) => `${a['a']} and ${a['b']} can both run, so it is not known which output to take.`,
    hint: () => 'Take one of them, or let a Choice decide and give it an output.',
  },
  'output-has-no-place': {
    severity: 'error',
    message: (a) => `${a['output']} has no place yet.`,
    hint: () => 'Set the place in the step that makes it.',
  },
  'no-artifact-bucket': {
    severity: 'error',
    message: (a) => `${a['field']} is made by Cauce, but the pipeline has no artifact bucket.`,
    hint: () => "Set the artifact bucket in the pipeline's settings, or bind the field.",
  },
  'no-signal-bucket': {
    severity: 'warning',
    message: () => 'Steps cannot wait for each other across branches: the pipeline has no artifact bucket to leave markers in.',
    hint: () => "Set the artifact bucket in the pipeline's settings, or turn these waits off there.",
  },
  'artifact-place': {
    severity: 'error',
    message: (a) => `The ${a['field']} of the artifacts is not a text that every step can use.`,
    hint: () => 'Write it, or bind it to a parameter of a text type.',
  },
  'no-evaluation-output': {
    severity: 'error',
    message: (a) => `${a['step']} has metrics, but no output called "evaluation".`,
    hint: () => 'Add an output with that name; its file evaluation.json is read.',
  },
  'place-not-splittable': {
    severity: 'error',
    message: (a) => `${a['field']} must be known as bucket and key, and JSONPath cannot split a text.`,
    hint: () => 'Let Cauce make the place, write it as s3://, bucket and key, or use JSONata.',
  },
  'path-into-text': {
    severity: 'error',
    message: (a) => `${a['output']} is a text and has no places inside.`,
    hint: () => 'Remove the path.',
  },
  'retry-count-outside-task': {
    severity: 'error',
    message: () => 'The retry count exists in a job or service call only.',
    hint: () => 'Use it in the arguments of a task.',
  },
  'item-outside-map': {
    severity: 'error',
    message: (a) => `The item of ${a['map']} exists only inside it.`,
    hint: () => 'Move the step into the Map, or bind the field to something else.',
  },
  'expression-of-other-language': {
    severity: 'error',
    message: (a) => `This expression is written in ${a['language']}.`,
    hint: () => 'Export in that language, or rewrite the expression.',
  },
  'expression-unreadable': {
    severity: 'error',
    message: (a) => `The expression is not ${a['language']}: ${a['reason']}.`,
    hint: (a) => (a['language'] === 'JSONata' ? 'Write it in JSONata 2.0, as AWS reads it, without the marks {% and %}.' : 'Write a path that begins with $, or a function States.…(…).'),
  },
  'malformed-binding': {
    severity: 'error',
    message: (a) => `This binding cannot be read: ${a['reason']}.`,
    hint: () => 'Bind the field again.',
  },
  'malformed-condition': {
    severity: 'error',
    message: () => 'This condition cannot be read.',
    hint: () => 'Set both sides and the comparison between them.',
  },
  'compared-types-differ': {
    severity: 'error',
    message: (a) => `A ${a['left']} is compared with a ${a['right']}.`,
    hint: () => 'Compare values of the same type.',
  },
  'boolean-has-no-order': {
    severity: 'error',
    message: (a) => `Booleans cannot be compared with ${a['operator']}.`,
    hint: () => 'Use == or !=.',
  },
  'null-has-no-order': {
    severity: 'error',
    message: (a) => `Nothing can be compared with null by ${a['operator']}.`,
    hint: () => 'Use == or !=, or test whether the value exists.',
  },
  'condition-not-boolean': {
    severity: 'error',
    message: (a) => `This condition is ${a['found']}, which is neither true nor false.`,
    hint: () => 'Compare it with something, or bind the condition to a boolean.',
  },
  'pattern-not-known': {
    severity: 'error',
    message: () => 'The pattern of "matches" must be a text that is known when the pipeline is deployed.',
    hint: () => 'Write the pattern, or bind it to a text parameter of design or deploy; JSONata also takes one of the run.',
  },
  'design-without-value': {
    severity: 'error',
    message: (a) => `${a['name']} is bound at design and has no value.`,
    hint: () => 'Give it a value, or move it to deploy or run.',
  },
  'parameter-unused': {
    severity: 'warning',
    message: (a) => `${a['name']} is not used anywhere.`,
    hint: () => 'Bind a field to it, or remove it.',
  },
  'parameter-name': {
    severity: 'error',
    message: (a) => `"${a['name']}" cannot be the name of a parameter.`,
    hint: () => 'Begin with a letter; use letters, digits and underscores only.',
  },
  'deploy-name': {
    severity: 'error',
    message: (a) => `CloudFormation cannot take the name "${a['name']}".`,
    hint: () => 'Use letters and digits only.',
  },
  'missing-environment-value': {
    severity: 'warning',
    message: (a) => `${a['name']} has no value in ${a['environment']}.`,
    hint: () => 'Set it, or give the parameter a default.',
  },
  'unknown-environment': {
    severity: 'error',
    message: (a) => `There is no environment "${a['environment']}".`,
    hint: () => 'Choose one of the environments of the pipeline.',
  },
  'environment-unknown-parameter': {
    severity: 'warning',
    message: (a) => `${a['environment']} gives a value to "${a['name']}", which is no ${a['phase']} parameter.`,
    hint: () => 'Remove the value, or add the parameter.',
  },
  'parameter-value-type': {
    severity: 'error',
    message: (a) => `${a['name']} is ${a['expected']}, but ${a['where']} is ${a['found']}.`,
    hint: () => 'Change the value or the type.',
  },
  'parameter-value-constraint': {
    severity: 'error',
    message: (a) => `${a['where']} of ${a['name']} does not fit: ${a['why']}.`,
    hint: () => 'Change the value or the constraint.',
  },
  'parameter-pattern': {
    severity: 'error',
    message: (a) => `The pattern of ${a['name']} is not a regular expression.`,
    hint: () => 'Correct it, or remove it.',
  },
  'needs-base64': {
    severity: 'warning',
    message: (a) => `${a['where']} of ${a['name']} has a character that a template cannot fill in as it is.`,
    hint: () => 'Let the parameter travel in Base64.',
  },
  'literal-key-not-expressible': {
    severity: 'error',
    message: (a) => `JSONPath cannot write the key "${a['key']}" here.`,
    hint: () => 'Rename the key, or export in JSONata.',
  },
  'needs-path': {
    severity: 'error',
    message: (a) => `${a['field']} takes a number, a parameter or an output in JSONPath.`,
    hint: () => 'Bind it to one of these, or export in JSONata.',
  },
  'expression-syntax': {
    severity: 'error',
    message: (a) => `The expression cannot be read: ${a['reason']}.`,
    hint: () => 'Correct the expression.',
  },
} satisfies Record<string, Entry>;
