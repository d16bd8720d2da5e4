import { isList, isObject, own, type Json } from '../../base/json.ts';
import { secretIn } from '../../catalog/check/secrets.ts';
import type { Where } from '../../diagnostic/diagnostic.ts';
import type { Parameter } from '../../model/pipeline.ts';
import { report, type ResolveContext } from './context.ts';

const UNSAFE = /["'\\{}\u0000-\u001f\u007f]/;

/** Parameters, their values in the environments, and whether anybody reads them. */
export function checkParameters(context: ResolveContext): void {
  const used = new Set(context.uses.map((u) => u.parameter));
  for (const [name, parameter] of context.parameters) {
    const where = { parameter: name };
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) report(context, 'parameter-name', { name }, where);
    else if (parameter.phase === 'deploy' && !/^[A-Za-z0-9]+$/.test(name)) {
      report(context, 'deploy-name', { name }, where, { fix: { label: `Rename to ${name.replaceAll('_', '')}`, edit: 'renameParameter', args: [name, name.replaceAll('_', '')] } });
    }
    if (!used.has(name)) report(context, 'parameter-unused', { name }, where, { fix: { label: 'Remove', edit: 'removeParameter', args: [name] } });
    if (parameter.phase === 'design' && parameter.default === undefined) report(context, 'design-without-value', { name }, where);
    if (parameter.pattern !== undefined && compiled(parameter.pattern) === undefined) report(context, 'parameter-pattern', { name }, where);
    if (parameter.default !== undefined) checkValue(context, name, parameter, parameter.default, 'the default', where);
  }
  for (const [environment, { values, inputDefaults }] of Object.entries(context.pipeline.environments ?? {})) {
    checkEnvironment(context, environment, values ?? {}, 'deploy');
    checkEnvironment(context, environment, inputDefaults ?? {}, 'run');
    const chosen = context.environment?.name === environment;
    for (const [name, parameter] of context.parameters) {
      if (parameter.phase !== 'deploy' || !used.has(name) || parameter.default !== undefined || own(values ?? {}, name) !== undefined) continue;
      report(context, 'missing-environment-value', { name, environment }, { parameter: name, environment }, { severity: chosen ? 'error' : 'warning' });
    }
  }
}

function checkEnvironment(context: ResolveContext, environment: string, values: Readonly<Record<string, Json>>, phase: 'deploy' | 'run'): void {
  for (const [name, value] of Object.entries(values)) {
    const parameter = context.parameters.get(name);
    const where = { parameter: name, environment };
    if (parameter?.phase !== phase) report(context, 'environment-unknown-parameter', { name, environment, phase }, where);
    else checkValue(context, name, parameter, value, `the value in ${environment}`, where);
  }
}

function checkValue(context: ResolveContext, name: string, parameter: Parameter, value: Json, what: string, where: Where): void {
  const secret = typeof value === 'string' ? secretIn(name, value) : undefined;
  if (secret !== undefined) report(context, 'secret-literal', { field: `${name}, ${what},`, what: secret }, where);
  const expected = expectedOf(parameter);
  if (!expected.fits(value)) {
    report(context, 'parameter-value-type', { name, expected: expected.name, where: what, found: describe(value) }, where);
    return;
  }
  const why = violation(parameter, value);
  if (why) report(context, 'parameter-value-constraint', { name, where: capital(what), why }, where);
  if (parameter.phase === 'deploy' && typeof value === 'string' && parameter.encoding !== 'base64' && UNSAFE.test(value)) {
    report(context, 'needs-base64', { name, where: capital(what) }, where, { fix: { label: 'Use Base64', edit: 'setParameter', args: [name, { encoding: 'base64' }] } });
  }
}

function violation(parameter: Parameter, value: Json): string | undefined {
  if (parameter.allowed && !parameter.allowed.some((a) => JSON.stringify(a) === JSON.stringify(value))) return `allowed are ${parameter.allowed.map((a) => (typeof a === 'string' ? a : JSON.stringify(a))).join(', ')}`;
  if (typeof value === 'string' && parameter.pattern !== undefined) {
    const pattern = compiled(parameter.pattern);
    if (pattern && !pattern.test(value)) return `it does not match ${parameter.pattern}`;
  }
  if (typeof value === 'number') {
    if (parameter.minimum !== undefined && value < parameter.minimum) return `the minimum is ${parameter.minimum}`;
    if (parameter.maximum !== undefined && value > parameter.maximum) return `the maximum is ${parameter.maximum}`;
  }
  return undefined;
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    try {
      return new RegExp(pattern);
    } catch {
      return undefined;
    }
  }
}

function expectedOf(parameter: Parameter): { readonly name: string; readonly fits: (value: Json) => boolean } {
  switch (parameter.type) {
    case 'integer':
      return { name: 'an integer', fits: (v) => Number.isSafeInteger(v) };
    case 'number':
      return { name: 'a number', fits: (v) => typeof v === 'number' };
    case 'boolean':
      return { name: 'a boolean', fits: (v) => typeof v === 'boolean' };
    case 'list':
      return { name: 'a list', fits: isList };
    case 'object':
      return { name: 'an object', fits: isObject };
    default:
      return { name: 'a text', fits: (v) => typeof v === 'string' };
  }
}

function describe(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'a list' : isObject(value) ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
