import { isList, isObject, type Json } from '../../base/json.ts';
import type { Sight } from '../sight.ts';
import { evaluateExpression, prepareExpression, type Expression } from './jsonata.ts';
import { setOwn } from './ownKeys.ts';

/** The value of a field of a JSONata state, with expressions anywhere inside. */
export type JsonataTemplate =
  | { readonly kind: 'constant'; readonly value: Json }
  | { readonly kind: 'expression'; readonly expression: Expression; readonly field: string }
  | { readonly kind: 'list'; readonly members: readonly JsonataTemplate[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [key: string, template: JsonataTemplate])[] };

/**
 * Makes the value of a field ready.
 * @param field Its name, as in AWS's messages: `Output`; parts of it are `Output/key` and `Output[0]`.
 */
export function prepareJsonataTemplate(value: Json, field: string): JsonataTemplate {
  if (typeof value === 'string') {
    return isExpression(value) ? { kind: 'expression', expression: prepareExpression(value.slice(2, -2)), field } : { kind: 'constant', value };
  }
  if (isList(value)) {
    const members = value.map((member, i) => prepareJsonataTemplate(member, `${field}[${i}]`));
    return members.every(isConstant) ? { kind: 'constant', value } : { kind: 'list', members };
  }
  if (isObject(value)) {
    const members = Object.entries(value).map(([key, member]) => [key, prepareJsonataTemplate(member, `${field}/${key}`)] as const);
    return members.every(([, member]) => isConstant(member)) ? { kind: 'constant', value } : { kind: 'object', members };
  }
  return { kind: 'constant', value };
}

/** Whether AWS takes a text as an expression: `{% … %}` with nothing around. */
export function isExpression(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

function isConstant(template: JsonataTemplate): boolean {
  return template.kind === 'constant';
}

/**
 * The value with each expression evaluated, in the order written: the first that fails is the one reported. Without waiting
 * where no expression had to be waited for; a constant is the very object that was prepared.
 */
export function fillJsonataTemplate(template: JsonataTemplate, sight: Sight): Json | Promise<Json> {
  switch (template.kind) {
    case 'constant':
      return template.value;
    case 'expression':
      return evaluateExpression(template.expression, sight, template.field);
    case 'list':
      return fillAll(template.members, sight, (values) => values);
    case 'object': {
      const { members } = template;
      return fillAll(
        members.map(([, member]) => member),
        sight,
        (values) => withKeys(members, values),
      );
    }
  }
}

function fillAll(members: readonly JsonataTemplate[], sight: Sight, made: (values: Json[]) => Json): Json | Promise<Json> {
  const values: Json[] = [];
  for (const [i, member] of members.entries()) {
    const value = fillJsonataTemplate(member, sight);
    if (value instanceof Promise) return fillRest(members, i, value, values, sight).then(made);
    values.push(value);
  }
  return made(values);
}

async function fillRest(members: readonly JsonataTemplate[], at: number, first: Promise<Json>, values: Json[], sight: Sight): Promise<Json[]> {
  values.push(await first);
  for (const member of members.slice(at + 1)) values.push(await fillJsonataTemplate(member, sight));
  return values;
}

function withKeys(members: readonly (readonly [key: string, template: JsonataTemplate])[], values: readonly Json[]): Json {
  const object: Record<string, Json> = {};
  for (const [i, [key]] of members.entries()) setOwn(object, key, values[i] as Json);
  return object;
}
