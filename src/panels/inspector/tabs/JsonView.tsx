import { parseTree, printParseErrorCode, type ParseError } from 'jsonc-parser';
import { useContext, useState } from 'react';
import type { Json } from '../../../core/base/json.ts';
import { setArguments } from '../../../core/edit/arguments.ts';
import type { Step, StepId } from '../../../core/model/pipeline.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useFormEnv } from '../formEnv.ts';
import { JsonDraftsContext } from './jsonDrafts.ts';

/** The arguments as JSON, bindings and all; applied when the text is left or with Ctrl+Enter. Nothing is lost while it cannot be read. */
export function JsonView({ id, step }: { readonly id: StepId; readonly step: Step }) {
  const env = useFormEnv();
  const now = JSON.stringify('arguments' in step ? (step.arguments ?? {}) : {}, null, 2);
  const drafts = useContext(JsonDraftsContext);
  const [draft, keepDraft] = useState<string | null>(drafts.get(id) ?? null);
  const [error, setError] = useState<string | null>(() => (draft === null ? null : problemOf(draft)));
  const setDraft = (next: string | null): void => {
    keepDraft(next);
    if (next === null) drafts.delete(id);
    else drafts.set(id, next);
  };
  const text = draft ?? now;
  const apply = (): void => {
    if (draft === null) return;
    const problem = problemOf(draft);
    setError(problem);
    if (problem !== null) return;
    const result = env.edit(`Edit the JSON of ${step.name}`, setArguments(id, JSON.parse(draft) as Json));
    if (result.ok) setDraft(null);
    else setError(result.reason);
  };
  return (
    <div className="json-view">
      <textarea
        className="literal"
        aria-label={`Arguments of ${step.name} as JSON`}
        aria-invalid={error !== null}
        spellCheck={false}
        value={text}
        onChange={(e) => {
          setDraft(e.currentTarget.value);
          if (error !== null) setError(problemOf(e.currentTarget.value));
        }}
        onBlur={apply}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey)) {
            e.preventDefault();
            apply();
          } else if (e.key === 'Escape' && draft !== null) {
            e.stopPropagation();
            setDraft(null);
            setError(null);
          }
        }}
      />
      {error === null ? (
        <div className="help">{draft === null ? 'Bindings are objects like {"$param": "Name"}.' : 'Ctrl+Enter applies, Esc gives back what was.'}</div>
      ) : (
        <div className="help bad problem-line" role="alert">
          <Icon name="bad" />
          <span>{error}</span>
        </div>
      )}
    </div>
  );
}

const WORDS: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a name in quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is text after the end',
  InvalidSymbol: 'this is no JSON value; texts need double quotes',
  UnexpectedEndOfString: 'a text is not closed',
  InvalidCommentToken: 'JSON has no comments',
};

/** Where a text stops being JSON, with line and column; null for JSON. */
function problemOf(text: string): string | null {
  const errors: ParseError[] = [];
  parseTree(text, errors, { allowTrailingComma: false, disallowComments: true });
  const [first] = errors;
  if (!first) {
    try {
      JSON.parse(text);
      return null;
    } catch (e) {
      return e instanceof Error ? e.message : 'This is no JSON.';
    }
  }
  const before = text.slice(0, first.offset).split('\n');
  const code = printParseErrorCode(first.error);
  return `Line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${WORDS[code] ?? 'this is not JSON'}. Mend it; what is in the pipeline stays as it is until then.`;
}
