import { valueAt } from '../../../core/base/pointer.ts';
import type { JsonObject } from '../../../core/base/json.ts';
import { addOrder, removeOrder } from '../../../core/edit/flow.ts';
import { placesOf } from '../../../core/edit/tree.ts';
import { edgesOf, type DataEdge } from '../../../core/model/edges.ts';
import type { Step, StepId } from '../../../core/model/pipeline.ts';
import { familyOf } from '../../../ui/families.ts';
import { Chip } from '../binding/Chip.tsx';
import { describeBinding } from '../binding/describe.ts';
import { plain } from '../binding/values.ts';
import { ElementButton } from '../fields/ListView.tsx';
import { besides } from '../flow/ChoiceForm.tsx';
import { useFormEnv } from '../formEnv.ts';

/** What the step takes and from where, what it gives and to whom, and what it waits for. */
export function PortsTab({ id, step }: { readonly id: StepId; readonly step: Step }) {
  const env = useFormEnv();
  const kind = env.catalog.kind(step.kind);
  const inputs = (kind?.inputs(step) ?? []).filter((port) => port.template === undefined);
  const outputs = kind?.outputs(step) ?? [];
  const places = placesOf(env.pipeline);
  const readers = edgesOf(env.pipeline).filter((e): e is DataEdge => e.kind === 'data' && e.from === id);
  const nameOf = (other: StepId): string => places.get(other)?.step.name ?? other;
  const after = step.after ?? [];
  const others = besides(env.pipeline, id).filter((o) => !after.includes(o.id));
  return (
    <div className="insp-scroll">
      <div className="sect">Inputs <small>{inputs.length}</small></div>
      {inputs.length === 0 ? <p className="group-empty pad">The step takes no data of a type of its own. Any field can be bound to an output all the same.</p> : null}
      <div className="kv-table plain-rows" role="group" aria-label="Inputs">
        {inputs.map((port) => {
          const value = valueAt((('arguments' in step && step.arguments) || {}) as JsonObject, port.pointer);
          const pieces = value === undefined ? [] : describeBinding(env.pipeline, env.catalog, value, false).pieces;
          return (
            <div className="kv-row ports" key={port.pointer}>
              <button type="button" className="link cut" title={port.pointer} onClick={() => env.goToStep(id, `/arguments${port.pointer}`)}>
                <i className={`dot ${familyOf(port.type)}`} /> {port.label}
              </button>
              <span className="chips">
                {pieces.map((piece, i) => ('kind' in piece ? <Chip key={i} chip={piece} onOpen={() => (piece.parameter === undefined ? piece.step !== undefined && env.goToStep(piece.step) : env.goToParameter(piece.parameter))} onRemove={() => env.goToStep(id, `/arguments${port.pointer}`)} /> : <code key={i}>{piece.text}</code>))}
                {pieces.length === 0 ? value === undefined ? <span className="muted">{port.required ? 'missing' : 'not set'}</span> : <code className="cut">{plain(value)}</code> : null}
              </span>
              <span className="type">{port.list ? `list of ${port.type}` : port.type}</span>
            </div>
          );
        })}
      </div>
      <div className="sect line">Outputs <small>{outputs.length}</small></div>
      {outputs.length === 0 ? <p className="group-empty pad">No output has a name. Any place of the response can be read by its path.</p> : null}
      <div className="kv-table plain-rows" role="group" aria-label="Outputs">
        {outputs.map((port) => {
          const used = readers.filter((e) => e.port === port.name);
          return (
            <div className="kv-row ports" key={port.name}>
              <span className="cut" title={port.label}>
                <i className={`dot ${familyOf(port.type)}`} /> <code>{port.name}</code>
              </span>
              <span className="readers">
                {used.map((e) => (
                  <button type="button" className="link cut" key={e.id} onClick={() => env.goToStep(e.to, e.field)}>{nameOf(e.to)}</button>
                ))}
                {used.length === 0 ? <span className="muted">not read</span> : null}
              </span>
              <span className="type">{port.list ? `list of ${port.type}` : port.type}</span>
            </div>
          );
        })}
      </div>
      {readers.some((e) => e.port === undefined) ? (
        <p className="group-empty pad">
          The response itself is read by{' '}
          {readers.filter((e) => e.port === undefined).map((e) => (
            <button type="button" className="link" key={e.id} onClick={() => env.goToStep(e.to, e.field)}>{nameOf(e.to)}</button>
          ))}
        </p>
      ) : null}
      <div className="sect line">Runs after <small>without data from them</small></div>
      <div className="kv-table plain-rows" role="group" aria-label="Runs after">
        {after.map((from) => (
          <div className="kv-row two-cells" key={from}>
            <button type="button" className="link cut" onClick={() => env.goToStep(from)}>{nameOf(from)}</button>
            <ElementButton icon="x" label={`No longer after ${nameOf(from)}`} onClick={() => env.edit(`Remove the order from ${nameOf(from)}`, removeOrder(from, id))} />
          </div>
        ))}
      </div>
      {others.length > 0 ? (
        <div className="pad">
          <select className="select-sm" aria-label="Add a step to run after" value="" onChange={(e) => env.edit(`Run after ${nameOf(e.currentTarget.value)}`, addOrder(e.currentTarget.value, id))}>
            <option value="">Add a step…</option>
            {others.map((o) => (
              <option key={o.id} value={o.id}>{o.name}</option>
            ))}
          </select>
        </div>
      ) : null}
    </div>
  );
}
