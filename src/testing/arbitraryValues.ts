import type { Json } from '../core/base/json.ts';
import type { PathToken } from '../core/model/binding.ts';
import type { Parameter, ParameterType, StepId } from '../core/model/pipeline.ts';
import { hostileJson, hostileText, wellFormed } from './hostile.ts';
import type { Tape } from './tape.ts';

/** An output that is certainly there. */
export interface Known {
  readonly step: StepId;
  readonly port?: string;
  readonly path: readonly PathToken[];
}
interface AroundMap {
  readonly id: StepId;
  /** Keys that every item has; none when items are not known to be objects. */
  readonly keys: readonly string[];
}

/** Makes the values of generated pipelines: literals and bindings of every kind, of what is known at their place. */
export interface Values {
  readonly maps: readonly AroundMap[];
  any(known: readonly Known[], maps: readonly AroundMap[], inTask: boolean): Json;
  read(known: Known): Json;
  key(index: number): string;
  seconds(): Json;
  functionName(): Json;
  list(): { readonly value: Json; readonly keys: readonly string[] };
  condition(known: readonly Known[], maps: readonly AroundMap[]): Json;
}

const TEXTS: readonly ParameterType[] = ['string', 's3-uri', 'arn', 'image-uri', 'instance-type', 'role'];
const SCALARS: readonly ParameterType[] = [...TEXTS, 'integer', 'number', 'boolean'];
const CONTEXTS = ['execution.id', 'execution.name', 'execution.startTime', 'region', 'account', 'partition'] as const;

export function valueBuilder(tape: Tape, parameters: Readonly<Record<string, Parameter>>, hostile: boolean): Values {
  const parameter = (types: readonly ParameterType[]): Json => ({ $param: tape.maybe(Object.entries(parameters).filter(([, p]) => types.includes(p.type)))?.[0] ?? '' });
  const literal = (depth: number): Json => (hostile ? escaped(hostileJson(tape, depth)) : tape.pick<Json>(['plain', 1, true, null, ['a', 2], { k: 'v' }]));
  const word = (): string => (hostile ? wellFormed(hostileText(tape)) : tape.pick(['plain', 'two words']));
  const context = (inTask: boolean): Json => ({ $context: tape.pick([...CONTEXTS, ...(inTask ? (['retryCount'] as const) : [])] as unknown as [string, ...string[]]) });
  const read = (known: Known): Json => ({
    $output: known.path.length === 0 && known.port !== undefined ? `${known.step}/${known.port}` : { from: known.port === undefined ? known.step : `${known.step}/${known.port}`, path: known.path },
  });
  const output = (known: readonly Known[]): Json => {
    const one = tape.maybe(known);
    return one ? read(one) : literal(1);
  };
  const item = (maps: readonly AroundMap[]): Json => {
    const map = tape.maybe(maps);
    if (!map) return literal(1);
    const key = tape.maybe(map.keys);
    return tape.chance(30) ? { $index: map.id } : { $item: { map: map.id, path: key !== undefined && tape.chance(60) ? [key] : [] } };
  };
  const text = (known: readonly Known[], maps: readonly AroundMap[], inTask: boolean): Json => ({
    $text: Array.from({ length: 1 + tape.int(4) }, () => {
      switch (tape.int(5)) {
        case 0:
        case 1:
          return word();
        case 2:
          return parameter(SCALARS);
        case 3:
          return context(inTask);
        default:
          return tape.chance(50) ? output(known) : item(maps);
      }
    }).map((part) => (typeof part === 'string' || (typeof part === 'object' && part !== null && !Array.isArray(part) && !('$literal' in part) && Object.keys(part)[0]?.startsWith('$')) ? part : 'x')),
  });
  const any = (known: readonly Known[], maps: readonly AroundMap[], inTask: boolean): Json => {
    switch (tape.int(10)) {
      case 0:
        return literal(2);
      case 1:
      case 2:
        return parameter([...SCALARS, 'list', 'object']);
      case 3:
      case 4:
        return output(known);
      case 5:
        return text(known, maps, inTask);
      case 6:
        return context(inTask);
      case 7:
        return item(maps);
      case 8:
        return { inner: output(known), beside: literal(1), given: parameter(SCALARS) };
      default:
        return [literal(0), parameter(SCALARS)];
    }
  };
  const condition = (known: readonly Known[], maps: readonly AroundMap[], depth = 1): Json => {
    switch (tape.int(depth > 0 ? 8 : 4)) {
      case 0:
        return { $compare: [parameter(['integer', 'number']), tape.pick(['>', '>=', '<', '<=', '==', '!=']), tape.pick([0, 1, 0.5])] };
      case 1:
        return { $compare: [parameter(['string', 'instance-type']), tape.pick(['==', '!=']), word()] };
      case 2:
        return { $compare: [parameter(['boolean']), '==', true] };
      case 3:
        return numbers(known).length > 0 ? { $compare: [output(numbers(known)), tape.pick(['==', '>']), 5] } : { $compare: [5, '<', parameter(['number'])] };
      case 4:
        return { $all: [condition(known, maps, 0), condition(known, maps, 0)] };
      case 5:
        return { $any: [condition(known, maps, 0), { $compare: [parameter(['string']), 'matches', 'a*'] }] };
      case 6:
        return known.length > 0 ? { $exists: output(known) } : condition(known, maps, 0);
      default:
        return { $not: condition(known, maps, 0) };
    }
  };
  return {
    maps: [],
    any,
    read,
    key: (index) => (hostile && tape.chance(15) ? `${word()}${index}` : `k${index}`),
    seconds: () => (tape.chance(40) ? parameter(['integer']) : 1 + tape.int(600)),
    functionName: () => (tape.chance(30) ? { $text: ['fn-', { $context: 'region' }] } : 'generated-function'),
    list: () => {
      if (tape.chance(40)) return { value: parameter(['list']), keys: [] };
      return { value: Array.from({ length: 1 + tape.int(3) }, (_, i) => ({ key: i, name: word() })), keys: ['key', 'name'] };
    },
    condition,
  };
}

/** Outputs that may be numbers: what a call answers, whose type nobody knows, and what a Pass counts. */
function numbers(known: readonly Known[]): readonly Known[] {
  return known.filter((k) => k.path.length > 0 || k.port === 'made');
}

/** A literal that looks like a binding somewhere inside is wrapped. */
function escaped(value: Json): Json {
  return JSON.stringify(value).includes('"$') ? { $literal: value } : value;
}
