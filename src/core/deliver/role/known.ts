import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { readIntrinsic, type IntrinsicArgument, type IntrinsicCall } from '../../asl/intrinsic.ts';
import type { QueryLanguage } from '../../asl/types.ts';
import { parseJsonata, type Ast, type StringPart, type TokenMarks } from '../../compile/verify/jsonataParser.ts';
import { ANY, join, type Piece, type Text } from './text.ts';

/** What a definition says of a value that a state sends: all of it, some, or nothing. */
export interface Known {
  /** The texts that it can be; mostly one. */
  readonly texts: readonly Text[];
  /** A member by name; undefined where there surely is none. */
  member(name: string): Known | undefined;
  /** Its members by name, as far as it is written as an object. */
  members(): readonly (readonly [string, Known])[];
  /** Its elements, as far as it is written as a list. */
  elements(): readonly Known[];
}

/** What stands around a value: how it is written, and what its variables may hold. */
export interface Around {
  readonly language: QueryLanguage;
  readonly marks: TokenMarks;
  variable(name: string, path: readonly string[]): readonly Text[] | undefined;
}

const OPEN: Text = [ANY];

/** A value of which nothing is known: any member may be there. */
export const UNKNOWN: Known = { texts: [OPEN], member: () => UNKNOWN, members: () => [], elements: () => [] };

const onlyTexts = (texts: readonly Text[]): Known => ({ ...UNKNOWN, texts });

/** Reads a payload field (`Arguments`, `Parameters`) of a state. */
export function knownOf(json: Json, around: Around): Known {
  if (typeof json === 'string') return onlyTexts(around.language === 'JSONata' && json.startsWith('{%') ? expressionTexts(json.slice(2, -2), around) : [plainText(json, around.marks)]);
  if (isList(json)) return { ...UNKNOWN, texts: [OPEN], member: () => undefined, elements: () => json.map((v) => knownOf(v, around)) };
  if (!isObject(json)) return { texts: [[String(json)]], member: () => undefined, members: () => [], elements: () => [] };
  return { texts: [OPEN], member: (name) => memberOf(json, name, around), members: () => membersOf(json, around), elements: () => [] };
}

function memberOf(json: JsonObject, name: string, around: Around): Known | undefined {
  const plain = own(json, name);
  if (plain !== undefined) return knownOf(plain, around);
  const path = around.language === 'JSONPath' ? own(json, `${name}.$`) : undefined;
  return typeof path === 'string' ? onlyTexts(pathTexts(path, around)) : undefined;
}

function membersOf(json: JsonObject, around: Around): readonly (readonly [string, Known])[] {
  return Object.keys(json).map((key) => {
    const name = around.language === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
    return [name, memberOf(json, name, around) ?? UNKNOWN] as const;
  });
}

/** A plain string: literal text with deploy tokens between the marks. */
export function plainText(value: string, { open, close }: TokenMarks): Text {
  const pieces: Piece[] = [];
  for (const [i, part] of value.split(open).entries()) {
    const end = i === 0 ? -1 : part.indexOf(close);
    if (end >= 0) pieces.push({ token: part.slice(0, end) });
    pieces.push(part.slice(end + 1));
  }
  return join(pieces);
}

function expressionTexts(source: string, around: Around): readonly Text[] {
  const ast = parseJsonata(source, around.marks);
  const [name, path] = ast ? variablePath(ast) : [];
  const held = name === undefined ? undefined : around.variable(name, path ?? []);
  return held ?? [ast ? astText(ast) : OPEN];
}

function variablePath(ast: Ast): [name?: string, path?: readonly string[]] {
  if (ast.t === 'var') return [ast.name, []];
  if (ast.t !== 'field') return [];
  const [name, path = []] = variablePath(ast.base);
  return name === undefined ? [] : [name, [...path, ast.name]];
}

function astText(ast: Ast): Text {
  switch (ast.t) {
    case 'str': return join(ast.raw.map(pieceOf));
    case 'lit': return [String(ast.v)];
    case 'op': return ast.op === '&' ? join(astText(ast.a), astText(ast.b)) : OPEN;
    // The value of a token in Base64 is what the token stands for to a person.
    case 'call': return (ast.fn === 'string' || ast.fn === 'base64decode') && ast.args[0] ? astText(ast.args[0]) : OPEN;
    default: return OPEN;
  }
}

const pieceOf = (part: StringPart): Piece => (typeof part === 'string' ? part : { token: part.token });

/** Value of a `.$` key: a path, of which nothing is known but a variable, or an intrinsic function. */
function pathTexts(path: string, around: Around): readonly Text[] {
  const call = path.startsWith('States.') ? readIntrinsic(path) : undefined;
  if (call?.ok) return [callText(call, around)];
  const [, name, rest = ''] = /^\$([A-Za-z_]\w*)((?:\.\w+)*)$/.exec(path) ?? [];
  return (name === undefined ? undefined : around.variable(name, rest.split('.').slice(1))) ?? [OPEN];
}

function callText(call: IntrinsicCall, around: Around): Text {
  const [first, ...values] = call.arguments;
  if (call.name === 'Base64Decode' && first?.kind === 'text') return argumentText(first, around);
  if (call.name !== 'Format' || first?.kind !== 'text') return OPEN;
  const texts = values.map((v) => argumentText(v, around));
  const pieces: Text[] = [];
  // Gaps are {}; a brace of the text itself is written with a backslash before it.
  for (const part of first.written.match(/\\.|\{\}|[^\\{]+|\{/gs) ?? []) {
    pieces.push(part === '{}' ? (texts.shift() ?? OPEN) : plainText(part.startsWith('\\') ? part.slice(1) : part, around.marks));
  }
  return join(...pieces);
}

function argumentText(argument: IntrinsicArgument, around: Around): Text {
  if (argument.kind === 'text') return plainText(argument.written.replace(/\\(.)/gs, '$1'), around.marks);
  if (argument.kind === 'literal') return [String(argument.value)];
  return argument.kind === 'call' ? callText(argument.call, around) : OPEN;
}
