import { isObject, type Json, type JsonObject } from '../../base/json.ts';

/** The input of an execution as AWS describes it; what is no object is none that a form could show. */
export function inputIn(text: string | undefined): JsonObject {
  try {
    const value = JSON.parse(text ?? '{}') as Json;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
