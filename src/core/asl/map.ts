import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { below, describe, report, scopeOf, type At, type Here } from './here.ts';
import { LIMITS } from './limits.ts';
import { checkPath, checkReferencePath } from './paths.ts';
import { checkMachineType, checkMapResource } from './resource.ts';
import { checkRequest, checkTemplate } from './templates.ts';
import { hasToken, wrongType } from './placeholder.ts';
import { anything, listOf, number, object, oneOf, orExpression, text, type FieldCheck } from './values.ts';

/** The fields of a Map that only a Map has, and what they have to do with its mode. */

const DISTRIBUTED_ONLY = [
  'ItemReader', 'ItemBatcher', 'ResultWriter', 'Label', 'ToleratedFailureCount', 'ToleratedFailureCountPath', 'ToleratedFailurePercentage', 'ToleratedFailurePercentagePath',
] as const;

const template: FieldCheck = (here, field, value, at) => checkTemplate(here, field, value, at, 'input');
const pathOfJsonPath: FieldCheck = (here, field, value, at) => {
  if (here.language === 'JSONata') otherLanguage(here, field, at, `Use “${field.slice(0, -4)}” with an expression.`);
  else checkReferencePath(here, field, value, at);
};
const parameters: FieldCheck = (here, field, value, at) => {
  if (here.language === 'JSONata') otherLanguage(here, field, at, 'Use “Arguments”.');
  else checkRequest(here, field, value, at);
};
const arguments_: FieldCheck = (here, field, value, at) => {
  if (here.language === 'JSONPath') otherLanguage(here, field, at, 'Use “Parameters”.');
  else checkRequest(here, field, value, at);
};

function otherLanguage(here: Here, field: string, at: At, advice: string): void {
  report(here, 'asl-field-of-other-language', { field, language: here.language === 'JSONata' ? 'JSONPath' : 'JSONata', used: here.language, advice }, at);
}

const readerFields = object('a ReaderConfig', {
  InputType: oneOf('CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'),
  ManifestType: oneOf('ATHENA_DATA', 'S3_INVENTORY'),
  Transformation: oneOf('NONE', 'LOAD_AND_FLATTEN'),
  CSVDelimiter: oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB'),
  CSVHeaderLocation: oneOf('FIRST_ROW', 'GIVEN'),
  CSVHeaders: listOf('header', text),
  MaxItems: orExpression('a whole number', number({ min: 0, max: LIMITS.mapItems })),
  MaxItemsPath: pathOfJsonPath,
  ItemsPointer: text,
});
const readerConfig: FieldCheck = (here, field, value, at) => {
  readerFields(here, field, value, at);
  if (isObject(value) && value['CSVHeaderLocation'] === 'GIVEN' && !Object.hasOwn(value, 'CSVHeaders')) {
    report(here, 'asl-missing-field', { field: 'CSVHeaders', what: 'a ReaderConfig with the CSVHeaderLocation GIVEN', meant: '' }, at);
  }
};

export const itemReader: FieldCheck = object('an ItemReader', { Resource: checkMapResource, Parameters: parameters, Arguments: arguments_, ReaderConfig: readerConfig }, ['Resource']);

const BATCH_SIZES = ['MaxItemsPerBatch', 'MaxItemsPerBatchPath', 'MaxInputBytesPerBatch', 'MaxInputBytesPerBatchPath'] as const;
const batcher = object('an ItemBatcher', {
  MaxItemsPerBatch: orExpression('a whole number', number({ min: 0, max: LIMITS.mapItems })),
  MaxItemsPerBatchPath: pathOfJsonPath,
  MaxInputBytesPerBatch: orExpression('a whole number', number({ min: 0, max: LIMITS.batchBytes })),
  MaxInputBytesPerBatchPath: pathOfJsonPath,
  BatchInput: template,
});
/** AWS documents a limit of items, of bytes or both; CDK refuses a batcher without any. */
export const itemBatcher: FieldCheck = (here, field, value, at) => {
  batcher(here, field, value, at);
  if (!isObject(value) || BATCH_SIZES.some((size) => Object.hasOwn(value, size))) return;
  const usable = BATCH_SIZES.filter((size) => here.language === 'JSONPath' || !size.endsWith('Path'));
  report(here, 'asl-missing-one-of', { what: 'An ItemBatcher', fields: usable.map((size) => `“${size}”`).join(', ') }, at);
};

const writerConfig = object('a WriterConfig', { Transformation: oneOf('NONE', 'COMPACT', 'FLATTEN'), OutputType: oneOf('JSON', 'JSONL') }, ['OutputType']);
const writer = object('a ResultWriter', { Resource: checkMapResource, Parameters: parameters, Arguments: arguments_, WriterConfig: writerConfig });

/** Writes to S3 (`Resource` with its request), or only says in what form the results come (`WriterConfig`). */
export const resultWriter: FieldCheck = (here, field, value, at) => {
  writer(here, field, value, at);
  if (!isObject(value)) return;
  const request = here.language === 'JSONPath' ? 'Parameters' : 'Arguments';
  if (Object.hasOwn(value, 'Resource') && !Object.hasOwn(value, 'Parameters') && !Object.hasOwn(value, 'Arguments')) {
    report(here, 'asl-missing-field', { field: request, what: 'a ResultWriter with a Resource', meant: '' }, at);
  }
  if (!Object.hasOwn(value, 'Resource') && !Object.hasOwn(value, 'WriterConfig')) {
    report(here, 'asl-missing-one-of', { what: 'A ResultWriter', fields: '“Resource” and “WriterConfig”' }, at);
  }
};

export const items: FieldCheck = (here, field, value, at) => {
  if (typeof value === 'string') orExpression('a list', anything)(here, field, value, at);
  else if (Array.isArray(value) || isObject(value)) template(here, field, value, at);
  else report(here, 'asl-expression-wanted', { field, wanted: 'a list', found: describe(value) }, at);
};

/** `ItemsPath` selects one list; filters and slices are refused. */
export const itemsPath: FieldCheck = (here, field, value, at) => (value === null ? checkPath : checkReferencePath)(here, field, value, at);

/** Characters that AWS does not allow in labels; a `${Name}` or `{name}` that a tool fills in is let through. */
export const label: FieldCheck = (here, field, value, at) => {
  if (typeof value !== 'string') return wrongType(here, field, 'a text', value, at);
  const filledIn = value.replace(/\$?\{\w+\}/g, 'x');
  const wrong = LABEL_REFUSES.exec(filledIn)?.[0];
  if (value === '') report(here, 'asl-map-label', { problem: 'is empty' }, at);
  else if (wrong !== undefined) report(here, 'asl-map-label', { problem: `holds ${shownCharacter(wrong)}` }, at);
  else if (value.length > LIMITS.mapLabel && !hasToken(value)) report(here, 'asl-map-label', { problem: `has ${value.length} characters; the limit is ${LIMITS.mapLabel}` }, at);
  if (filledIn !== value) report(here, 'asl-placeholder', { field, found: `“${value}”` }, at);
  else if (here.run.labels.has(value)) report(here, 'asl-duplicate-label', { label: value }, at);
  here.run.labels.add(value);
};

const LABEL_REFUSES = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])/;

function shownCharacter(c: string): string {
  if (c === ' ') return 'a space';
  const code = c.charCodeAt(0);
  return code < 0x20 || (code >= 0x7f && code < 0xa0) ? 'a control character' : `“${c}”`;
}

const processorConfig = object('a ProcessorConfig', { Mode: oneOf('INLINE', 'DISTRIBUTED'), ExecutionType: oneOf('STANDARD', 'EXPRESS') });

/** Checks what the parts of a Map have to do with one another, and puts its body on the list of states to check. */
export function checkMap(here: Here, state: JsonObject, at: At): void {
  const name = Object.hasOwn(state, 'ItemProcessor') ? 'ItemProcessor' : 'Iterator';
  const processor = own(state, name);
  if (processor === undefined) return report(here, 'asl-missing-field', { field: 'ItemProcessor', what: 'a Map state', meant: '' }, at);
  for (const [one, other] of [['ItemProcessor', 'Iterator'], ['ItemSelector', 'Parameters']] as const) {
    if (Object.hasOwn(state, one) && Object.hasOwn(state, other)) report(here, 'asl-fields-conflict', { field: one, other }, below(at, other));
  }
  const config = isObject(processor) ? own(processor, 'ProcessorConfig') : undefined;
  if (config !== undefined) processorConfig(here, 'ProcessorConfig', config, below(below(at, name), 'ProcessorConfig'));
  const mode = isObject(config) ? config['Mode'] : undefined;
  const distributed = mode === 'DISTRIBUTED';
  if (distributed) checkDistributed(here, config, below(below(at, name), 'ProcessorConfig'));
  else if (typeof mode !== 'string' || !hasToken(mode)) {
    for (const field of DISTRIBUTED_ONLY) if (Object.hasOwn(state, field)) report(here, 'asl-distributed-only', { field }, below(at, field));
  }
  const executionType = isObject(config) ? config['ExecutionType'] : undefined;
  here.run.pending.push(scopeOf({
    kind: 'processor',
    value: processor,
    at: below(at, name),
    parent: here.scope,
    state: here.state,
    language: here.scope.language,
    machineType: !distributed ? here.scope.machineType : executionType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD',
    distributed,
  }));
}

function checkDistributed(here: Here, config: Json | undefined, at: At): void {
  if (isObject(config) && !Object.hasOwn(config, 'ExecutionType')) report(here, 'asl-missing-field', { field: 'ExecutionType', what: 'a ProcessorConfig with the mode DISTRIBUTED', meant: '' }, at);
  checkMachineType(here, 'A distributed Map', at);
}
