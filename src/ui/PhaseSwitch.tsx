import { ToggleGroup } from 'radix-ui';
import { PHASES, type Phase } from '../core/model/pipeline.ts';
import { PhaseMark } from './PhaseMark.tsx';

const WORDS: Readonly<Record<Phase, string>> = { design: 'Design', deploy: 'Deploy', run: 'Run' };
const TIPS: Readonly<Record<Phase, string>> = {
  design: 'Design: written into the definition',
  deploy: 'Deploy: given by an environment',
  run: 'Run: asked when an execution starts',
};

/** The three-way switch of a parameter: one click moves it, the chosen phase says its word. */
export function PhaseSwitch({ name, phase, onChange }: { readonly name: string; readonly phase: Phase; readonly onChange: (phase: Phase) => void }) {
  return (
    <ToggleGroup.Root type="single" className="switch" value={phase} aria-label={`Phase of ${name}`} onValueChange={(next) => next !== '' && onChange(next as Phase)}>
      {PHASES.map((p) => (
        <ToggleGroup.Item key={p} value={p} className={p} aria-label={`Phase of ${name}: ${p}`} title={TIPS[p]}>
          <span aria-hidden="true" className="row">
            <PhaseMark phase={p} />
            {p === phase ? WORDS[p] : null}
          </span>
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
