import { isList, isObject, type Json } from '../base/json.ts';
import { checkExpressionText, type Reads } from './expressions.ts';
import { below, isTooDeep, noteAssigned, report, type At, type Here } from './here.ts';
import { checkDynamicValue } from './paths.ts';
import { LIMITS } from './limits.ts';
import { wrongType } from './placeholder.ts';

/** Checks a value that is filled in when the state runs: a payload template in JSONPath, any JSON with expressions in JSONata. */
export function checkTemplate(here: Here, field: string, value: Json, at: At, reads: Reads): void {
  if (here.language === 'JSONata') checkExpressions(here, field, value, at, reads);
  else checkPayload(here, value, at);
}

/** What a service is called with: an object, or in JSONata an expression that gives one. */
export function checkRequest(here: Here, field: string, value: Json, at: At): void {
  const isExpression = here.language === 'JSONata' && typeof value === 'string' && checkExpressionText(here, field, value, at, 'input');
  if (isExpression) return;
  if (isObject(value)) checkTemplate(here, field, value, at, 'input');
  else if (here.language === 'JSONata') wrongType(here, field, 'an object or {% … %}', value, at);
  else wrongType(here, field, 'an object', value, at);
}

function checkPayload(here: Here, value: Json, at: At): void {
  if (typeof value !== 'object' || value === null || isTooDeep(here, at)) return;
  if (isList(value)) {
    for (let i = 0; i < value.length; i++) {
      const element = value[i] as Json;
      if (typeof element === 'object') checkPayload(here, element, below(at, i));
    }
  } else if (isObject(value)) {
    for (const key in value) {
      const member = value[key] as Json;
      if (key.endsWith('.$')) {
        checkDynamicValue(here, key, member, below(at, key));
        const plain = key.slice(0, -2);
        if (Object.hasOwn(value, plain)) report(here, 'asl-duplicate-template-key', { key: plain }, below(at, key));
      } else if (typeof member === 'string') {
        if (member.startsWith('{%') && member.endsWith('%}')) report(here, 'asl-expression-inert', { field: key }, below(at, key));
      } else if (typeof member === 'object') {
        checkPayload(here, member, below(at, key));
      }
    }
  }
}

function checkExpressions(here: Here, field: string, value: Json, at: At, reads: Reads): void {
  if (typeof value === 'string') {
    checkExpressionText(here, field, value, at, reads);
  } else if (typeof value === 'object' && value !== null && !isTooDeep(here, at)) {
    if (isList(value)) {
      for (let i = 0; i < value.length; i++) {
        const element = value[i] as Json;
        if (typeof element === 'string' || typeof element === 'object') checkExpressions(here, field, element, below(at, i), reads);
      }
    } else if (isObject(value)) {
      for (const key in value) {
        const member = value[key] as Json;
        if (typeof member !== 'string' && typeof member !== 'object') continue;
        const there = below(at, key);
        if (key.endsWith('.$') && typeof member === 'string' && /^(\$|States\.)/.test(member)) report(here, 'asl-dollar-key', { field: key }, there);
        checkExpressions(here, key, member, there, reads);
      }
    }
  }
}

/** `Assign`: an object whose names become variables of this list of states. */
export function checkAssign(here: Here, field: string, value: Json, at: At, reads: Reads): void {
  if (!isObject(value)) return wrongType(here, field, 'an object of variables', value, at);
  checkTemplate(here, field, value, at, reads);
  for (const key of Object.keys(value)) {
    const name = here.language === 'JSONPath' && key.endsWith('.$') ? key.slice(0, -2) : key;
    const there = below(at, key);
    noteAssigned(here, name, there);
    const problem = variableProblem(name);
    if (problem !== undefined) report(here, 'asl-variable-name', { name, problem }, there);
    else if (!IDENTIFIER.test(name)) report(here, 'asl-variable-name', { name, problem: 'it holds other signs' }, there, 'warning');
  }
}

function variableProblem(name: string): string | undefined {
  if (name === 'states') return '$states is reserved';
  if (name.startsWith('$')) return 'the $ is written only where it is read';
  if (name === '') return 'it is empty';
  return name.length > LIMITS.variableName ? `it has ${name.length} characters` : undefined;
}

/** AWS documents Unicode identifiers; asl-validator takes any name, such as `top-level`. */
const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
