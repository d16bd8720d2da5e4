import { diagnostic } from '../diagnostic/catalogue.ts';
import { hasErrors, type Diagnostic } from '../diagnostic/diagnostic.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { emit } from './emit/emit.ts';
import { lower } from './lower/lower.ts';
import { manifestOf } from './manifest.ts';
import { resolve, type Resolved } from './resolve/resolve.ts';
import { checkPlans } from './schedule/checkPlans.ts';
import { explainAll } from './schedule/explain.ts';
import type { ScopePlan } from './schedule/plan.ts';
import { plansOf } from './schedule/plans.ts';
import { sha256 } from './sha256.ts';
import { verify } from './verify/verify.ts';
import type { Artifacts, CompileOptions, CompileResult } from './types.ts';

/**
 * The compiler: read this first.
 *
 * Pipeline ──resolve──▶ Resolved ──schedule──▶ ScopePlan ──lower──▶ Machine ──emit──▶ bytes ──verify──▶ Artifacts
 *
 * Mistakes of the person become diagnostics; with an error among them there are no artifacts. Nothing is thrown for them.
 */
export function compile(pipeline: Pipeline, options: CompileOptions): CompileResult {
  const environments = pipeline.environments ?? {};
  if (options.environment !== undefined && !Object.hasOwn(environments, options.environment)) {
    return { diagnostics: [diagnostic('unknown-environment', { environment: options.environment }, {})], artifacts: null };
  }
  const resolved = resolve(pipeline, options);
  // Somebody who still fills in fields looks at the plan as well; where steps wait for each other in a circle there is none.
  const plans = (options.explain && !hasCircles(resolved)) || !hasErrors(resolved.diagnostics) ? plansOf(resolved) : null;
  const result = plans === null ? { diagnostics: resolved.diagnostics, artifacts: null } : compilePlanned(resolved, plans, options);
  return options.explain && plans !== null ? { ...result, schedules: explainAll(resolved, plans) } : result;
}

function hasCircles({ scopes }: Resolved): boolean {
  return [...scopes.values()].some(({ flow }) => flow.cyclic.length > 0);
}

function compilePlanned(resolved: Resolved, plans: ReadonlyMap<string, ScopePlan>, options: CompileOptions): CompileResult {
  const { pipeline } = resolved;
  const diagnostics: Diagnostic[] = [...resolved.diagnostics];
  if (hasErrors(diagnostics)) return { diagnostics, artifacts: null };
  const known = resolved.context.diagnostics.length;
  checkPlans(resolved, plans);
  diagnostics.push(...resolved.context.diagnostics.slice(known));
  if (hasErrors(diagnostics)) return { diagnostics, artifacts: null };
  const lowered = lower(resolved, plans);
  diagnostics.push(...lowered.diagnostics);
  if (hasErrors(diagnostics)) return { diagnostics, artifacts: null };
  const before = resolved.context.diagnostics.length;
  const { definitionText, sourceMap } = emit(resolved, lowered);
  diagnostics.push(...resolved.context.diagnostics.slice(before));
  if (hasErrors(diagnostics)) return { diagnostics, artifacts: null };
  const { environment } = options;
  diagnostics.push(...verify({ pipeline, definitionText, language: resolved.context.language, catalog: options.catalog, sourceMap, ...(environment === undefined ? {} : { environment }) }));
  if (hasErrors(diagnostics)) return { diagnostics, artifacts: null };
  const manifest = manifestOf(resolved, definitionText, sourceMap, options.sha256 ?? sha256);
  const artifacts: Artifacts = { definitionText, manifest, sourceMap };
  return { diagnostics, artifacts };
}
