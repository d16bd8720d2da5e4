import type { JsonText } from '../base/jsonText.ts';

/** The text of a definition as a value, with the way back from pointers to places. */
export type AslText = Pick<JsonText, 'ok' | 'value' | 'locate' | 'duplicates' | 'byteOrderMark'> & { readonly format: 'json' | 'yaml' };
