import { isList, isObject, own, type Json, type JsonObject } from '../base/json.ts';
import type { QueryLanguage, StateType } from '../asl/types.ts';
import { prepareTemplate, type Template } from './data/template.ts';
import { prepareJsonataTemplate, type JsonataTemplate } from './data/jsonataTemplate.ts';
import { runtimeFailure } from './failure.ts';

/** A template of either language, as it stands in one field. */
export type FieldTemplate = { readonly language: 'JSONPath'; readonly template: Template } | { readonly language: 'JSONata'; readonly template: JsonataTemplate };

/** A list of states prepared for execution. States are prepared when they are first entered, and shared by all executions of it. */
export class ProgramScope {
  readonly json: JsonObject;
  readonly startAt: string;
  readonly language: QueryLanguage;
  private readonly states = new Map<string, ProgramState>();

  constructor(json: JsonObject, outer: QueryLanguage) {
    this.json = json;
    this.language = languageOf(json, outer);
    this.startAt = typeof json['StartAt'] === 'string' ? json['StartAt'] : '';
  }

  /** @throws StateFailure `States.Runtime` where no such state is. */
  state(name: string): ProgramState {
    const known = this.states.get(name);
    if (known !== undefined) return known;
    const states = own(this.json, 'States');
    const json = isObject(states) ? own(states, name) : undefined;
    if (!isObject(json)) throw runtimeFailure(`There is no state '${name}' in this scope.`);
    const state = new ProgramState(name, json, this.language);
    this.states.set(name, state);
    return state;
  }
}

/** One state, with its templates prepared once. */
export class ProgramState {
  readonly name: string;
  readonly json: JsonObject;
  readonly type: StateType;
  readonly language: QueryLanguage;
  /** Of the scope around it, which scopes inside it take over: a state's own `QueryLanguage` is for its own fields. */
  readonly scopeLanguage: QueryLanguage;
  /** Where it goes on; undefined where it ends its scope or does not say so itself (Choice). */
  readonly next: string | undefined;
  /** It hands on its input as it is and does nothing else: a Pass, Succeed or Wait without filters. */
  readonly plain: boolean;
  readonly retriers: readonly JsonObject[];
  readonly catchers: readonly JsonObject[];
  private readonly templates = new Map<string, FieldTemplate>();
  private readonly made = new Map<string, unknown>();

  constructor(name: string, json: JsonObject, outer: QueryLanguage) {
    this.name = name;
    this.json = json;
    this.type = json['Type'] as StateType;
    this.language = languageOf(json, outer);
    this.scopeLanguage = outer;
    this.next = typeof json['Next'] === 'string' ? json['Next'] : undefined;
    this.plain = !Object.keys(json).some((k) => !PLAIN.has(k));
    this.retriers = objectsOf(json['Retry']);
    this.catchers = objectsOf(json['Catch']);
  }

  /** A field by its name, or undefined. */
  field(name: string): Json | undefined {
    return own(this.json, name);
  }

  /** The template of a field that is there; `field` names it in failures (`Output`, `ItemReader/Arguments`). */
  template(field: string, value: Json): FieldTemplate {
    const known = this.templates.get(field);
    if (known !== undefined) return known;
    const made: FieldTemplate =
      this.language === 'JSONata' ? { language: 'JSONata', template: prepareJsonataTemplate(value, field) } : { language: 'JSONPath', template: prepareTemplate(value) };
    this.templates.set(field, made);
    return made;
  }

  /** Anything that is prepared once for this state: scopes inside it, rules. */
  once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }
}

const PLAIN: ReadonlySet<string> = new Set(['Type', 'Comment', 'QueryLanguage', 'Next', 'End']);

function languageOf(json: JsonObject, outer: QueryLanguage): QueryLanguage {
  const language = json['QueryLanguage'];
  return language === 'JSONata' || language === 'JSONPath' ? language : outer;
}

/** The objects of a list; nothing where it is no list. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return isList(value) ? value.filter(isObject) : [];
}
