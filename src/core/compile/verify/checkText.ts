import { utf8Length } from '../../base/bytes.ts';
import { isList, isObject, jsonEqual, type Json, type JsonObject } from '../../base/json.ts';
import { diagnostic } from '../../diagnostic/catalogue.ts';
import type { Diagnostic } from '../../diagnostic/diagnostic.ts';
import type { Check } from './check.ts';
import type { ScopeNode, StateNode } from './machine.ts';

/** Limits of Step Functions (aws-facts.md 1.7, emitted-asl.md 14). */
const DEFINITION_BYTES = 1024 * 1024;
const HISTORY_EVENTS = 25_000;
const NESTED_INTRINSICS = 10;
const BASE64_CHARACTERS = 10_000;

/** In the emitted bytes `${` occurs only as a deploy parameter's `${Name}`, and `%{` never. */
export function checkText(check: Check, definitionText: string, environment: string | undefined): void {
  if (definitionText.includes('%{')) check.report('verify-text', 'The definition holds %{, which Terraform would read', { pointer: '' });
  const seen = new Set<string>();
  for (const [, name] of definitionText.matchAll(/\$\{([A-Za-z][A-Za-z0-9]*)?(?:\})?/g)) {
    if (seen.has(String(name))) continue;
    seen.add(String(name));
    const parameter = name === undefined ? undefined : check.expect.pipeline.parameters?.[name];
    if (name === undefined || parameter?.phase !== 'deploy' || !definitionText.includes(`\${${name}}`)) check.report('verify-text', `The definition holds \${${name ?? ''}, which is no deploy parameter`, { pointer: '' });
    else if (environment !== undefined) check.report('verify-text', `The deploy parameter ${name} is not filled in though an environment is given`, { pointer: '', parameter: name });
  }
}

/** Sizes and depths; these are the person's to change, not faults of the compiler. */
export function checkLimits(check: Check, definitionText: string): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const bytes = utf8Length(definitionText);
  const figures = { size: Math.ceil(bytes / 1024) };
  if (bytes > DEFINITION_BYTES) found.push(diagnostic('definition-too-large', figures, { pointer: '' }));
  else if (bytes > 0.8 * DEFINITION_BYTES) found.push(diagnostic('definition-large', figures, { pointer: '' }));
  const events = Math.round(eventsOf(check.machine.top));
  if (events > HISTORY_EVENTS) found.push(diagnostic('history-long', { events, limit: HISTORY_EVENTS }, { pointer: '' }));
  if (check.expect.language === 'jsonpath') {
    for (const state of check.machine.states.values()) {
      const { States: _s, Branches: _b, ItemProcessor: _p, ...own } = state.json;
      strings(own, (text) => {
        const depth = nesting(text);
        if (depth > NESTED_INTRINSICS) found.push(diagnostic('intrinsics-too-deep', { depth, limit: NESTED_INTRINSICS }, { state: state.name, pointer: state.pointer }));
        const coded = /States\.Base64Decode\('([^']*)'\)/.exec(text)?.[1]?.length ?? 0;
        if (coded > BASE64_CHARACTERS) found.push(diagnostic('base64-too-long', { size: coded, limit: BASE64_CHARACTERS }, { state: state.name, pointer: state.pointer }));
      });
    }
  }
  return found;
}

/** Events of one execution: a task 5 (6 with .sync) for each attempt, other states 2, a Parallel's and a Map's all. */
function eventsOf(scope: ScopeNode): number {
  let events = 0;
  for (const state of scope.states.values()) {
    const inner = state.children.reduce((n, c) => n + eventsOf(c), 0);
    events += inner + (state.type === 'Task' ? taskEvents(state) : 2);
  }
  return events;
}
function taskEvents(state: StateNode): number {
  // A reading of a marker that is not there yet is three events: scheduled, started, failed.
  const readings = isList(state.json['Retry']) ? state.json['Retry'].find((r) => isObject(r) && jsonEqual(r['ErrorEquals'], ['S3.NoSuchKeyException'])) : undefined;
  if (isObject(readings ?? null)) return 5 + 3 * Number((readings as JsonObject)['MaxAttempts']);
  const attempts = isList(state.json['Retry']) ? state.json['Retry'].reduce((n: number, r) => n + (isObject(r) && typeof r['MaxAttempts'] === 'number' ? r['MaxAttempts'] : 3), 1) : 1;
  return (String(state.json['Resource']).includes('.sync') ? 6 : 5) * attempts;
}

function strings(value: Json, visit: (text: string) => void): void {
  if (typeof value === 'string') visit(value);
  else if (isList(value)) value.forEach((v) => strings(v, visit));
  else if (isObject(value)) Object.values(value).forEach((v) => strings(v, visit));
}

function nesting(text: string): number {
  if (!text.startsWith('States.')) return 0;
  let depth = 0;
  let most = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === "'") quoted = !quoted;
    else if (!quoted && c === '(') most = Math.max(most, ++depth);
    else if (!quoted && c === ')') depth--;
  }
  return most;
}
