import { own, type Json } from '../../base/json.ts';
import { secretIn } from '../../catalog/check/secrets.ts';
import type { Where } from '../../diagnostic/diagnostic.ts';
import { parameterProblem, patternOf } from '../../model/parameterValue.ts';
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
    if (parameter.pattern !== undefined && patternOf(parameter.pattern) === undefined) report(context, 'parameter-pattern', { name }, where);
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
  const problem = parameterProblem(parameter, value);
  if (problem?.kind === 'type') {
    report(context, 'parameter-value-type', { name, expected: problem.expected, where: what, found: problem.found }, where);
    return;
  }
  if (problem) report(context, 'parameter-value-constraint', { name, where: capital(what), why: problem.why }, where);
  if (parameter.phase === 'deploy' && typeof value === 'string' && parameter.encoding !== 'base64' && UNSAFE.test(value)) {
    report(context, 'needs-base64', { name, where: capital(what) }, where, { fix: { label: 'Use Base64', edit: 'setParameter', args: [name, { encoding: 'base64' }] } });
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
