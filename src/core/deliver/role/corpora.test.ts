import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stackOf, readTemplate } from '../../../testing/cloudFormation.ts';
import { findCorpora } from '../../../testing/corpora.ts';
import { isAllowed } from '../../../testing/iam.ts';
import { neededCalls } from '../../../testing/neededCalls.ts';
import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { executionRole } from './role.ts';
import { roleTemplate, templateText } from './template.ts';
import { EVERY_RESOURCE } from './wildcards.ts';

const folder = findCorpora('asl-valid');
const MACHINE = ['machine'];

/** A value of the run, or of the deployment: the same in the request and in the stack, so that both speak of one thing. */
const AT_RUN = 'value-of-run';
const atDeploy = (name: string): string => (/machine/i.test(name) ? `arn:aws:states:us-east-1:111122223333:stateMachine:${name}` : /arn$/i.test(name) ? `arn:aws:any:us-east-1:111122223333:${name}` : `value-of-${name}`);

/** A request as it could be sent: what is dynamic has some value. */
function sentOf(value: Json): Json {
  if (typeof value === 'string') return value.startsWith('{%') ? expressionText(value.slice(2, -2)) : value.replace(/\$\{([^}]+)\}/g, (_all, name: string) => PSEUDO[name] ?? atDeploy(name.replace(/[^A-Za-z0-9]/g, '')));
  if (isList(value)) return value.map(sentOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => (key.endsWith('.$') ? [key.slice(0, -2), pathText(String(v))] : [key, sentOf(v)])));
}
/** What is read from a variable alone can be anything that was assigned: such a request is left out. */
const expressionText = (code: string): string => (/^\s*\$(?!states)\w+[\w.]*\s*$/.test(code) ? 'undefined' : code.split('&').map((part) => /^\s*'(.*)'\s*$/.exec(part)?.[1] ?? AT_RUN).join(''));
const pathText = (path: string): string => (/^\$\w/.test(path) ? 'undefined' : (/^States\.Format\('([^']*)'/.exec(path)?.[1]?.replaceAll('{}', AT_RUN) ?? AT_RUN));
const PSEUDO: Readonly<Record<string, string>> = { 'AWS::Region': 'us-east-1', 'AWS::AccountId': '111122223333', 'AWS::Partition': 'aws' };

function tasksOf(machine: Json, found: JsonObject[] = []): readonly JsonObject[] {
  if (isList(machine)) machine.forEach((m) => tasksOf(m, found));
  else if (isObject(machine)) {
    if (machine['Type'] === 'Task' && typeof machine['Resource'] === 'string') found.push(machine);
    else Object.values(machine).forEach((m) => tasksOf(m, found));
  }
  return found;
}

/** The policy, with every question of the template answered: where it asks for ARNs, any will do. */
function policyOf(text: string): JsonObject {
  const template = templateText(roleTemplate(executionRole(text, { machine: MACHINE }), { name: 'x', machine: MACHINE }), []);
  const given = Object.entries(readTemplate(template)['Parameters'] as JsonObject).filter(([, p]) => (p as JsonObject)['Default'] === undefined);
  const stack = stackOf(template, Object.fromEntries(given.map(([name, p]) => [name, (p as JsonObject)['Type'] === 'CommaDelimitedList' ? ['*'] : atDeploy(name)])));
  const { Policies, ...role } = stack.properties('ExecutionRole');
  expect(Object.keys(role)).toContain('AssumeRolePolicyDocument');
  const [policy] = (Policies ?? []) as readonly JsonObject[];
  return policy ? (policy['PolicyDocument'] as JsonObject) : { Statement: [] };
}

describe.skipIf(folder === null)('definitions that somebody wrote', () => {
  const files = readdirSync(folder ?? '.').filter((f) => f.endsWith('.json'));
  const definitions = files.map((file) => [file, readFileSync(join(folder ?? '', file), 'utf8')] as const);

  it('get a role that allows each call of the services we know', () => {
    let checked = 0;
    const missing: string[] = [];
    for (const [file, text] of definitions) {
      const policy = policyOf(text);
      for (const task of tasksOf(JSON.parse(text) as Json)) {
        const sent = sentOf(own(task, 'Arguments') ?? own(task, 'Parameters') ?? {});
        if (!isObject(sent)) continue;
        const resource = String(sentOf(task['Resource'] as Json));
        for (const call of neededCalls(resource, sent) ?? functionCall(resource)) {
          // A request that is made at run as a whole names nothing here.
          if (/undefined/.test(call.resource)) continue;
          checked += 1;
          if (!isAllowed([policy], call)) missing.push(`${file}: ${call.action} ${call.resource}`);
        }
      }
    }
    expect(missing).toEqual([]);
    expect(checked).toBeGreaterThan(300);
  });

  it('get no wildcard action, and every resource only where the table says so', () => {
    const wrong = definitions.flatMap(([file, text]) => {
      const { statements } = executionRole(text, { machine: MACHINE, logging: true, tracing: true });
      return statements.flatMap((s) => [
        ...s.actions.filter((a) => /[*?]/.test(a)),
        ...(s.resources.some((r) => r.length === 1 && typeof r[0] === 'object' && 'any' in r[0]) ? s.actions.filter((a) => !(a in EVERY_RESOURCE)) : []),
      ]).map((a) => `${file}: ${a}`);
    });
    expect(wrong).toEqual([]);
  });

  it('are refused nothing silently: a task is allowed, asked about, or named as a gap', () => {
    for (const [file, text] of definitions) {
      const role = executionRole(text, { machine: MACHINE });
      const tasks = tasksOf(JSON.parse(text) as Json).filter((t) => !/:activity:/.test(String(t['Resource'])));
      if (tasks.length > 0) expect([file, role.statements.length + role.gaps.length > 0]).toEqual([file, true]);
    }
  });
});

function functionCall(resource: string): readonly { action: string; resource: string }[] {
  return /^arn:aws:lambda:[\w-]+:\d+:function:[\w-]+(:[\w-]+)?$/.test(resource) ? [{ action: 'lambda:InvokeFunction', resource }] : [];
}

it('the table of wildcards names actions, one by one, each with its reason', () => {
  expect(Object.keys(EVERY_RESOURCE).filter((a) => !/^[a-z0-9-]+:[A-Z]\w+$/.test(a))).toEqual([]);
  expect(Object.values(EVERY_RESOURCE).every((reason) => /\(.+(guide|Reference)/.test(reason))).toBe(true);
});
