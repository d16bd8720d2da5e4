import { parse, type ScalarTag, type CollectionTag } from 'yaml';
import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';

/** Names that stand for the stack, as a test knows them. */
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws', 'AWS::Region': 'us-east-1', 'AWS::AccountId': '111122223333', 'AWS::StackName': 'cauce',
};
const NO_VALUE = 'AWS::NoValue';

/** A template with its parameters given: what CloudFormation would make of it. */
export interface Stack {
  /** Properties of a resource. */
  properties(resource: string): JsonObject;
  readonly resources: Readonly<Record<string, { readonly type: string; readonly properties: JsonObject }>>;
  readonly outputs: Readonly<Record<string, Json>>;
}

/**
 * Resolves a template's functions. A reference to a resource becomes `<Name>`, an attribute of one `<Name.Attribute>`.
 * @throws for a parameter without a value, and for what it does not know
 */
export function stackOf(text: string, given: Readonly<Record<string, Json>> = {}): Stack {
  const template = readTemplate(text);
  const parameters: Record<string, Json> = {};
  for (const [name, p] of Object.entries(objectAt(template, 'Parameters'))) {
    const value = given[name] ?? (p as JsonObject)['Default'];
    if (value === undefined) throw new Error(`Parameter ${name} has no value`);
    parameters[name] = /List/.test(String((p as JsonObject)['Type'])) && typeof value === 'string' ? value.split(',') : value;
  }
  const unknown = Object.keys(given).find((name) => !(name in parameters));
  if (unknown !== undefined) throw new Error(`There is no parameter ${unknown}`);
  const resolver = new Resolver(template, parameters);
  const present = Object.entries(objectAt(template, 'Resources')).filter(([, r]) => resolver.isMade(r as JsonObject));
  const resources = Object.fromEntries(present.map(([name, r]) => [name, { type: String((r as JsonObject)['Type']), properties: resolver.value((r as JsonObject)['Properties'] ?? {}) as JsonObject }]));
  const outputs = Object.entries(objectAt(template, 'Outputs')).filter(([, o]) => resolver.isMade(o as JsonObject));
  return {
    resources,
    properties: (name) => {
      const found = resources[name];
      if (!found) throw new Error(`The stack has no ${name}`);
      return found.properties;
    },
    outputs: Object.fromEntries(outputs.map(([name, o]) => [name, resolver.value((o as JsonObject)['Value'] as Json)])),
  };
}

/** A template in YAML or JSON, its short tags written out. */
export function readTemplate(text: string): JsonObject {
  return parse(text, { customTags: TAGS, merge: false }) as JsonObject;
}

const TAGS: (ScalarTag | CollectionTag)[] = ['Ref', 'Sub', 'GetAtt', 'Join', 'Select', 'Split', 'If', 'Equals', 'Not', 'Or', 'And', 'Condition'].flatMap((name) => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: name === 'GetAtt' ? text.split('.') : text }) },
    { tag: `!${name}`, collection: 'seq' as const, resolve: (seq: { toJSON(): unknown }) => ({ [key]: seq.toJSON() as Json }) },
  ] as (ScalarTag | CollectionTag)[];
});

class Resolver {
  constructor(private readonly template: JsonObject, private readonly parameters: Readonly<Record<string, Json>>) {}

  isMade(part: JsonObject): boolean {
    return typeof part['Condition'] !== 'string' || this.condition(part['Condition']);
  }

  value(json: Json): Json {
    if (isList(json)) return json.map((v) => this.value(v)).filter((v) => v !== NO_VALUE);
    if (!isObject(json)) return json;
    const [key, ...more] = Object.keys(json);
    if (key !== undefined && more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) return this.call(key, json[key] as Json);
    return Object.fromEntries(Object.entries(json).map(([k, v]) => [k, this.value(v)] as const).filter(([, v]) => v !== NO_VALUE));
  }

  private call(fn: string, argument: Json): Json {
    const list = isList(argument) ? argument : [];
    switch (fn) {
      case 'Ref': return this.reference(String(argument));
      case 'Fn::GetAtt': return `<${list.join('.')}>`;
      case 'Fn::Sub': return isList(argument) ? this.substitute(String(list[0]), this.value(list[1] as Json) as JsonObject) : this.substitute(String(argument), {});
      case 'Fn::Join': return (this.value(list[1] as Json) as readonly Json[]).map(String).join(String(list[0]));
      case 'Fn::Select': return (this.value(list[1] as Json) as readonly Json[])[Number(list[0])] as Json;
      case 'Fn::Split': return String(this.value(list[1] as Json)).split(String(list[0]));
      case 'Fn::If': return this.value((this.condition(String(list[0])) ? list[1] : list[2]) as Json);
      default: throw new Error(`${fn} is not known here`);
    }
  }

  private substitute(text: string, local: JsonObject): string {
    return text.replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
      if (literal) return `\${${name}}`;
      if (name in local) return String(local[name]);
      return name.includes('.') ? `<${name}>` : String(this.reference(name));
    });
  }

  private reference(name: string): Json {
    if (name === NO_VALUE) return NO_VALUE;
    const value = PSEUDO[name] ?? this.parameters[name];
    if (value !== undefined) return value;
    if (name in objectAt(this.template, 'Resources')) return `<${name}>`;
    throw new Error(`Nothing is called ${name}`);
  }

  private condition(name: string): boolean {
    const condition = objectAt(this.template, 'Conditions')[name];
    if (condition === undefined) throw new Error(`There is no condition ${name}`);
    return this.holds(condition);
  }

  private holds(condition: Json): boolean {
    const [[fn, argument]] = Object.entries(condition as JsonObject) as [[string, Json]];
    const list = isList(argument) ? argument : [];
    if (fn === 'Condition') return this.condition(String(argument));
    if (fn === 'Fn::Not') return !this.holds(list[0] as Json);
    if (fn === 'Fn::Equals') return this.value(list[0] as Json) === this.value(list[1] as Json);
    throw new Error(`${fn} of a condition is not known here`);
  }
}

function objectAt(template: JsonObject, key: string): JsonObject {
  const value = template[key];
  return isObject(value) ? value : {};
}
