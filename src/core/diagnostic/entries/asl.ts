import type { Arguments, Entry } from '../entry.ts';

const error = (message: Entry['message'], hint: Entry['hint']): Entry => ({ severity: 'error', message, hint });
const warning = (message: Entry['message'], hint: Entry['hint']): Entry => ({ severity: 'warning', message, hint });

/** "Did you mean X?" when a similar word is known, else what the caller knows to say. */
const meant = (otherwise: (a: Arguments) => string) => (a: Arguments) => (a['meant'] ? `Did you mean “${a['meant']}”?` : otherwise(a));

/** What can be wrong with a definition in the Amazon States Language. */
export const aslEntries = {
  // The text
  'asl-unreadable': error((a) => `${a['problem']}.`, (a) => `${a['advice']}`),
  'asl-byte-order-mark': warning(() => 'The file begins with a byte order mark.', () => 'Save it as UTF-8 without a byte order mark; some programs refuse it.'),
  'asl-duplicate-key': error((a) => `“${a['key']}” is written twice in one object.`, () => 'Remove one of the two: only the last counts, the other is lost.'),
  'asl-too-large': error((a) => `The definition has ${a['kilobytes']} kB; the limit of Step Functions is 1,024 kB.`, () => 'Take out white space, move data to S3, or make parts of it machines of their own.'),
  'asl-large': warning((a) => `The definition has ${a['kilobytes']} kB; the limit of Step Functions is 1,024 kB.`, () => 'Take out white space before it grows further.'),
  'asl-too-deep': error(() => 'Lists and objects are nested too deep to be checked.', () => 'Check that this is the right file; definitions need about 20 levels.'),
  'asl-more-problems': { severity: 'info', message: (a) => `There are more problems; the first ${a['shown']} are listed.`, hint: () => 'Mend these and check again.' },

  // Machines
  'asl-not-an-object': error((a) => `${a['what']} has to be an object, and is ${a['found']}.`, () => 'Write { … } with the fields of the Amazon States Language.'),
  'asl-template': error(() => 'This is a CloudFormation template, not a definition.', () => 'Check the definition itself, the value of DefinitionString or the file that DefinitionUri names.'),
  'asl-no-states': error(() => 'There are no states.', () => 'Add at least one state to “States”.'),
  'asl-no-such-state': error((a) => `“${a['field']}” leads to “${a['target']}”, and there is no such state here.`, meant((a) => (a['elsewhere'] ? `“${a['target']}” exists in another list of states; ${a['field']} cannot enter or leave a Parallel branch or a Map.` : 'Name one of the states of the same “States”.'))),
  'asl-no-terminal-state': error(() => 'No state ends these states: each leads to another.', () => 'Give the last state "End": true, or add a Succeed or Fail state.'),
  'asl-unreachable-state': error((a) => `Nothing leads to the state “${a['name']}”.`, () => 'Lead to it by StartAt, Next, Default or a Catch, or remove it.'),
  'asl-state-name-length': error((a) => (a['length'] === 0 ? 'A state has no name.' : `The name of the state has ${a['length']} characters; the limit is ${a['limit']}.`), () => 'Give it a name of 1 to 80 characters.'),
  'asl-state-name-characters': error(() => 'The name of the state holds a control character.', () => 'Take out line breaks, tabs and other invisible characters.'),
  'asl-duplicate-state-name': warning((a) => `Two states are called “${a['name']}”.`, () => 'Rename one: AWS wants names to be unique in the whole definition, branches and Maps included.'),
  'asl-language-downgrade': error(() => 'The machine uses JSONata, and this state JSONPath.', () => 'Write the state in JSONata, or take QueryLanguage from the machine and give it to the states that use JSONata.'),

  // Fields
  'asl-missing-field': error((a) => `“${a['field']}” is missing in ${a['what']}.`, (a) => (a['meant'] ? `Did you mean “${a['field']}” by “${a['meant']}”?` : `Add “${a['field']}”.`)),
  'asl-missing-one-of': error((a) => `${a['what']} needs one of ${a['fields']}.`, () => 'Add one of them.'),
  'asl-unknown-field': error((a) => `“${a['field']}” is not a field of ${a['what']}.`, meant((a) => `${a['known']}`)),
  'asl-field-of-other-language': error((a) => `“${a['field']}” belongs to ${a['language']}, and this state uses ${a['used']}.`, (a) => `${a['advice']}`),
  'asl-fields-conflict': error((a) => `“${a['field']}” and “${a['other']}” exclude each other.`, (a) => `Keep one: “${a['field']}” or “${a['other']}”.`),
  'asl-no-way-on': error(() => 'The state neither ends nor leads on.', () => 'Add "Next" with the name of a state, or "End": true.'),
  'asl-next-and-end': error(() => 'The state both ends and leads on.', () => 'Keep "Next" or "End", not both.'),
  'asl-wrong-type': error((a) => `“${a['field']}” has to be ${a['wanted']}, and is ${a['found']}.`, (a) => `Write ${a['wanted']}.`),
  'asl-out-of-range': error((a) => `“${a['field']}” is ${a['found']}; it has to be ${a['range']}.`, (a) => `Write a number that is ${a['range']}.`),
  'asl-not-one-of': error((a) => `“${a['field']}” is “${a['found']}”, which does not exist.`, meant((a) => `Write one of ${a['values']}.`)),
  'asl-empty-list': error((a) => `“${a['field']}” is empty.`, (a) => `Add at least one ${a['element']}.`),
  'asl-timestamp': error((a) => `“${a['field']}” is not a time: ${a['found']}.`, () => 'Write it as RFC 3339: 2026-03-14T01:59:00Z, with the T and with Z or an offset.'),
  'asl-heartbeat': error((a) => `The heartbeat (${a['heartbeat']} s) is not shorter than the time-out (${a['timeout']} s).`, () => 'Make HeartbeatSeconds smaller than TimeoutSeconds.'),
  'asl-placeholder': warning((a) => `“${a['field']}” holds a placeholder, ${a['found']}.`, () => 'It is not checked; put the value in before the machine is created.'),
  'asl-substitution': error((a) => `“${a['field']}” opens a \${…} that does not close.`, () => 'Close it with }, as in ${FunctionArn}.'),
  'asl-resource': warning((a) => `“${a['found']}” is not an ARN.`, () => 'Write an ARN, such as arn:aws:states:::lambda:invoke.'),
  'asl-integration': warning((a) => `Step Functions has no integration “${a['found']}”.`, meant(() => 'Use one of the optimised integrations, or aws-sdk:service:action.')),
  'asl-integration-pattern': error((a) => `${a['service']} cannot be called with ${a['pattern']}.`, (a) => `${a['advice']}`),
  'asl-express-pattern': error((a) => `${a['pattern']} does not work in EXPRESS machines.`, () => 'Make the machine STANDARD, or call without waiting.'),
  'asl-standard-only': { severity: 'info', message: (a) => `${a['pattern']} works in STANDARD machines only.`, hint: () => 'Create the machine with the type STANDARD; EXPRESS refuses this definition.' },
  'asl-task-token': warning(() => 'The task waits for a token that it does not hand out.', () => 'Pass the token on: $$.Task.Token in JSONPath, $states.context.Task.Token in JSONata.'),

  // Choice, Retry, Catch, Map
  'asl-no-comparison': error((a) => `The rule compares nothing${a['found'] ? `: “${a['found']}” is not a comparison` : ''}.`, meant(() => 'Add one comparison such as StringEquals, or And, Or, Not.')),
  'asl-empty-rule': warning(() => 'The rule is empty.', () => 'Write what it compares and where it leads, or remove it.'),
  'asl-many-comparisons': error((a) => `The rule has ${a['count']} comparisons: ${a['found']}.`, () => 'Keep one, and join several by And or Or.'),
  'asl-nested-rule': error((a) => `“${a['field']}” stands in a rule inside And, Or or Not.`, () => 'Move it to the outermost rule.'),
  'asl-catch-all-alone': error(() => 'States.ALL stands beside other errors.', () => 'Let it stand alone: it takes all of them in.'),
  'asl-catch-all-last': error((a) => `States.ALL is not in the last element of “${a['field']}”.`, () => 'Move it to the end: what comes after it is never reached.'),
  'asl-error-name': warning((a) => `“${a['found']}” is not an error of Step Functions; names that begin with “States.” are reserved.`, meant(() => 'Use an error name from the documentation, or one of your own without “States.”.')),
  'asl-distributed-only': warning((a) => `“${a['field']}” works in a distributed Map only.`, () => 'Set "Mode": "DISTRIBUTED" in the ProcessorConfig, or remove it.'),
  'asl-map-label': error((a) => `The label ${a['problem']}.`, () => 'Use up to 40 letters, digits, - and _; spaces and most signs are not allowed.'),
  'asl-duplicate-label': error((a) => `Two Maps have the label “${a['label']}”.`, () => 'Rename one: labels are unique in a definition.'),

  // Paths and expressions
  'asl-path': error((a) => `“${a['field']}” is not a path: ${a['reason']}, at “${a['at']}”.`, () => 'Write a path such as $.order.id, $$.Execution.Id or $variable.'),
  'asl-reference-path': error((a) => `“${a['field']}” can select more than one place: ${a['found']}.`, () => 'Use a path of names and single indexes, without *, .., slices and filters.'),
  'asl-result-path': error((a) => `“${a['field']}” does not lie in the state’s input: ${a['found']}.`, () => 'Begin with $. and a name, such as $.result; keep variables by “Assign”.'),
  'asl-dynamic-value': error((a) => `The value of “${a['field']}” is neither a path nor a function: ${a['reason']}.`, () => 'Write a path ($.x, $$.x, $x) or States.Name(…); for a fixed value take “.$” from the name.'),
  'asl-intrinsic': error((a) => `“${a['field']}” does not call a function rightly: ${a['reason']}.`, () => "Write States.Name('text', $.path, 1), texts in single quotes."),
  'asl-intrinsic-text': error((a) => `“${a['field']}” needs a text, and States.${a['function']} gives none.`, () => 'Use Format, JsonToString, ArrayGetItem, Base64Encode, Base64Decode, Hash or UUID.'),
  'asl-intrinsic-doubt': warning((a) => `${a['problem']}.`, (a) => `${a['advice']}`),
  'asl-duplicate-template-key': error((a) => `“${a['key']}” and “${a['key']}.$” give the same field.`, () => 'Remove one of the two.'),
  'asl-dollar-key': warning((a) => `“${a['field']}” is an ordinary name in JSONata: its value is not evaluated.`, () => 'Take “.$” from the name and write the value as {% … %}.'),
  'asl-expression-open': error((a) => `“${a['field']}” ${a['problem']}.`, () => 'Begin with {% and end with %}, with nothing before or after.'),
  'asl-expression-spaces': warning((a) => `The expression in “${a['field']}” has no space inside {% and %}.`, () => 'Write {% expression %}: AWS takes it without spaces, asl-validator does not.'),
  'asl-expression-literal': { severity: 'info', message: (a) => `“${a['field']}” is plain text: it has white space outside {% … %}.`, hint: () => 'Take the white space away if it should be evaluated.' },
  'asl-expression-inert': warning((a) => `“${a['field']}” looks like JSONata, and this state uses JSONPath: it stays text.`, () => 'Give the state "QueryLanguage": "JSONata", or write a path under a name that ends in “.$”.'),
  'asl-expression-wanted': error((a) => `“${a['field']}” has to be ${a['wanted']} or an expression, and is ${a['found']}.`, (a) => `Write ${a['wanted']}, or {% … %}.`),
  'asl-expression-syntax': error((a) => `The expression in “${a['field']}” does not parse: ${a['reason']}.`, () => 'Write it in JSONata 2.0 (no ??, no ?:, no \\’ in texts).'),
  'asl-expression-root': error((a) => `The expression in “${a['field']}” reads “${a['name']}”, and there is nothing to read it from.`, () => 'Begin with $states.input, $states.context or a variable.'),
  'asl-expression-states': error((a) => `$states.${a['name']} does not exist in “${a['field']}” here.`, (a) => `${a['advice']}`),
  'asl-expression-eval': error((a) => `The expression in “${a['field']}” uses $eval, which Step Functions does not have.`, () => 'Write the expression itself, or parse data with $parse.'),
  'asl-variable-name': error((a) => `“${a['name']}” cannot be the name of a variable${a['problem'] ? `: ${a['problem']}` : ''}.`, () => 'Begin with a letter and go on with letters, digits and _; at most 80, and not “states”.'),
  'asl-variable-unknown': warning((a) => `Nothing that runs before can assign “$${a['name']}”.`, meant((a) => (a['inside'] ? 'It is assigned inside of a Parallel or Map only; hand the value out by “Output”.' : 'Assign it in an earlier state by “Assign”.'))),
  'asl-variable-out-of-reach': warning((a) => `“$${a['name']}” is assigned outside of a distributed Map, whose states cannot read it.`, () => 'Hand it in by “ItemSelector” or “BatchInput”.'),
  'asl-variable-nested': error((a) => `“${a['name']}” is assigned here and outside of this Parallel or Map.`, () => 'Give the inner variable another name.'),
} satisfies Record<string, Entry>;
