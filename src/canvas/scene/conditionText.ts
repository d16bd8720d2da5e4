import { isList, isObject, type Json } from '../../core/base/json.ts';
import { readBinding } from '../../core/model/binding.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { stepOf } from '../../core/edit/tree.ts';
import type { LabelPart } from './types.ts';

const SIGN: Readonly<Record<string, string>> = { '==': '=', '!=': '≠', '<': '<', '<=': '≤', '>': '>', '>=': '≥', matches: 'matches' };

/** A condition in words: `Evaluate › auc ≥ MinAuc`. A left side that several comparisons share is written once (looks.md 6). */
export function conditionParts(pipeline: Pipeline, when: Json): readonly LabelPart[] {
  if (!isObject(when)) return [{ text: '…', tone: 'quiet' }];
  const compare = when['$compare'];
  if (isList(compare)) return [...valueParts(pipeline, compare[0]), ...rightSide(pipeline, compare)];
  if (isList(when['$all'])) return joined(pipeline, when['$all'], 'and');
  if (isList(when['$any'])) return joined(pipeline, when['$any'], 'or');
  if (when['$not'] !== undefined) return [{ text: 'not ', tone: 'quiet' }, ...conditionParts(pipeline, when['$not'])];
  if (when['$exists'] !== undefined) return [...valueParts(pipeline, when['$exists']), { text: ' exists', tone: 'quiet' }];
  const expression = readBinding(when);
  return [{ text: expression.kind === 'expression' ? shorten(expression.code, 40) : '…' }];
}

function joined(pipeline: Pipeline, conditions: readonly Json[], word: string): readonly LabelPart[] {
  let left: string | null = null;
  return conditions.flatMap((c, i) => {
    const between: readonly LabelPart[] = i === 0 ? [] : [{ text: ` ${word} `, tone: 'quiet' }];
    const compare = isObject(c) && isList(c['$compare']) ? c['$compare'] : null;
    const same = compare !== null && left !== null && JSON.stringify(compare[0]) === left;
    left = compare ? JSON.stringify(compare[0]) : null;
    return [...between, ...(same && compare ? rightSide(pipeline, compare, '') : conditionParts(pipeline, c))];
  });
}

function rightSide(pipeline: Pipeline, compare: readonly Json[], space = ' '): readonly LabelPart[] {
  const operator = typeof compare[1] === 'string' ? (SIGN[compare[1]] ?? compare[1]) : '?';
  return [{ text: `${space}${operator} ` }, ...valueParts(pipeline, compare[2])];
}

function valueParts(pipeline: Pipeline, value: Json | undefined): readonly LabelPart[] {
  if (value === undefined || value === null) return [{ text: '…', tone: 'quiet' }];
  const binding = readBinding(value);
  switch (binding.kind) {
    case 'param': {
      const phase = pipeline.parameters && Object.hasOwn(pipeline.parameters, binding.name) ? pipeline.parameters[binding.name]?.phase : undefined;
      return [{ text: binding.name, ...(phase ? { tone: phase } : {}) }];
    }
    case 'output': {
      const { step, port, path } = binding.ref;
      return [{ text: [stepOf(pipeline, step)?.name ?? step, ...(port === undefined ? [] : [port]), ...path.map(String)].join(' › ') }];
    }
    case 'oneOf':
      return [{ text: 'whichever ran' }];
    case 'context':
      return [{ text: binding.key }];
    case 'item':
      return [{ text: ['item', ...binding.path.map(String)].join(' › ') }];
    case 'index':
      return [{ text: 'index' }];
    case 'expression':
      return [{ text: shorten(binding.code, 32) }];
    case 'text':
      return binding.parts.flatMap((p) => (p.kind === 'literal' ? [{ text: String(p.value) }] : valueParts(pipeline, (value as { $text: Json[] }).$text[binding.parts.indexOf(p)])));
    default:
      return [{ text: shorten(JSON.stringify(value), 32) }];
  }
}

function shorten(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
