import { ToggleGroup } from 'radix-ui';
import { useStore } from 'zustand';
import { useCauce } from '../../../store/react.tsx';
import { changeSweep, runFormOf } from '../../../store/run/runForm.ts';

/** One run, or several that differ in some parameters. */
export function OneOrMany() {
  const app = useCauce();
  const on = useStore(runFormOf(app), (f) => f.sweep.on);
  return (
    <ToggleGroup.Root className="seg" type="single" aria-label="How many" value={on ? 'many' : 'one'} onValueChange={(v) => v !== '' && changeSweep(app, { on: v === 'many' })}>
      <ToggleGroup.Item value="one">One run</ToggleGroup.Item>
      <ToggleGroup.Item value="many">Sweep</ToggleGroup.Item>
    </ToggleGroup.Root>
  );
}
