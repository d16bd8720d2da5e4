import { parseTree, type ParseError } from 'jsonc-parser';
import { textPlaces, type Place } from './jsonPlaces.ts';

/** Why a text is not usable, in words for the person, with the place of the first fault. */
export interface JsonTextFault extends Place {
  readonly ok: false;
  readonly reason: 'empty' | 'too-large' | 'too-deep' | 'binary' | 'syntax';
  readonly message: string;
  readonly hint: string;
}

/** What is wrong with a text that JSON.parse refused: the first fault, in words. */
export function findJsonFault(text: string): JsonTextFault {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const first = errors.reduce<ParseError | undefined>((a, b) => (a === undefined || b.offset < a.offset ? b : a), undefined);
  const offset = first?.offset ?? lenientlyAccepted(text);
  const [message, hint] = wording(text, offset, first);
  return { ok: false, reason: 'syntax', ...textPlaces(text)(Math.min(offset, text.length)), message, hint };
}

/** Codes of jsonc-parser (a `const enum`, which isolated modules cannot read). */
const INVALID_SYMBOL = 1;
const INVALID_NUMBER = 2;
const PROPERTY_NAME_EXPECTED = 3;
const VALUE_EXPECTED = 4;
const COLON_EXPECTED = 5;
const COMMA_EXPECTED = 6;
const END_EXPECTED = 9;
const COMMENT = 10;
const UNEXPECTED_END_OF_STRING = 12;
const UNEXPECTED_END_OF_NUMBER = 13;
const INVALID_UNICODE = 14;
const INVALID_ESCAPE = 15;
const INVALID_CHARACTER = 16;

function wording(text: string, offset: number, error: ParseError | undefined): readonly [message: string, hint: string] {
  if (text.slice(offset).trim() === '') return ['The text ends before the JSON does', 'Part of the file is missing; look for a closing bracket or quote, or fetch the file again.'];
  const found = shown(text.slice(offset, offset + Math.max(error?.length ?? 1, 1)));
  switch (error?.error) {
    case INVALID_SYMBOL:
      return [`${found} is not JSON`, 'Write texts in double quotes; other words can only be true, false and null.'];
    case PROPERTY_NAME_EXPECTED:
      return /^,|^\s*\}/.test(text.slice(offset)) || text[offset] === '}'
        ? ['A comma is followed by nothing', 'Remove the comma before the closing bracket.']
        : [`A name in double quotes is missing before ${found}`, 'Write names in double quotes: "Type": "Task".'];
    case VALUE_EXPECTED:
      return [`A value is missing before ${found}`, 'Write the value, or remove the comma or name before it.'];
    case COLON_EXPECTED:
      return [`A colon is missing before ${found}`, 'Write a colon between a name and its value.'];
    case COMMA_EXPECTED:
      return [`A comma is missing before ${found}`, 'Separate members and elements by commas.'];
    case END_EXPECTED:
      return [`${found} comes after the end of the JSON value`, 'Keep one JSON value in the file; look for a bracket closed too early.'];
    case COMMENT:
      return ['JSON has no comments', 'Remove the comment, or use a "Comment" field.'];
    case UNEXPECTED_END_OF_STRING:
      return ['A text in quotes does not end on its line', 'Close the quote; write line breaks inside a text as \\n.'];
    case INVALID_NUMBER:
    case UNEXPECTED_END_OF_NUMBER:
      return [`${found} is not a JSON number`, 'Write numbers as 12, -0.5 or 1e6, without leading zeros.'];
    case INVALID_UNICODE:
    case INVALID_ESCAPE:
      return [`${found} has a backslash that JSON does not know`, 'After a backslash write one of " \\ / b f n r t u; write a backslash itself as \\\\.'];
    case INVALID_CHARACTER:
      return ['A text holds a control character', 'Write line breaks as \\n and tabs as \\t inside a text.'];
    default:
      return [`${found} is not expected here`, 'Look for a missing comma, quote or bracket just before this place.'];
  }
}

function shown(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return `“${line.length > 30 ? `${line.slice(0, 29)}…` : line}”`;
}

/** jsonc-parser takes more kinds of white space than JSON does; the place of the first such character. */
function lenientlyAccepted(text: string): number {
  const outsideText = text.replace(/"(?:[^"\\]|\\.)*"/g, (quoted) => '"'.repeat(quoted.length));
  return Math.max(0, outsideText.search(/[^\S \t\r\n]/));
}
