import { isList, type Json } from '../../base/json.ts';
import type { Pointer } from '../../base/pointer.ts';
import { isFail, isWait, type Step, type StepId } from '../../model/pipeline.ts';
import { staticJson, type Value } from '../value.ts';
import { report, type ResolveContext } from './context.ts';
import { typeOf } from './values.ts';

/**
 * Fields of the step itself, which no service's model describes: time-outs, concurrency, items, how long a Wait lasts. They are
 * checked as they are resolved, so that a parameter's value and a literal in disguise are checked like a number that is written
 * there. Bounds: Amazon States Language; a Wait lasts at most as long as an execution (aws-facts.md 1.7).
 */
interface OwnField {
  readonly expected: string;
  readonly fits: (known: Json) => boolean;
  /** Of a number: its bounds. */
  readonly least?: number;
  readonly most?: number;
  /** Types that surely do not fit, where the value is not known yet. */
  readonly never: readonly string[];
}

const whole = (least: number, most: number): OwnField => ({ expected: 'a whole number', fits: (v) => Number.isInteger(v), least, most, never: ['string', 'boolean', 'list', 'object'] });
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const OWN: Readonly<Record<string, OwnField>> = {
  timeoutSeconds: whole(1, 99_999_999),
  heartbeatSeconds: whole(1, 99_999_999),
  maxConcurrency: whole(0, Number.MAX_SAFE_INTEGER),
  items: { expected: 'a list', fits: isList, never: ['string', 'number', 'boolean'] },
  Seconds: whole(0, 31_536_000),
  Error: { expected: 'a text', fits: (v) => typeof v === 'string', never: [] },
  Cause: { expected: 'a text', fits: (v) => typeof v === 'string', never: [] },
  Timestamp: { expected: 'a time like 2026-01-31T06:00:00Z', fits: (v) => typeof v === 'string' && TIME.test(v), never: ['number', 'boolean', 'list'] },
};

interface Own { readonly timeout?: Value; readonly heartbeat?: Value; readonly items?: Value; readonly maxConcurrency?: Value; readonly arguments: Value }

export function checkOwnFields(context: ResolveContext, id: StepId, step: Step, own: Own): void {
  const check = (field: string, at: Pointer, value: Value | undefined): void => {
    if (value) checkField(context, id, field, at, value, OWN[field] as OwnField);
  };
  check('timeoutSeconds', '/timeoutSeconds', own.timeout);
  check('heartbeatSeconds', '/heartbeatSeconds', own.heartbeat);
  check('maxConcurrency', '/maxConcurrency', own.maxConcurrency);
  check('items', '/items', own.items);
  const { arguments: args } = own;
  if (args.op !== 'object') return;
  const keys = isWait(step) ? ['Seconds', 'Timestamp'] : isFail(step) ? ['Error', 'Cause'] : [];
  for (const [key, value] of args.entries) if (keys.includes(key)) check(key, `/arguments/${key}`, value);
}

function checkField(context: ResolveContext, id: StepId, field: string, at: Pointer, value: Value, of: OwnField): void {
  const where = { step: id, argument: at };
  // What is reported already (a binding that cannot be read, an argument of a wrong type) is not said twice.
  if (context.diagnostics.some((d) => d.severity === 'error' && d.where.step === id && (d.where.argument ?? '').startsWith(at))) return;
  const known = staticJson(value);
  const { expected, least, most } = of;
  if (known === undefined) {
    const type = typeOf(context, value);
    if (of.never.includes(type) && (type !== 'object' || value.op !== 'output')) report(context, 'wrong-type', { field, found: `a ${type === 'string' ? 'text' : type}`, expected }, where);
  } else if (!of.fits(known)) report(context, 'wrong-type', { field, found: JSON.stringify(known), expected }, where);
  else if (least !== undefined && (known as number) < least) report(context, 'out-of-range', { field, value: known as number, bound: 'minimum', limit: least }, where);
  else if (most !== undefined && (known as number) > most) report(context, 'out-of-range', { field, value: known as number, bound: 'maximum', limit: most }, where);
}
