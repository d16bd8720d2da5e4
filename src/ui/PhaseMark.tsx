import type { Phase } from '../core/model/pipeline.ts';

const LETTERS: Readonly<Record<Phase, string>> = { design: 'D', deploy: 'E', run: 'R' };

/** The sign of a binding phase: shape, letter and colour, always together (looks.md 2). */
export function PhaseMark({ phase, ghost = false }: { readonly phase: Phase; readonly ghost?: boolean }) {
  return (
    <i className={`ph ${phase}${ghost ? ' ghost' : ''}`} role="img" aria-label={phase}>
      {LETTERS[phase]}
    </i>
  );
}
