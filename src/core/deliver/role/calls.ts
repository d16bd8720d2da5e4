import { isList, isObject, own, type Json, type JsonObject } from '../../base/json.ts';
import { calledResource, type Pattern } from '../../asl/calledResource.ts';
import type { QueryLanguage } from '../../asl/types.ts';
import { markTokens } from '../../compile/verify/reading.ts';
import type { TokenMarks } from '../../compile/verify/jsonataParser.ts';
import { knownOf, plainText, UNKNOWN, type Around, type Known } from './known.ts';
import type { Text } from './text.ts';

/** A call of a service that the state machine makes with its own role. */
export interface ServiceCall {
  readonly state: string;
  readonly service: string;
  /** In camel case, as in the resource. */
  readonly action: string;
  readonly pattern: Pattern;
  readonly arguments: Known;
  /** Errors that the state retries or catches by name. */
  readonly expects?: readonly string[];
  /** The call reads the items of a Distributed Map, or writes its results. */
  readonly of?: 'items' | 'results';
}

/** What a definition makes a state machine do, as far as permissions go. */
export interface Calls {
  readonly services: readonly ServiceCall[];
  /** Lambda functions that are named by their ARN in `Resource`. */
  readonly functions: readonly { readonly state: string; readonly arn: Text }[];
  /** Labels of Distributed Maps. */
  readonly distributedMaps: readonly string[];
  /** Roles that a state takes on in another account. */
  readonly assumed: readonly { readonly state: string; readonly role: Known }[];
  /** States whose resource is filled in later, or is of a kind that is not known. */
  readonly unread: readonly string[];
}

interface Assigned {
  readonly json: Json;
  readonly language: QueryLanguage;
  /** The call whose result the value is made of. */
  readonly call: ServiceCall | undefined;
}

/** @param text JSON of a definition. Raw `${Name}` are values that are given when it is deployed. */
export function callsOf(text: string): Calls {
  const { text: marked, marks } = markTokens(text);
  // Definitions written elsewhere have other names in their tokens too.
  const machine = JSON.parse(marked.replace(/\$\{([\w.:-]+)\}/g, `${marks.open}$1${marks.close}`)) as Json;
  const walk = new Walk(marks);
  if (isObject(machine)) walk.machine(machine, 'JSONPath');
  return walk;
}

class Walk implements Calls {
  readonly services: ServiceCall[] = [];
  readonly functions: { state: string; arn: Text }[] = [];
  readonly distributedMaps: string[] = [];
  readonly assumed: { state: string; role: Known }[] = [];
  readonly unread: string[] = [];
  private readonly variables = new Map<string, Assigned[]>();
  private readonly looking = new Set<Json>();

  constructor(private readonly marks: TokenMarks) {}

  machine(machine: JsonObject, outer: QueryLanguage): void {
    const language = languageOf(machine, outer);
    const states = own(machine, 'States');
    for (const [name, state] of Object.entries(isObject(states) ? states : {})) if (isObject(state)) this.state(name, state, languageOf(state, language));
  }

  private state(name: string, state: JsonObject, language: QueryLanguage): void {
    const call = state['Type'] === 'Task' ? this.task(name, state, language) : undefined;
    for (const part of [state, ...listOf(state['Choices']), ...listOf(state['Catch'])]) this.assignments(part, language, part === state ? call : undefined);
    if (isObject(own(state, 'Credentials') ?? null)) {
      const role = this.known(state['Credentials'] as Json, language).member('RoleArn');
      if (role) this.assumed.push({ state: name, role });
    }
    for (const branch of listOf(state['Branches'])) this.machine(branch, language);
    for (const body of [state['ItemProcessor'], state['Iterator']]) if (isObject(body)) this.machine(body, language);
    if (state['Type'] === 'Map') this.map(name, state, language);
  }

  private task(name: string, state: JsonObject, language: QueryLanguage): ServiceCall | undefined {
    const resource = typeof state['Resource'] === 'string' ? state['Resource'] : '';
    const called = calledResource(this.withoutTokens(resource));
    if (called.to === 'function') this.functions.push({ state: name, arn: plainText(resource, this.marks) });
    else if (called.to === 'unknown') this.unread.push(name);
    if (called.to !== 'service') return undefined;
    const sent = own(state, language === 'JSONata' ? 'Arguments' : 'Parameters');
    const call: ServiceCall = { state: name, service: called.service, action: called.action, pattern: called.pattern, arguments: sent === undefined ? UNKNOWN : this.known(sent, language), expects: errorsNamed(state) };
    this.services.push(call);
    return call;
  }

  /** The kind of a resource does not depend on what is filled in later: the partition, the account, a name. */
  private withoutTokens(resource: string): string {
    return resource.split(this.marks.open).map((part, i) => (i === 0 ? part : `x${part.slice(part.indexOf(this.marks.close) + 1)}`)).join('');
  }

  private map(name: string, state: JsonObject, language: QueryLanguage): void {
    const body = state['ItemProcessor'];
    const config = isObject(body) ? own(body, 'ProcessorConfig') : undefined;
    if (!isObject(config ?? null) || (config as JsonObject)['Mode'] !== 'DISTRIBUTED') return;
    this.distributedMaps.push(typeof state['Label'] === 'string' ? state['Label'] : name);
    for (const [field, of] of [['ItemReader', 'items'], ['ResultWriter', 'results']] as const) {
      const part = state[field];
      const called = isObject(part) && typeof part['Resource'] === 'string' ? calledResource(this.withoutTokens(part['Resource'])) : undefined;
      if (called?.to !== 'service') continue;
      const sent = own(part as JsonObject, language === 'JSONata' ? 'Arguments' : 'Parameters');
      this.services.push({ state: name, service: called.service, action: called.action, pattern: 'request', arguments: sent === undefined ? UNKNOWN : this.known(sent, language), of });
    }
  }

  private assignments(part: JsonObject, language: QueryLanguage, call: ServiceCall | undefined): void {
    const assign = own(part, 'Assign');
    if (!isObject(assign ?? null)) return;
    for (const [key, json] of Object.entries(assign as JsonObject)) {
      const dynamic = language === 'JSONPath' && key.endsWith('.$');
      const name = dynamic ? key.slice(0, -2) : key;
      this.variables.set(name, [...(this.variables.get(name) ?? []), { json: dynamic ? { [key]: json } : { [name]: json }, language, call }]);
    }
  }

  private known(json: Json, language: QueryLanguage): Known {
    return knownOf(json, { language, marks: this.marks, variable: (name, path) => this.variableTexts(name, path) } satisfies Around);
  }

  /** What a variable can hold: read when it is asked for, as states may assign it that come later in the text. */
  private variableTexts(name: string, path: readonly string[]): readonly Text[] | undefined {
    const found: Text[] = [];
    for (const assigned of this.variables.get(name) ?? []) {
      const texts = this.assignedTexts(assigned, [name, ...path]);
      if (texts === undefined) return undefined;
      found.push(...texts);
    }
    return found.length === 0 ? undefined : found;
  }

  private assignedTexts({ json, language, call }: Assigned, path: readonly string[]): readonly Text[] | undefined {
    if (this.looking.has(json)) return [];
    this.looking.add(json);
    try {
      const made = call && nameOfMade(valueAt(json, path), call);
      if (made) return made.texts;
      let known: Known | undefined = this.known(json, language);
      for (const name of path) known = known?.member(name);
      return known?.texts;
    } finally {
      this.looking.delete(json);
    }
  }
}

/** The value written at a path, also behind a key that ends in `.$`. */
function valueAt(json: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = json;
  for (const name of path) at = isObject(at ?? null) ? (own(at as JsonObject, name) ?? own(at as JsonObject, `${name}.$`)) : undefined;
  return at;
}

const NAME_OF_ARN = /^(?:\{%\s*\$split\(\$states\.result\.(\w+)Arn, '\/'\)\[1\]\s*%\}|States\.ArrayGetItem\(States\.StringSplit\(\$\.(\w+)Arn, '\/'\), 1\))$/;

/** The name of what a call made, taken from the ARN in its answer: it is the name that the call was given. */
function nameOfMade(value: Json | undefined, call: ServiceCall): Known | undefined {
  const [, inJsonata, inJsonPath] = typeof value === 'string' ? (NAME_OF_ARN.exec(value) ?? []) : [];
  const noun = inJsonata ?? inJsonPath;
  return noun === undefined ? undefined : call.arguments.member(`${noun}Name`);
}

function languageOf(part: JsonObject, outer: QueryLanguage): QueryLanguage {
  const language = own(part, 'QueryLanguage');
  return language === 'JSONata' || language === 'JSONPath' ? language : outer;
}

function errorsNamed(state: JsonObject): readonly string[] {
  return [...listOf(state['Retry']), ...listOf(state['Catch'])].flatMap((rule) => (isList(rule['ErrorEquals']) ? rule['ErrorEquals'].filter((e) => typeof e === 'string') : []));
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
