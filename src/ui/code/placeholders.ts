/** A place in a definition that somebody still fills in, as offsets. */
export interface Placeholder {
  readonly start: number;
  readonly end: number;
  readonly phase: 'deploy' | 'run';
}

// The forms of emitted-asl.md 2: deploy tokens; run values in the state Parameters, or read from the context in both languages.
const FORMS =
  /\$\{[A-Za-z0-9]+\}|\$params\.[\p{L}\p{N}_]+|\$states\.context\.Execution\.(?:Input\.[\p{L}\p{N}_]+|Id|Name|StartTime)|\$\$\.Execution\.(?:Input\['(?:[^'\\]|\\.)*'\]|Input\.[\p{L}\p{N}_]+|Id|Name|StartTime)/gu;

/** The deploy and run placeholders of an emitted text, in its order. */
export function placeholdersIn(text: string): readonly Placeholder[] {
  return [...text.matchAll(FORMS)].map((m) => ({ start: m.index, end: m.index + m[0].length, phase: m[0].startsWith('${') ? 'deploy' : 'run' }));
}
