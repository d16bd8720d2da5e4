import type { Json } from '../../../core/base/json.ts';
import { removeElement, removeField, setField } from '../../../core/edit/arguments.ts';
import { addCatch, removeCatch, setCatch } from '../../../core/edit/flow.ts';
import { setNotes } from '../../../core/edit/steps.ts';
import { isTask, type Catcher, type Retrier, type Step, type StepId } from '../../../core/model/pipeline.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { BindingField } from '../binding/BindingField.tsx';
import { FieldProblems } from '../binding/HelpLine.tsx';
import { problemsAt } from '../binding/problems.ts';
import type { Slot } from '../binding/slot.ts';
import { ElementButton } from '../fields/ListView.tsx';
import { besides } from '../flow/ChoiceForm.tsx';
import { secondsInWords } from '../../../ui/duration.ts';
import { useFormEnv } from '../formEnv.ts';
import { ErrorsInput } from './ErrorsInput.tsx';
import { EstimateField } from './EstimateField.tsx';
import { errorsStillOpen, suggestedErrors } from './errors.ts';

/** What happens when the step fails: retries, catches, times; and its estimate and notes. */
export function ErrorsTab({ id, step }: { readonly id: StepId; readonly step: Step }) {
  const env = useFormEnv();
  const kind = env.catalog.kind(step.kind);
  const canFail = isTask(step) || step.kind === 'map' || step.kind === 'parallel';
  const retriers = ('retry' in step ? step.retry : undefined) ?? [];
  const catchers = ('catch' in step ? step.catch : undefined) ?? [];
  const suggestions = suggestedErrors(kind);
  const targets = besides(env.pipeline, id);
  const usual: Retrier = kind?.retryDefaults[0] ?? { errors: ['States.TaskFailed'], intervalSeconds: 5, maxAttempts: 3, backoffRate: 2 };
  const addRetry = (): void => {
    const all = retriers.findIndex((r) => r.errors.includes('States.ALL'));
    const added = retriers.toSpliced(all < 0 ? retriers.length : all, 0, { ...usual, errors: errorsStillOpen(usual.errors, retriers) });
    env.edit('Add retry', setField(id, '/retry', added as unknown as Json));
  };
  return (
    <div className="insp-scroll">
      {canFail ? (
        <>
          <div className="sect">
            Retries <small>{retriers.length === 0 ? 'none' : ''}</small>
            <span className="grow" />
            <button type="button" className="btn quiet sm" onClick={addRetry}>
              <Icon name="plus" />
              Add retry
            </button>
          </div>
          {retriers.length === 0 ? <p className="group-empty pad">A failure ends the step at once. Add a retry for errors that pass by themselves, such as throttling.</p> : null}
          {retriers.map((retrier, i) => (
            <RetryCard key={i} id={id} index={i} retrier={retrier} suggestions={suggestions} last={retriers.length === 1} />
          ))}
          <div className="sect line">
            On failure <small>{catchers.length === 0 ? 'the execution fails' : 'the first that fits is taken'}</small>
            <span className="grow" />
            <button type="button" className="btn quiet sm" disabled={targets.length === 0} onClick={() => env.edit('Add catch', addCatch(id, { errors: errorsStillOpen(['States.ALL'], catchers), to: targets[0]?.id ?? '' }))}>
              <Icon name="plus" />
              Add catch
            </button>
          </div>
          {catchers.map((catcher, i) => (
            <CatchCard key={i} id={id} index={i} catcher={catcher} suggestions={suggestions} targets={targets} />
          ))}
        </>
      ) : (
        <p className="group-empty pad">A step of this kind cannot fail by itself, so there is nothing to retry or catch.</p>
      )}
      {isTask(step) ? (
        <>
          <div className="sect line">Times</div>
          <div className="two">
            <BindingField slot={seconds(id, 'timeoutSeconds', 'Time-out', 'After so long the step fails with States.Timeout', step.timeoutSeconds)} />
            <BindingField slot={seconds(id, 'heartbeatSeconds', 'Heartbeat', 'Without a sign of life for so long it fails with States.HeartbeatTimeout', step.heartbeatSeconds)} />
          </div>
        </>
      ) : null}
      <div className="sect line">Estimate and notes</div>
      <EstimateField id={id} step={step} />
      <div className="field">
        <div className="field-label"><label htmlFor={`${id}-notes`}>Notes</label></div>
        <textarea id={`${id}-notes`} className="notes" aria-label="Notes" rows={3} value={step.notes ?? ''} onChange={(e) => env.edit('Edit notes', setNotes(id, e.currentTarget.value), `notes ${id}`)} />
      </div>
    </div>
  );
}

function seconds(id: StepId, field: 'timeoutSeconds' | 'heartbeatSeconds', label: string, doc: string, value: Json | undefined): Slot {
  return { target: { step: id, pointer: `/${field}` }, label, path: field, doc, unit: 's', value, shape: { type: 'integer', min: 1 } };
}

function RetryCard({ id, index, retrier, suggestions, last }: { readonly id: StepId; readonly index: number; readonly retrier: Retrier; readonly suggestions: readonly string[]; readonly last: boolean }) {
  const env = useFormEnv();
  const at = `/retry/${index}`;
  const label = `retry ${index + 1}`;
  const number = (field: keyof Retrier, name: string, unit: string | undefined, min: number, type: 'integer' | 'number' = 'integer'): Slot => ({
    target: { step: id, pointer: `${at}/${field}` },
    label: name,
    path: `retry[${index}].${field}`,
    ...(unit ? { unit } : {}),
    value: retrier[field] as Json | undefined,
    shape: { type, min },
    designOnly: true,
  });
  const problems = problemsAt(env.diagnostics, { step: id, pointer: at });
  return (
    <section className="way" aria-label={`Retry ${index + 1}`}>
      <header>
        <b className="num">{index + 1}</b>
        <span>{waits(retrier)}</span>
        <span className="grow" />
        <ElementButton icon="x" label={`Remove ${label}`} onClick={() => env.edit(`Remove ${label}`, last ? removeField(id, '/retry') : removeElement(id, at))} />
      </header>
      <ErrorsInput label={`errors of ${label}`} errors={retrier.errors} suggestions={suggestions} onChange={(errors) => env.edit(`Set errors of ${label}`, setField(id, `${at}/errors`, errors))} />
      <div className="two">
        <BindingField slot={number('maxAttempts', 'Attempts', undefined, 0)} />
        <BindingField slot={number('intervalSeconds', 'First after', 's', 1)} />
      </div>
      <div className="two">
        <BindingField slot={number('backoffRate', 'Backoff', '×', 1, 'number')} />
        <BindingField slot={number('maxDelaySeconds', 'Longest wait', 's', 1)} />
      </div>
      <label className="check-line">
        <input type="checkbox" checked={retrier.jitter === 'FULL'} onChange={(e) => env.edit(`Set jitter of ${label}`, setField(id, `${at}/jitter`, e.currentTarget.checked ? 'FULL' : 'NONE'))} />
        Spread the waits at random, so that many do not retry at once
      </label>
      {problems.length > 0 ? <FieldProblems problems={problems} /> : null}
    </section>
  );
}

/** "5 s, 10 s, 20 s …": the waits that a retry makes. */
function waits(retrier: Retrier): string {
  const attempts = retrier.maxAttempts ?? 3;
  const list = Array.from({ length: Math.min(3, Math.max(0, attempts)) }, (_, n) => Math.min((retrier.intervalSeconds ?? 1) * (retrier.backoffRate ?? 2) ** n, retrier.maxDelaySeconds ?? Number.POSITIVE_INFINITY));
  return attempts === 0 ? 'no retry' : `after ${list.map((s) => secondsInWords(Math.round(s * 10) / 10)).join(', ')}${attempts > 3 ? ' …' : ''}`;
}

function CatchCard({ id, index, catcher, suggestions, targets }: { readonly id: StepId; readonly index: number; readonly catcher: Catcher; readonly suggestions: readonly string[]; readonly targets: readonly { readonly id: StepId; readonly name: string }[] }) {
  const env = useFormEnv();
  const label = `catch ${index + 1}`;
  const problems = problemsAt(env.diagnostics, { step: id, pointer: `/catch/${index}` });
  return (
    <section className="way" aria-label={`Catch ${index + 1}`}>
      <header>
        <b className="num">{index + 1}</b>
        <span>On these errors</span>
        <span className="grow" />
        <ElementButton icon="x" label={`Remove ${label}`} onClick={() => env.edit(`Remove ${label}`, removeCatch(id, index))} />
      </header>
      <ErrorsInput label={`errors of ${label}`} errors={catcher.errors} suggestions={suggestions} onChange={(errors) => env.edit(`Set errors of ${label}`, setCatch(id, index, { ...catcher, errors }))} />
      <div className="way-to">
        <span>go to</span>
        <select className="select-sm grow" aria-label={`Target of ${label}`} value={catcher.to} onChange={(e) => env.edit(`Lead ${label}`, setCatch(id, index, { ...catcher, to: e.currentTarget.value }))}>
          {targets.some((t) => t.id === catcher.to) ? null : <option value={catcher.to}>{catcher.to} (not there)</option>}
          {targets.map((t) => (
            <option key={t.id} value={t.id}>{t.name}</option>
          ))}
        </select>
      </div>
      {problems.length > 0 ? <FieldProblems problems={problems} /> : null}
    </section>
  );
}
