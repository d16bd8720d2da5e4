import { isList, isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { pointer, pointerTokens, type Pointer } from '../base/pointer.ts';

/** Fields whose literal names an element of a list that carries ports (formats.md 1, "Ports"). */
export const NAME_FIELDS = ['ChannelName', 'InputName', 'OutputName', 'VariantName'] as const;

/** The literal name of an element of a list, and the field that holds it. */
export function elementName(element: Json | undefined): { readonly field: string; readonly name: string } | undefined {
  if (!isObject(element)) return undefined;
  for (const field of NAME_FIELDS) {
    const name = own(element, field);
    if (typeof name === 'string' && name !== '') return { field, name };
  }
  return undefined;
}

/**
 * A new element of a list, made by a template: its name, and where the container finds it, which is a folder of that name
 * (two inputs of a job in one folder would overwrite each other).
 */
export function namedElement(template: JsonObject, field: string, name: string): JsonObject {
  return { ...(inFolder(template, name) as JsonObject), [field]: name };
}

function inFolder(value: Json, name: string): Json {
  if (!isObject(value)) return value;
  const moved = (key: string, v: Json): Json => (key === 'LocalPath' && typeof v === 'string' ? v.replace(/^(\/opt\/ml\/processing\/).*$/, `$1${name}`) : inFolder(v, name));
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, moved(k, v)]));
}

/** How a port address names an element: by its literal name, else `#index`. Of two with one name the first has it. */
export function elementKey(list: readonly Json[], index: number): string {
  const name = elementName(list[index])?.name;
  if (name === undefined || name.startsWith('#')) return `#${index}`;
  return list.findIndex((e) => elementName(e)?.name === name) === index ? name : `#${index}`;
}

/** `/InputDataConfig/0/DataSource` → `/InputDataConfig/train/DataSource`: an address that survives reordering. */
export function keyedPointer(args: Json | undefined, byIndex: Pointer): Pointer {
  let value = args;
  return pointer(
    ...pointerTokens(byIndex).map((token) => {
      const holder = value;
      value = childOf(holder, token);
      return isList(holder) && /^\d+$/.test(token) && value !== undefined ? elementKey(holder, Number(token)) : token;
    }),
  );
}

/** The way back from `keyedPointer`; undefined when no element has the name. Plain indexes stay. */
export function indexedPointer(args: Json | undefined, keyed: Pointer): Pointer | undefined {
  let value = args;
  const tokens: string[] = [];
  for (const token of pointerTokens(keyed)) {
    let at = token;
    if (isList(value)) {
      const named = value.findIndex((e) => elementName(e)?.name === token);
      const index = /^#\d+$/.test(token) ? Number(token.slice(1)) : named >= 0 ? named : /^\d+$/.test(token) ? Number(token) : token === '-' ? value.length : -1;
      if (index < 0) return undefined;
      at = String(index);
    }
    tokens.push(at);
    value = childOf(value, at);
  }
  return pointer(...tokens);
}

function childOf(value: Json | undefined, token: string): Json | undefined {
  return isList(value) ? value[Number(token)] : isObject(value) ? own(value, token) : undefined;
}
