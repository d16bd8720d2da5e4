/**
 * Where our check of definitions and another verdict differ, and why. The verdicts: `asl-validator` 4, AWS's language
 * service (the editor's, not the service's own), AWS itself where recorded or documented. The tests of `core/asl` hold
 * our side of each line; who compares with those tools leaves out what is listed here.
 *
 * Rules that AWS documents but that definitions in use break are warnings with us: said, and not refused.
 */
export interface AslException {
  readonly rule: string;
  /** What we say: a code of the catalogue, or nothing. */
  readonly ours: { readonly code: string; readonly severity: 'error' | 'warning' | 'info' } | 'nothing';
  readonly theirs: string;
  readonly why: string;
  /** Files of the corpora that show it. */
  readonly cases: readonly string[];
}

export const ASL_EXCEPTIONS: readonly AslException[] = [
  {
    rule: 'values that another tool fills in: ${Name}, _tbd_, NAME_OF_LIST',
    ours: { code: 'asl-placeholder', severity: 'warning' },
    theirs: 'asl-validator and the language service: wrong type',
    why: 'Definitions are kept as templates; ${Name} passes in silence, other marks are mentioned.',
    cases: ['asl-valid/agent--step-functions-dynamic-agent-template.json', 'asl-valid/agent--step-functions-dynamic-sql-agent-template.json', 'asl-valid/localstack---scenarios-map_state_items_literal.json'],
  },
  {
    rule: '${Name} in the place of a number or of a part of an ARN',
    ours: 'nothing',
    theirs: 'asl-validator: Seconds and Resource are wrong',
    why: 'CloudFormation replaces the token before Step Functions sees the definition.',
    cases: ['asl-valid/workflows--human-task-reminder-statemachine.json', 'asl-valid/localstacktpl--sfn_nested_sync2--parentMachineFFF9E148.json', 'asl-valid/workflows--batch-lambda-sam-statemachine.json'],
  },
  {
    rule: 'a rule of a Choice that is an empty object',
    ours: { code: 'asl-empty-rule', severity: 'warning' },
    theirs: 'the language service: Next and Condition are missing',
    why: 'A gap in a template that a program fills in.',
    cases: ['asl-valid/agent--step-functions-supervisor-agent-flow-template.json'],
  },
  {
    rule: 'the same name for two states in different branches',
    ours: { code: 'asl-duplicate-state-name', severity: 'warning' },
    theirs: 'asl-validator: error; the language service: nothing; AWS: documented as DUPLICATE_STATE_NAME',
    why: 'AWS documents that names are unique in the whole machine, but its own language service has such a definition among its right ones.',
    cases: ['asl-valid/langsvc---tests-json-strings-validationStrings.ts--SucceedFailTerminalState.json'],
  },
  {
    rule: 'no space inside {% and %}',
    ours: { code: 'asl-expression-spaces', severity: 'warning' },
    theirs: 'asl-validator: error, also if only one of the two is missing',
    why: 'AWS documents the marks only; one missing space is not mentioned at all.',
    cases: ['asl-invalid/aslvalidator-invalid-jsonata-surround-syntax-no-spaces.json'],
  },
  {
    rule: 'one space missing inside {% and %}',
    ours: 'nothing',
    theirs: 'asl-validator: error',
    why: 'Common, and taken by AWS.',
    cases: ['asl-valid/agent--step-functions-standard-llm.json', 'asl-valid/examples--sam-app-meeting-summarization-summarize_transcription.json'],
  },
  {
    rule: 'lists and texts of any kind in JSONata fields',
    ours: 'nothing',
    theirs: 'asl-validator: error for a list in a list, an empty text, a text as the whole Output',
    why: 'AWS took them (aws-recorded/assign_base-base_cases-BASE_VAR); a mistake of asl-validator.',
    cases: ['asl-valid/localstack---assign-base_var.json', 'asl-valid/localstack---outputdecl-base_output_any.json'],
  },
  {
    rule: 'the name of a state as a value: Next: true',
    ours: { code: 'asl-wrong-type', severity: 'warning' },
    theirs: 'asl-validator and the language service: error',
    why: 'YAML reads an unquoted true so; the state of that name is there.',
    cases: ['asl-valid/patterns--lambda-sfn-sls-stateMachine.json'],
  },
  {
    rule: 'an empty ErrorEquals',
    ours: { code: 'asl-empty-list', severity: 'warning' },
    theirs: 'the language service: error; asl-validator: nothing',
    why: 'It matches nothing; no refusal of AWS is recorded.',
    cases: ['asl-valid/localstack---errorhandling-task_service_lambda_invoke_catch_tbd.json'],
  },
  {
    rule: 'a JSONPath state in the Map of a JSONata machine',
    ours: { code: 'asl-language-downgrade', severity: 'warning' },
    theirs: 'asl-validator: nothing; AWS: refused for states of the machine itself (recorded)',
    why: 'An error at the top, where AWS is recorded to refuse it; inside of a Map it is not recorded.',
    cases: ['asl-valid/aslvalidator--valid-map-with-item-batcher-jsonata.json'],
  },
  {
    rule: 'variables whose name is no identifier: top-level',
    ours: { code: 'asl-variable-name', severity: 'warning' },
    theirs: 'asl-validator: nothing; AWS: documented as Unicode identifiers',
    why: 'It can be assigned but not be read by its name.',
    cases: ['asl-valid/aslvalidator--valid-assign.json'],
  },
  {
    rule: 'a name assigned in a Parallel and by its own Catch',
    ours: { code: 'asl-variable-nested', severity: 'warning' },
    theirs: 'AWS: taken (recorded), though documented as forbidden',
    why: 'Anywhere else around the Parallel it is an error.',
    cases: ['aws-recorded/error_output-parallel_catch_error-PARALLEL_CATCH_ERROR_VARIABLE_SAMPLING/definition.json'],
  },
  {
    rule: 'values of an intrinsic function without a comma between',
    ours: { code: 'asl-intrinsic-doubt', severity: 'warning' },
    theirs: 'the language service: nothing',
    why: 'Its own tests call this right; AWS documents commas.',
    cases: ['asl-valid/langsvc---tests-yaml-strings-validationStrings.ts--ValidResultSelectorIntrinsicFunction.json'],
  },
  {
    rule: 'fields of a distributed Map in an inline one',
    ours: { code: 'asl-distributed-only', severity: 'warning' },
    theirs: 'asl-validator and the language service: nothing',
    why: 'AWS documents them for the distributed mode only; definitions in use leave them in.',
    cases: ['asl-valid/aslvalidator--valid-map-noconfig.json'],
  },
  {
    rule: '.waitForTaskToken where the type of the machine is not known',
    ours: { code: 'asl-standard-only', severity: 'info' },
    theirs: 'AWS: refused for EXPRESS (recorded), taken for STANDARD',
    why: 'A definition does not say its type; with the type given it is an error.',
    cases: ['asl-invalid/aws-sfn_api_validation-validate_state_machine_definition_type_express-ILLEGAL_WFTT_response.json'],
  },
];
