import type { Json } from '../../base/json.ts';
import type { Pointer } from '../../base/pointer.ts';
import type { Kind, Catalog } from '../../catalog/kind.ts';
import { diagnostic, type Code } from '../../diagnostic/catalogue.ts';
import type { Arguments } from '../../diagnostic/entry.ts';
import type { Diagnostic, Fix, Severity, Where } from '../../diagnostic/diagnostic.ts';
import type { Environment, Language, Parameter, Pipeline, Step, StepId } from '../../model/pipeline.ts';
import type { Scope } from '../../model/scopes.ts';
import type { ServiceModel, Shape } from '../../catalog/shape.ts';
import type { Value, Leaf, Owner } from '../value.ts';
import type { Flow } from './flow.ts';

/** Where a value stands: the step (null: the pipeline's own outputs), its field, and the containers around. */
export interface Site {
  readonly step: StepId | null;
  /** Steps from the outermost container to the step itself. */
  readonly chain: readonly StepId[];
  readonly scope: Scope;
  /** Pointer below the step. */
  readonly argument: Pointer;
  /** At the end of a container's body (its results), not at a step. */
  readonly atEndOf?: StepId;
}

/** What the service expects at a place; undefined where anything goes. */
export interface Expected {
  readonly shape: Shape;
  readonly model: ServiceModel;
}

/** Resolves a nested binding; passed in, since values, outputs and places need each other. */
export type ValueOf = (context: ResolveContext, json: Json, site: Site, expected?: Expected) => Value;

/** A parameter is read somewhere; for the manifest and for "unused". */
export interface Use {
  readonly parameter: string;
  readonly step: StepId | null;
  readonly argument: Pointer;
}

/** What `resolve` works with and fills. */
export interface ResolveContext {
  readonly pipeline: Pipeline;
  readonly catalog: Catalog;
  readonly language: Language;
  readonly environment: { readonly name: string; readonly values: Environment } | undefined;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly steps: ReadonlyMap<StepId, { readonly step: Step; readonly scope: Scope }>;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly kindOf: (step: Step) => Kind;
  readonly uses: Use[];
  readonly leaves: Map<string, Leaf>;
  readonly owners: Map<string, Owner>;
  /** Steps whose error is read by a handler. */
  readonly errorsRead: Set<StepId>;
  readonly diagnostics: Diagnostic[];
}

export function report(context: ResolveContext, code: Code, args: Arguments, where: Where, more?: { readonly fix?: Fix; readonly severity?: Severity }): void {
  context.diagnostics.push(diagnostic(code, args, where, more));
}

export function whereOf(site: Site): Where {
  return site.step === null ? { argument: site.argument } : { step: site.step, argument: site.argument };
}

/** Key of a drawn scope: the containers around it and the branch. */
export function scopeKey(scope: Scope): string {
  return [...scope.path, ...(scope.branch === undefined ? [] : [`#${scope.branch}`])].join('/');
}

/** Name of a step for a message. */
export function nameOf(context: ResolveContext, id: StepId): string {
  return context.steps.get(id)?.step.name ?? id;
}

/** The field's name for a message: the last name of the pointer. */
export function fieldOf(argument: Pointer): string {
  const tokens = argument.split('/').filter((t) => t !== '' && t !== 'arguments' && !/^\d+$/.test(t));
  return (tokens.at(-1) ?? argument).replaceAll('~1', '/').replaceAll('~0', '~');
}

