import { isList, type Json } from '../../base/json.ts';
import { parseJsonText } from '../../base/jsonText.ts';
import type { Parameter } from '../../model/pipeline.ts';
import { readField } from './runForm.ts';

/** How a person gives the values of one parameter of a sweep: written out, or for numbers from one to another. */
export type Axis =
  | { readonly by: 'list'; readonly text: string }
  | { readonly by: 'range'; readonly from: string; readonly to: string; readonly pace: 'step' | 'count'; readonly amount: string; readonly scale: 'linear' | 'log' };

/** More values of one parameter than a sweep could start are not made at all. */
const MOST_VALUES = 1000;

/** The values of an axis, each as its parameter takes them and each once; or what is wrong with it. */
export function readAxis(parameter: Parameter, axis: Axis): { readonly values: readonly Json[] } | { readonly fault: string } {
  const texts = axis.by === 'list' ? listed(parameter, axis.text) : ranged(parameter, axis);
  if ('fault' in texts) return texts;
  const values: Json[] = [];
  const seen = new Set<string>();
  for (const text of texts.texts) {
    const read = readField(parameter, text);
    if ('fault' in read) return { fault: texts.texts.length === 1 ? read.fault : `${shortly(text)}: ${read.fault}` };
    const key = JSON.stringify(read.value);
    if (seen.has(key)) return { fault: `${shortly(text)} stands there twice.` };
    seen.add(key);
    values.push(read.value);
  }
  return { values };
}

type Texts = { readonly texts: readonly string[] } | { readonly fault: string };

/** Numbers and switches are parted by commas or spaces, texts by lines or, on one line, by commas; lists and objects stand one on each line. */
function listed({ type }: Parameter, text: string): Texts {
  const whole = text.trim();
  if (whole === '') return { fault: 'Give at least one value.' };
  const json = type === 'list' || type === 'object';
  if (!json && whole.startsWith('[')) return quoted(whole);
  const number = type === 'integer' || type === 'number' || type === 'boolean';
  const parts = json ? whole.split('\n') : number ? whole.split(/[\s,;]+/) : whole.split(whole.includes('\n') ? '\n' : ',');
  const texts = parts.map((p) => p.trim()).filter((p) => p !== '');
  return texts.length > MOST_VALUES ? { fault: `${texts.length} values are too many.` } : { texts };
}

/** A JSON list, for texts that have commas or line breaks themselves. */
function quoted(text: string): Texts {
  const read = parseJsonText(text);
  if (!read.ok) return { fault: `This is not a JSON list. Line ${read.line}, column ${read.column}: ${read.message}.` };
  const values = isList(read.value) ? read.value : [];
  if (values.length === 0) return { fault: 'Give at least one value.' };
  return { texts: values.map((v) => (typeof v === 'string' ? v : JSON.stringify(v))) };
}

function ranged({ type }: Parameter, { from, to, pace, amount, scale }: Axis & { readonly by: 'range' }): Texts {
  const [a, b, by] = [from, to, amount].map(numberIn) as [number | undefined, number | undefined, number | undefined];
  if (a === undefined || b === undefined) return { fault: 'Give the first and the last number.' };
  if (a === b) return { fault: 'The first and the last number are the same.' };
  if (scale === 'log' && (a <= 0 || b <= 0)) return { fault: 'A logarithmic range lies above 0.' };
  if (by === undefined) return { fault: pace === 'count' ? 'Say how many values.' : scale === 'log' ? 'Say by which factor.' : 'Give the step.' };
  if (pace === 'count' && (!Number.isInteger(by) || by < 2)) return { fault: 'The number of values is a whole one, 2 at least.' };
  if (pace === 'step' && scale === 'linear' && by <= 0) return { fault: 'The step lies above 0.' };
  if (pace === 'step' && scale === 'log' && by <= 1) return { fault: 'The factor lies above 1.' };
  const values = spread(a, b, pace, by, scale);
  if (values === undefined) return { fault: `These are more than ${MOST_VALUES} values.` };
  const tidy = type === 'integer' ? [...new Set(values.map(Math.round))] : tidied(values);
  return { texts: tidy.map(String) };
}

/** From `a` towards `b`: with a count both are among them, with a step `b` where a step leads to it. Undefined where they are too many. */
function spread(a: number, b: number, pace: 'step' | 'count', by: number, scale: 'linear' | 'log'): readonly number[] | undefined {
  const [low, high] = scale === 'log' ? [Math.log(a), Math.log(b)] : [a, b];
  const stride = scale === 'log' ? Math.log(by) : by;
  // A step that reaches the end but for a rounding error reaches it.
  const count = pace === 'count' ? by : Math.floor(Math.abs(high - low) / stride + 1e-9) + 1;
  if (count > MOST_VALUES) return undefined;
  const each = pace === 'count' ? (high - low) / (count - 1) : Math.sign(high - low) * stride;
  return Array.from({ length: count }, (_, i) => {
    if (i === 0) return a;
    if (pace === 'count' && i === count - 1) return b;
    return scale === 'log' ? Math.exp(low + i * each) : low + i * each;
  });
}

/** As few digits as tell the numbers apart and stay within a thousandth of their distance: 0.30000000000000004 is 0.3. */
function tidied(values: readonly number[]): readonly number[] {
  const gaps = values.slice(1).map((v, i) => Math.abs(v - (values[i] as number)));
  return values.map((value, i) => {
    const near = Math.min(gaps[i] ?? Infinity, gaps[i - 1] ?? Infinity);
    for (let digits = 1; digits < 17; digits++) {
      const rounded = Number(value.toPrecision(digits));
      if (Math.abs(rounded - value) <= near / 1000) return rounded;
    }
    return value;
  });
}

function numberIn(text: string): number | undefined {
  const value = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(value) ? undefined : value;
}

function shortly(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
