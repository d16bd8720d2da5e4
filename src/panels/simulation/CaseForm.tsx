import { useState } from 'react';
import { allSteps } from '../../core/model/scopes.ts';
import type { Expectation, RunStatus } from '../../core/model/testCases.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { changeCase } from '../../store/simulating.ts';
import { removeCase, renameCase } from '../../store/testCases.ts';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

const STATUSES: readonly { readonly value: RunStatus; readonly label: string }[] = [{ value: 'SUCCEEDED', label: 'succeeds' }, { value: 'FAILED', label: 'fails' }, { value: 'TIMED_OUT', label: 'times out' }];

/** The chosen case: its name, and what must hold at its end. */
export function CaseForm({ name }: { readonly name: string }) {
  const { store } = useCauce();
  const expect = useApp((s) => s.simulation.testCase.expect) ?? {};
  const [draft, setDraft] = useState(name);
  const set = (change: Partial<Expectation>): void => changeCase(store, (c) => ({ ...c, expect: { ...c.expect, ...change } }));
  return (
    <section className="case-form" aria-label={`Test case ${name}`}>
      <div className="row">
        <input className="input" aria-label="Name of the test case" value={draft} onChange={(e) => setDraft(e.target.value)} onBlur={() => renameCase(store, draft.trim())} onKeyDown={(e) => e.key === 'Enter' && e.currentTarget.blur()} />
        <IconButton icon="x" label={`Delete ${name}`} small onClick={() => removeCase(store, name)} />
      </div>
      <label className="case-field"><span>It is expected that it</span>
        <select className="input" value={expect.status ?? ''} onChange={(e) => changeCase(store, ({ expect: { status: _, ...rest } = {}, ...c }) => ({ ...c, expect: e.target.value === '' ? rest : { ...rest, status: e.target.value as RunStatus } }))}>
          <option value="">ends in any way</option>
          {STATUSES.map((s) => <option key={s.value} value={s.value}>{s.label}</option>)}
        </select>
      </label>
      <StepList label="Steps that run" add="Add a step that must run" steps={expect.runs ?? []} set={(runs) => set({ runs })} />
      <StepList label="Steps that do not run" add="Add a step that must not run" steps={expect.skips ?? []} set={(skips) => set({ skips })} />
    </section>
  );
}

function StepList({ label, add, steps, set }: { readonly label: string; readonly add: string; readonly steps: readonly string[]; readonly set: (steps: readonly string[]) => void }) {
  const pipeline = useApp((s) => s.document.pipeline);
  const all = [...allSteps(pipeline)].map(([id, { step }]) => ({ id, name: step.name }));
  const nameOf = (id: string): string => all.find((s) => s.id === id)?.name ?? id;
  return (
    <div className="case-field">
      {steps.length > 0 ? <span aria-hidden="true">{label}</span> : null}
      <ul className="case-steps" aria-label={label}>
        {steps.map((id) => <li key={id} className="chip"><span className="cut">{nameOf(id)}</span><button type="button" aria-label={`Remove ${nameOf(id)}`} onClick={() => set(steps.filter((s) => s !== id))}><Icon name="x" size="sm" /></button></li>)}
      </ul>
      <select className="input" aria-label={add} value="" onChange={(e) => set([...steps, e.target.value])}>
        <option value="">{add}</option>
        {all.filter((s) => !steps.includes(s.id)).map((s) => <option key={s.id} value={s.id}>{s.name}</option>)}
      </select>
    </div>
  );
}
