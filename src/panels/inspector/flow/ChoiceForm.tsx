import type { Json } from '../../../core/base/json.ts';
import { addBranch, removeBranch, setWay } from '../../../core/edit/flow.ts';
import { reachable } from '../../../core/edit/graph.ts';
import { moveBranch, ownOutputs, setLoopMax } from '../../../core/edit/stepOutputs.ts';
import { placesOf } from '../../../core/edit/tree.ts';
import { edgesOf } from '../../../core/model/edges.ts';
import type { ChoiceStep, Pipeline, StepId, Way } from '../../../core/model/pipeline.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { BindingField } from '../binding/BindingField.tsx';
import { FieldProblems } from '../binding/HelpLine.tsx';
import { problemsAt } from '../binding/problems.ts';
import { useFormEnv } from '../formEnv.ts';
import { ElementButton } from '../fields/ListView.tsx';
import { ChoiceOutputs } from './ChoiceOutputs.tsx';
import { ConditionBuilder } from './ConditionBuilder.tsx';

/** The ways of a Choice, in order: the first whose condition holds is taken. */
export function ChoiceForm({ id, step }: { readonly id: StepId; readonly step: ChoiceStep }) {
  const env = useFormEnv();
  const branches = step.branches ?? [];
  const outputs = ownOutputs(step);
  return (
    <>
      <div className="sect">
        Ways <small>the first that holds is taken</small>
        <span className="grow" />
        <button type="button" className="btn quiet sm" onClick={() => env.edit('Add a way', addBranch(id))}>
          <Icon name="plus" />
          Add way
        </button>
      </div>
      {branches.length === 0 ? <p className="pane-empty">No way has a condition yet: every execution goes otherwise. Add a way.</p> : null}
      {branches.map((branch, i) => (
        <section className="way" key={i} aria-label={`Way ${i + 1}`}>
          <header>
            <b className="num">{i + 1}</b>
            <span>{i === 0 ? 'If' : 'Else if'}</span>
            <span className="grow" />
            <ElementButton icon="up" label={`Move way ${i + 1} up`} disabled={i === 0} onClick={() => env.edit(`Move way ${i + 1} up`, moveBranch(id, i, i - 1))} />
            <ElementButton icon="down" label={`Move way ${i + 1} down`} disabled={i === branches.length - 1} onClick={() => env.edit(`Move way ${i + 1} down`, moveBranch(id, i, i + 1))} />
            <ElementButton icon="x" label={`Remove way ${i + 1}`} onClick={() => env.edit(`Remove way ${i + 1}`, removeBranch(id, i))} />
          </header>
          <ConditionBuilder id={id} pointer={`/branches/${i}/when`} value={branch.when} label={`way ${i + 1}`} />
          <WayEnd id={id} way={i} of={branch} outputs={outputs} step={step} label={`way ${i + 1}`} />
        </section>
      ))}
      <section className="way" aria-label="Otherwise">
        <header>
          <span>Otherwise</span>
        </header>
        <WayEnd id={id} way="otherwise" of={step.otherwise ?? {}} outputs={outputs} step={step} label="otherwise" />
      </section>
      <ChoiceOutputs id={id} step={step} />
    </>
  );
}

/** Where a way leads, how often if it leads back, and its value for each output of the Choice. */
function WayEnd({ id, way, of, outputs, step, label }: { readonly id: StepId; readonly way: number | 'otherwise'; readonly of: Way; readonly outputs: readonly string[]; readonly step: ChoiceStep; readonly label: string }) {
  const env = useFormEnv();
  const targets = besides(env.pipeline, id);
  const back = of.to !== undefined && leadsTo(env.pipeline, of.to, id, way);
  const base = way === 'otherwise' ? '/otherwise' : `/branches/${way}`;
  const problems = ['', '/to', '/loop', '/loop/max', '/outputs'].flatMap((part) => problemsAt(env.diagnostics, { step: id, pointer: base + part }));
  return (
    <>
      <div className="way-to">
        <span>{back ? 'back to' : 'go to'}</span>
        <select className="select-sm grow" aria-label={`Target of ${label}`} value={of.to ?? ''} onChange={(e) => env.edit(`Lead ${label}`, setWay(id, way, e.currentTarget.value === '' ? undefined : e.currentTarget.value))}>
          <option value="">straight on to the end</option>
          {targets.map((t) => (
            <option key={t.id} value={t.id}>{t.name}</option>
          ))}
        </select>
        {back || of.loop ? (
          <label className="times">
            at most
            <input className="literal" type="number" min={1} aria-label={`Loop limit of ${label}`} value={of.loop?.max ?? ''} onChange={(e) => env.edit(`Limit the loop of ${label}`, setLoopMax(id, way, e.currentTarget.value === '' ? undefined : Number(e.currentTarget.value)), `loop ${id} ${label}`)} />
            times
          </label>
        ) : null}
      </div>
      {problems.length > 0 ? <FieldProblems problems={problems} /> : null}
      {outputs.map((name) => (
        <BindingField
          key={name}
          slot={{
            target: { step: id, pointer: `${base}/outputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` },
            label: name,
            path: `${label}: outputs.${name}`,
            required: true,
            value: of.outputs?.[name],
            shape: undefined,
            ...(step.outputTypes?.[name] ? { type: step.outputTypes[name] } : {}),
            writeAs: (value: Json) => (of.outputs ? { pointer: `${base}/outputs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, value } : { pointer: `${base}/outputs`, value: { [name]: value } }),
          }}
        />
      ))}
    </>
  );
}

/** The other steps of the scope of a step: where ways and catches can lead. */
export function besides(pipeline: Pipeline, id: StepId): readonly { readonly id: StepId; readonly name: string }[] {
  const places = placesOf(pipeline);
  const place = places.get(id);
  const around = JSON.stringify(place?.around ?? []);
  return [...places].filter(([other, p]) => other !== id && JSON.stringify(p.around) === around).map(([other, p]) => ({ id: other, name: p.step.name }));
}

/** Does the flow lead from a step to the Choice without the way in question? Then that way is a loop. */
function leadsTo(pipeline: Pipeline, from: StepId, choice: StepId, way: number | 'otherwise'): boolean {
  const next = new Map<StepId, StepId[]>();
  for (const edge of edgesOf(pipeline)) {
    if (edge.kind === 'way' && edge.from === choice && edge.way === way) continue;
    next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  }
  return reachable(from, next).has(choice);
}

