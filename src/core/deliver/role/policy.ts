import type { Json, JsonObject } from '../../base/json.ts';
import type { Statement } from './role.ts';
import { bind, isToken, join, literal, type Piece, type Text } from './text.ts';

/** How texts with tokens are written: as a CloudFormation value, or as a plain text. */
export type Print = (text: Text) => Json;

/** A policy document of IAM. */
export function policyDocument(statements: readonly Statement[], print: Print): JsonObject {
  return { Version: '2012-10-17', Statement: statements.map((s) => statementJson(s, print)) };
}

function statementJson({ sid, actions, resources, condition }: Statement, print: Print): JsonObject {
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: one(actions),
    Resource: one(resources.map(print)),
    ...(condition ? { Condition: Object.fromEntries(Object.entries(condition).map(([operator, keys]) => [operator, Object.fromEntries(Object.entries(keys).map(([key, texts]) => [key, one(texts.map(print))]))])) } : {}),
  };
}

/** A list of one is written without the list; so a parameter that is itself a list can stand alone. */
function one(values: readonly Json[]): Json {
  return values.length === 1 ? (values[0] as Json) : values;
}

/** A plain text; `${Name}` where a value is not given yet. */
export function plain(values: Readonly<Record<string, string>>): Print {
  return (text) => bind(text, values).map((p) => (typeof p === 'string' ? special(p) : isToken(p) ? `\${${p.token}}` : '*')).join('');
}

/**
 * A value of CloudFormation: `Ref` for a parameter alone, `Fn::Sub` for one within a text.
 * @param parameter name of the parameter for a token
 */
export function inTemplate(parameter: (token: string) => string): Print {
  return (text) => {
    const [only] = text;
    if (text.length === 1 && isToken(only) && only.arnPart === undefined) return { Ref: parameter(only.token) };
    if (!text.some(isToken)) return text.map((p) => (typeof p === 'string' ? special(p) : '*')).join('');
    const parts: Record<string, Json> = {};
    const sub = text.map((p) => subPiece(p, parameter, parts)).join('');
    return { 'Fn::Sub': Object.keys(parts).length === 0 ? sub : [sub, parts] };
  };
}

function subPiece(piece: Piece, parameter: (token: string) => string, parts: Record<string, Json>): string {
  if (typeof piece === 'string') return special(piece).replaceAll('${', '${!');
  if (!isToken(piece)) return '*';
  const name = parameter(piece.token);
  if (piece.arnPart === undefined) return `\${${name}}`;
  parts[`${name}Part${piece.arnPart}`] = { 'Fn::Select': [piece.arnPart, { 'Fn::Split': [':', { Ref: name }] }] };
  return `\${${name}Part${piece.arnPart}}`;
}

/** The characters that mean something in a resource, so that they mean themselves (IAM guide, reference_policies_variables). */
function special(text: string): string {
  return text.replace(/\*|\?|\$(?=\{)/g, (c) => `\${${c}}`);
}

/** Characters that a policy document counts for its quota: blanks do not (IAM guide, reference_iam-quotas). */
export function sizeOf(statements: readonly Statement[]): number {
  return JSON.stringify(policyDocument(statements, (text) => literal(join(text.map((p) => (typeof p === 'string' ? p : isToken(p) ? 'x'.repeat(TOKEN_SIZE) : '*')))) ?? '')).length;
}
/** A guess at how long the value of a parameter is. */
const TOKEN_SIZE = 20;
