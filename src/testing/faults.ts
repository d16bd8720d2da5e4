import { markTokens } from '../core/compile/verify/reading.ts';
import { faultsOfFlow } from './faultsOfFlow.ts';
import { faultsOfSignals } from './faultsOfSignals.ts';
import { faultsOfValues } from './faultsOfValues.ts';
import type { Place, Plant } from './mutable.ts';

/** One kind of fault, planted into the bytes of a definition that is right. */
export interface Fault {
  readonly name: string;
  /** The definition with the fault, once for every place where it can stand; empty where the kind does not apply. */
  plant(definitionText: string): readonly string[];
}

/** Enough for every construct of one definition, without planting a fault in each of a thousand equal states. */
const MOST_PLACES = 30;

/** Every kind of fault that `verify` has to report. None of them needs to know the drawing. */
export const FAULTS: readonly Fault[] = Object.entries({ ...faultsOfFlow, ...faultsOfValues, ...faultsOfSignals }).map(([name, find]) => ({ name, plant: (text) => planted(text, find) }));

function planted(definitionText: string, find: Plant): readonly string[] {
  const marked = markTokens(definitionText);
  const open = (): Place => ({ definition: JSON.parse(marked.text) as Place['definition'], open: marked.marks.open, close: marked.marks.close });
  const count = Math.min(find(open()).length, MOST_PLACES);
  return Array.from({ length: count }, (_, i) => {
    const place = open();
    find(place)[i]?.();
    return write(place);
  });
}

/** JSON again, with literal `${` and `%{` escaped as they were and the deploy tokens put back. */
function write({ definition, open, close }: Place): string {
  const text = JSON.stringify(definition, null, 2).replaceAll('${', '$\\u007b').replaceAll('%{', '%\\u007b');
  return text.replaceAll(open, '${').replaceAll(close, '}');
}

/** Faults of the bytes themselves, which no JSON tool would write. */
export const TEXT_FAULTS: readonly Fault[] = [
  { name: 'literal-unescaped', plant: (t) => [t.replace('\\u007b', '{')].filter((x) => x !== t) },
  { name: 'cut-off', plant: (t) => [t.slice(0, Math.floor(t.length * 0.9))] },
  { name: 'dollar-brace', plant: (t) => [t.replace(/"FunctionName(\.\$)?": "/, (m) => `${m}\${oops `)].filter((x) => x !== t) },
  { name: 'percent-brace', plant: (t) => [t.replace(/"FunctionName": "/, (m) => `${m}%{x}`)].filter((x) => x !== t) },
  { name: 'other-token', plant: (t) => { const name = /\$\{([A-Za-z0-9]+)\}/.exec(t)?.[1]; return name === undefined ? [] : [t.replaceAll(`\${${name}}`, `\${${name}X}`)]; } },
  { name: 'other-language', plant: (t) => [t.includes('"QueryLanguage"') ? t.replace(/"QueryLanguage": ?"JSONata",?/, '') : t.replace('{', '{"QueryLanguage": "JSONata",')] },
];
