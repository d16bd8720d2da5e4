import { createRequire } from 'node:module';
import type * as Service from 'amazon-states-language-service';
import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';

/**
 * What others say of a definition: `asl-validator` 4 and AWS's own language service. Each gives a list of complaints,
 * empty when it has none.
 */
const require = createRequire(import.meta.url);

interface Validation { readonly isValid: boolean; readonly errorsText: () => string }
type Validator = (definition: unknown, options?: { readonly checkPaths?: boolean; readonly checkArn?: boolean }) => Validation;

/** `asl-validator`, with the values that it wrongly refuses replaced (`harmless`). It changes what it is given, so it gets a copy. */
export function aslValidator(definition: JsonObject): readonly string[] {
  const validate = require('asl-validator') as Validator;
  const result = validate(harmless(definition), { checkPaths: true, checkArn: true });
  return result.isValid ? [] : result.errorsText().split('\n').filter((line) => line !== '');
}

/**
 * The definition for `asl-validator` only, without the three values in JSONata fields that it refuses by mistake (design.md
 * 8; AWS took them, `aslExceptions.ts`): an empty text, a text with a line break, a list in a list. Definitions in JSONPath
 * stay as they are.
 */
export function harmless(definition: JsonObject): JsonObject {
  const copy = structuredClone(definition) as JsonObject;
  return definition['QueryLanguage'] === 'JSONata' ? (replaceIn(copy, false) as JsonObject) : copy;
}

/** Fields that hold data and expressions; everything else of a state is structure. */
const DATA_FIELDS = new Set(['Arguments', 'Output', 'Assign', 'Items', 'ItemSelector', 'BatchInput', 'Error', 'Cause', 'Condition']);

function replaceIn(value: Json, data: boolean): Json {
  if (isList(value)) return value.map((v) => (data && isList(v) ? 'a list' : replaceIn(v, data)));
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, replaceIn(v, data || DATA_FIELDS.has(k))]));
  if (!data || typeof value !== 'string') return value;
  if (value === '') return 'a text';
  // U+2028 and U+2029 count as line breaks in its patterns too.
  return /[\n\r\u2028\u2029]/.test(value) ? value.replaceAll(/[\n\r\u2028\u2029]/g, ' ') : value;
}

/** AWS's language service (the one of its editors). */
export async function languageService(definitionText: string): Promise<readonly string[]> {
  const { getLanguageService, TextDocument } = require('amazon-states-language-service') as typeof Service;
  const service = getLanguageService({});
  const document = TextDocument.create('file://definition.asl.json', 'json', 1, definitionText);
  const found = await service.doValidation(document, service.parseJSONDocument(document));
  return found.map((d) => `${d.range.start.line + 1}: ${typeof d.message === 'string' ? d.message : JSON.stringify(d.message)}`);
}
