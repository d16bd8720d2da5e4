import type { Validation } from '../stepFunctions/types.ts';

type Diagnostic = Validation['diagnostics'][number];

/**
 * What CreateStateMachine and UpdateStateMachine say of a definition that they refuse, all in one sentence:
 * `Invalid State Machine Definition: 'MISSING_TRANSITION_TARGET: Missing 'Next' target: c at /States/a/Next, …'`
 * @returns nothing where the text has another form
 */
export function diagnosticsIn(message: string): readonly Diagnostic[] {
  const said = /Invalid State Machine Definition: '(.*)'/s.exec(message)?.[1] ?? '';
  // Names of states may have commas in them: the next one begins with a code.
  return said.split(/, (?=[A-Z]+(?:_[A-Z]+)+(?::| at ))/).flatMap((one): readonly Diagnostic[] => {
    const parsed = /^([A-Z]+(?:_[A-Z]+)+)(?:: (.*?))? at (\/.*|)$/s.exec(one);
    if (!parsed) return [];
    const [, code = '', text = '', location = ''] = parsed;
    return [{ severity: 'ERROR', code, message: text === '' ? 'AWS does not say what is wrong here.' : text, location: location === '' ? undefined : location }];
  });
}
