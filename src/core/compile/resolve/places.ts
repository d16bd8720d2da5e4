import { isList, isObject, own, type Json } from '../../base/json.ts';
import { pointerTokens, valueAt, type Pointer } from '../../base/pointer.ts';
import { elementKey } from '../../catalog/elements.ts';
import type { Derived } from '../../catalog/kind.ts';
import { shapeNamed, type Shape } from '../../catalog/shape.ts';
import { readBinding, type Binding } from '../../model/binding.ts';
import type { Step, StepId, TaskStep } from '../../model/pipeline.ts';
import { literal, text, type Value } from '../value.ts';
import { fieldOf, report, whereOf, type ResolveContext, type Site, type ValueOf } from './context.ts';

/** Names and places that Cauce makes when the argument is absent (emitted-asl.md 4). */

/** An argument to be made: where, and by which rule. */
export interface Made {
  readonly pointer: Pointer;
  readonly derived: Derived;
  readonly output: string;
}

/** The absent arguments of a step that the catalogue has a rule for; `*` stands for each element of a list. */
export function madeArguments(context: ResolveContext, step: Step): readonly Made[] {
  const found: Made[] = [];
  for (const derived of context.kindOf(step).derived) {
    for (const { pointer, output } of expand((step as TaskStep).arguments ?? {}, derived)) {
      if (valueAt((step as TaskStep).arguments, pointer) === undefined && isWanted(context, step, pointer)) found.push({ pointer, derived, output });
    }
  }
  return found;
}

/** Nothing is made inside an optional structure that the person left out. */
function isWanted(context: ResolveContext, step: Step, at: Pointer): boolean {
  const model = context.kindOf(step).service === undefined ? undefined : context.catalog.model(context.kindOf(step).service as string);
  let shape: Shape | undefined = context.catalog.request(step.kind);
  let value: Json | undefined = (step as TaskStep).arguments ?? {};
  for (const token of pointerTokens(at).slice(0, -1)) {
    const inside: Json | undefined = isList(value) ? value[Number(token)] : isObject(value) ? own(value, token) : undefined;
    if (inside === undefined && shape?.type === 'structure' && shape.required?.includes(token) !== true) return false;
    const name: string | undefined = shape?.type === 'structure' ? own(shape.members, token)?.shape : shape?.type === 'list' ? shape.member : undefined;
    shape = name === undefined || model === undefined ? undefined : shapeNamed(model, name);
    value = inside;
  }
  return true;
}

function expand(args: Json, derived: Derived): readonly { pointer: Pointer; output: string }[] {
  let places: { pointer: Pointer; value: Json | undefined; output: string }[] = [{ pointer: '', value: args, output: derived.output ?? '' }];
  for (const token of pointerTokens(derived.pointer)) {
    places = places.flatMap((p) => {
      if (token !== '*') return [{ ...p, pointer: `${p.pointer}/${token}`, value: isObject(p.value) ? own(p.value, token) : undefined }];
      if (!isList(p.value)) return [];
      const list = p.value;
      return list.map((element, i) => ({ pointer: `${p.pointer}/${i}`, value: element, output: elementKey(list, i) }));
    });
  }
  // Where a binding stands above the place, nothing is made below it.
  return places.filter((p) => !hasBindingAbove(args, p.pointer));
}

function hasBindingAbove(args: Json, at: Pointer): boolean {
  const tokens = pointerTokens(at);
  return tokens.some((_, i) => {
    const above = valueAt(args, tokens.slice(0, i).map((t) => `/${t}`).join(''));
    return above !== undefined && (!(isObject(above) || isList(above)) || (isObject(above) && Object.keys(above).length === 1 && Object.keys(above)[0]?.startsWith('$') === true));
  });
}

/** The value of an argument that Cauce makes. */
export function madeValueOf(context: ResolveContext, id: StepId, step: Step, made: Made, site: Site, valueOf: ValueOf): Value {
  if (made.derived.rule === 'job-name') return { op: 'name', slug: slugOf(step.name), short: false };
  if (made.derived.rule === 'short-name') return { op: 'name', slug: '', short: true };
  return place(context, id, made.output, site, valueOf);
}

/** The place of an output whose argument is absent; undefined when no rule makes it. */
export function placeOf(context: ResolveContext, id: StepId, step: Step, at: Pointer, site: Site, valueOf: ValueOf): Value | undefined {
  const made = madeArguments(context, step).find((m) => m.pointer === at && m.derived.rule === 'place');
  return made && place(context, id, made.output, site, valueOf);
}

/** `s3://<bucket>/<prefix>/<pipeline>/<execution>[/<index>…]/<step>/<output>` */
function place(context: ResolveContext, id: StepId, output: string, site: Site, valueOf: ValueOf): Value {
  const bucket = bucketOf(context, id, site, valueOf);
  return text([literal('s3://'), bucket, literal('/'), ...keyParts(context, id, output, site, valueOf)]);
}

function bucketOf(context: ResolveContext, id: StepId, site: Site, valueOf: ValueOf): Value {
  const bucket = context.pipeline.settings?.artifacts?.bucket;
  if (bucket === undefined) {
    // Said once, where the place is made; readers of the place did nothing wrong.
    if (site.step === id) report(context, 'no-artifact-bucket', { field: fieldOf(site.argument) }, whereOf(site), { fix: { label: 'Let each environment name it', edit: 'placeArtifacts', args: [] } });
    return literal('');
  }
  return valueOf(context, bucket, site);
}

/** Where the markers of signals lie: the bucket, and the key of a step's marker. */
export interface Markers {
  readonly bucket: Value;
  readonly key: (step: StepId) => Value;
}

/** `<prefix>/<pipeline>/<execution>/_signals/<step>.json` in the artifact bucket (emitted-asl.md 12), where signals are wanted. */
export function markersOf(context: ResolveContext, site: Site, valueOf: ValueOf): Markers | undefined {
  const { settings } = context.pipeline;
  if (settings?.signals !== true) return undefined;
  if (settings.artifacts?.bucket === undefined) {
    report(context, 'no-signal-bucket', {}, { argument: '/settings/artifacts/bucket' }, { fix: { label: 'Let each environment name it', edit: 'placeArtifacts', args: [] } });
    return undefined;
  }
  const execution = executionKey(context, { ...site, argument: `${site.argument}/prefix` }, valueOf);
  return { bucket: valueOf(context, settings.artifacts.bucket, { ...site, argument: `${site.argument}/bucket` }), key: (step) => text([...execution, literal(`/_signals/${step}.json`)]) };
}

/** Bucket and prefix are texts that mean the same in every step: outputs, items and lists are none. */
export function checkArtifacts(context: ResolveContext): void {
  const artifacts = context.pipeline.settings?.artifacts;
  for (const field of ['bucket', 'prefix'] as const) {
    const json = artifacts?.[field];
    if (json !== undefined && !isPlaceText(context, readBinding(json))) report(context, 'artifact-place', { field }, { argument: `/settings/artifacts/${field}` });
  }
}

function isPlaceText(context: ResolveContext, binding: Binding): boolean {
  switch (binding.kind) {
    case 'param': {
      const type = context.parameters.get(binding.name)?.type;
      return type !== 'list' && type !== 'object';
    }
    case 'literal':
      return typeof binding.value === 'string' || typeof binding.value === 'number';
    case 'text':
      return binding.parts.every((part) => isPlaceText(context, part));
    case 'context':
      return binding.key !== 'retryCount';
    // Whoever writes an expression answers for it; what cannot be read is reported where it is read.
    case 'expression':
    case 'malformed':
      return true;
    default:
      return false;
  }
}

function keyParts(context: ResolveContext, id: StepId, output: string, site: Site, valueOf: ValueOf): readonly Value[] {
  const maps = (context.steps.get(id)?.scope.path ?? []).filter((c) => context.steps.get(c)?.step.kind === 'map');
  return [
    ...executionKey(context, site, valueOf),
    ...maps.flatMap((map): Value[] => [literal('/'), { op: 'index', map }]),
    literal(`/${id}/${pathSegment(output)}`),
  ];
}

/** `<prefix>/<pipeline>/<execution>`: what the keys of an execution begin with. */
function executionKey(context: ResolveContext, site: Site, valueOf: ValueOf): readonly Value[] {
  const prefix = context.pipeline.settings?.artifacts?.prefix;
  return [
    ...(prefix === undefined || prefix === '' ? [] : [valueOf(context, prefix, site), literal('/')]),
    literal(`${pathSegment(context.pipeline.name)}/`),
    { op: 'context', key: 'execution.name' },
  ];
}

/** Bucket and key of the object `file` below an output's place, for reading it back. */
export function objectAt(context: ResolveContext, id: StepId, step: Step, at: Pointer, file: string, site: Site, valueOf: ValueOf): { readonly bucket: Value; readonly key: Value } {
  const json = valueAt((step as TaskStep).arguments, at);
  if (json === undefined) {
    const made = madeArguments(context, step).find((m) => m.pointer === at);
    // The structure around it is bound as a whole, or null.
    if (!made) report(context, 'output-has-no-place', { output: `${step.name} › evaluation` }, { step: id, argument: `/arguments${at}` });
    return { bucket: bucketOf(context, id, site, valueOf), key: text([...keyParts(context, id, made?.output ?? '', site, valueOf), literal(`/${file}`)]) };
  }
  const value = valueOf(context, json, site);
  const whole = value.op === 'literal' && typeof value.value === 'string' ? /^s3:\/\/([^/]+)\/?(.*)$/.exec(value.value) : null;
  if (whole) return { bucket: literal(whole[1] as string), key: literal(`${(whole[2] as string).replace(/\/?$/, whole[2] === '' ? '' : '/')}${file}`) };
  const split = value.op === 'text' ? splitPlace(value.parts) : undefined;
  if (split) return { bucket: split.bucket, key: text([...split.key, literal(`/${file}`)]) };
  if (context.language === 'jsonpath') report(context, 'place-not-splittable', { field: fieldOf(at) }, { step: id, argument: `/arguments${at}` });
  return { bucket: { op: 's3Part', of: value, part: 'bucket' }, key: text([{ op: 's3Part', of: value, part: 'key' }, literal(`/${file}`)]) };
}

/** A joined text whose bucket is one part: `s3://`, bucket, `/`, key … */
function splitPlace(parts: readonly Value[]): { bucket: Value; key: readonly Value[] } | undefined {
  const [scheme, bucket, rest, ...more] = parts;
  if (scheme?.op !== 'literal' || bucket === undefined || rest?.op !== 'literal') return undefined;
  if (scheme.value !== 's3://' || typeof rest.value !== 'string' || !rest.value.startsWith('/')) return undefined;
  return { bucket, key: [literal(rest.value.slice(1)), ...more] };
}

/** Lower case, other characters to hyphens, at most 26: with a hyphen and a UUID 63 characters. */
export function slugOf(name: string): string {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 26).replace(/-+$/, '');
  return slug === '' ? 'job' : slug;
}

/** One segment of an S3 key, without characters that need care (S3: "Object key naming guidelines"). */
function pathSegment(name: string): string {
  return name.replace(/[^A-Za-z0-9!_.*'()-]+/g, '-') || '-';
}
