import type { Json } from '../../base/json.ts';
import { pointerTokens, type Pointer } from '../../base/pointer.ts';
import { diagnostic, type Code } from '../../diagnostic/catalogue.ts';
import type { Diagnostic, Fix, Severity } from '../../diagnostic/diagnostic.ts';
import type { Arguments } from '../../diagnostic/entry.ts';
import type { Pipeline, Step, StepId } from '../../model/pipeline.ts';
import { keyedPointer } from '../elements.ts';
import type { Catalog, InputPort, Kind } from '../kind.ts';
import type { ServiceModel } from '../shape.ts';

/** One step under check. */
export interface Check {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  readonly id: StepId;
  readonly step: Step;
  readonly args: Json;
  readonly kind: Kind | undefined;
  readonly model: ServiceModel;
  readonly ports: ReadonlyMap<Pointer, InputPort>;
  /** Places already reported as missing. */
  readonly missing: Set<Pointer>;
  /** The steps whose outputs were looked at. */
  readonly producers: Map<StepId, Step | undefined>;
  readonly found: Diagnostic[];
}

/** Reports something about the argument at a pointer below `arguments`. */
export function report(check: Check, code: Code, at: Pointer, args: Arguments = {}, more: { readonly fix?: Fix; readonly severity?: Severity } = {}): void {
  check.found.push(diagnostic(code, { field: fieldName(check, at), ...args }, { step: check.id, argument: `/arguments${at}` }, more));
}

/** Reports a place as missing, once, and not again for the structures around it. */
export function reportMissing(check: Check, at: Pointer): void {
  for (const reported of check.missing) if (reported === at || reported.startsWith(`${at}/`)) return;
  check.missing.add(at);
  report(check, 'missing-value', at);
}

/** How a message names an argument: its own name, and the element that it is in: `S3Uri of train`. */
export function fieldName(check: Check, at: Pointer): string {
  if (at === '') return 'Arguments';
  const byIndex = pointerTokens(at);
  const byName = pointerTokens(keyedPointer(check.args, at));
  let element: string | undefined;
  let name: string | undefined;
  byIndex.forEach((token, i) => {
    if (!/^\d+$/.test(token)) name = token;
    else if (i === byIndex.length - 1) name = `${name ?? 'Element'} ${Number(token) + 1}`;
    else if (byName[i] !== token) element = byName[i]?.replace(/^#(\d+)$/, (_, n: string) => `element ${Number(n) + 1}`);
  });
  return element === undefined ? (name ?? 'Arguments') : `${name ?? 'Value'} of ${element}`;
}

/** A text shortened for a message. */
export function short(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 40)} … ${text.slice(-16)}`;
}

export function setFix(check: Check, at: Pointer, value: Json, label: string): Fix {
  return { label, edit: 'setField', args: [check.id, `/arguments${at}`, value] };
}

export function removeFix(check: Check, at: Pointer, label: string): Fix {
  return { label, edit: 'removeField', args: [check.id, `/arguments${at}`] };
}
