import { isList, isObject, own, type Json } from '../base/json.ts';
import { pointerTokens, type Pointer } from '../base/pointer.ts';
import { looksLikeBinding } from '../model/binding.ts';

/** A value that is there, with a literal empty text counted as absent; a binding above the place gives all below it. */
export function isGiven(args: Json | undefined, at: Pointer): boolean {
  let value = args;
  for (const token of pointerTokens(at)) {
    if (value === undefined || value === null) return false;
    if (isObject(value)) {
      if (looksLikeBinding(value)) return true;
      value = own(value, token);
    } else value = isList(value) ? value[Number(token)] : undefined;
  }
  return value !== undefined && value !== null && value !== '';
}
