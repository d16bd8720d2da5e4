import { isList, isObject, type Json } from '../../../core/base/json.ts';
import { pointer } from '../../../core/base/pointer.ts';
import { setField, removeField } from '../../../core/edit/arguments.ts';
import { renameStepOutput } from '../../../core/edit/stepOutputs.ts';
import { addLane, removeLane } from '../../../core/edit/lanes.ts';
import { placesOf } from '../../../core/edit/tree.ts';
import { edgesOf, type DataEdge } from '../../../core/model/edges.ts';
import { readBinding } from '../../../core/model/binding.ts';
import { isMap, type MapStep, type ParallelStep, type Pipeline, type StepId } from '../../../core/model/pipeline.ts';
import { BindingField } from '../binding/BindingField.tsx';
import { Chip } from '../binding/Chip.tsx';
import { describeBinding } from '../binding/describe.ts';
import { firstItemValue } from '../binding/values.ts';
import { ElementButton } from '../fields/ListView.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useFormEnv } from '../formEnv.ts';
import { NameTable } from './NameTable.tsx';

/** A Map or a Parallel drawn by hand: what it runs over, its results, and what it reads from outside (looks.md 7). */
export function ContainerForm({ id, step }: { readonly id: StepId; readonly step: MapStep | ParallelStep }) {
  const env = useFormEnv();
  const results = step.result ?? {};
  const map = isMap(step);
  return (
    <>
      {map ? (
        <>
          <div className="sect">Required <small>{step.items === undefined ? 0 : 1} of 1 set</small></div>
          <BindingField slot={{ target: { step: id, pointer: '/items' }, label: 'Items', path: 'items', doc: 'The list that the Map runs over', required: true, value: step.items, shape: undefined, type: 'json', list: true, parameterName: `${step.name} items` }} />
          <BindingField slot={{ target: { step: id, pointer: '/maxConcurrency' }, label: 'Max concurrency', path: 'maxConcurrency', doc: 'How many items run at a time; 0 or nothing: no limit', unit: 'at a time', value: step.maxConcurrency, shape: { type: 'integer', min: 0 }, parameterName: 'MaxConcurrency' }} />
          <ItemFields id={id} />
        </>
      ) : (
        <Branches id={id} step={step as ParallelStep} />
      )}
      <NameTable
        title="Results"
        note={map ? 'a list each, in the order of the items' : 'the value itself'}
        of={`a result to ${step.name}`}
        empty={`What is made inside leaves only through a result. ${map ? 'Each becomes a list, one value for each item.' : ''}`}
        names={Object.keys(results)}
        base="result"
        onAdd={(name) => env.edit(`Add result ${name}`, setField(id, step.result ? `/result${pointer(name)}` : '/result', step.result ? '' : { [name]: '' })).ok}
        onRename={(old, name) => env.edit(`Rename result ${old}`, renameStepOutput(id, old, name)).ok}
        onRemove={(name) => env.edit(`Remove result ${name}`, removeField(id, `/result${pointer(name)}`))}
      >
        {(name) => <BindingField plain slot={{ target: { step: id, pointer: `/result${pointer(name)}` }, label: name, path: `result.${name}`, value: results[name] === '' ? undefined : results[name], shape: undefined, cleared: '', inside: true }} />}
      </NameTable>
      <OuterValues id={id} map={map} />
    </>
  );
}

/** The fields of an item, from the default of the parameter that the Map runs over, and who reads them. */
function ItemFields({ id }: { readonly id: StepId }) {
  const { pipeline, environment } = useFormEnv();
  const item = firstItemValue(pipeline, id, [], environment);
  if (!isObject(item)) return null;
  const readers = itemReaders(pipeline, id);
  return (
    <>
      <div className="sect line">Item <small>of the first of the items now</small></div>
      <div className="kv-table plain-rows" role="group" aria-label="Item">
        {Object.entries(item).map(([name, value]) => (
          <div className="kv-row" key={name}>
            <code className="cut">{name}</code>
            <span className="muted cut">{isList(value) ? 'list' : isObject(value) ? 'object' : value === null ? 'null' : typeof value}</span>
            <span className="cut">{[...new Set([...(readers.get(name) ?? []), ...(readers.get('') ?? [])])].join(', ') || <span className="muted">not read</span>}</span>
          </div>
        ))}
      </div>
    </>
  );
}

function itemReaders(pipeline: Pipeline, map: StepId): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const visit = (json: Json, reader: string): void => {
    if (isList(json)) return json.forEach((j) => visit(j, reader));
    if (!isObject(json)) return;
    const binding = readBinding(json);
    if (binding.kind === 'item' && binding.map === map) {
      const key = String(binding.path[0] ?? '');
      const list = found.get(key) ?? [];
      if (!list.includes(reader)) found.set(key, [...list, reader]);
      return;
    }
    Object.values(json).forEach((j) => visit(j, reader));
  };
  for (const [, place] of placesOf(pipeline)) if (place.around.some((a) => a.id === map) && 'arguments' in place.step) visit(place.step.arguments ?? {}, place.step.name);
  return found;
}

/** What the steps inside read from outside: the same for every item. */
function OuterValues({ id, map }: { readonly id: StepId; readonly map: boolean }) {
  const env = useFormEnv();
  const places = placesOf(env.pipeline);
  const inside = (step: StepId): boolean => places.get(step)?.around.some((a) => a.id === id) ?? false;
  const outer = edgesOf(env.pipeline).filter((e): e is DataEdge => e.kind === 'data' && inside(e.to) && !inside(e.from) && e.from !== id);
  if (outer.length === 0) return null;
  return (
    <>
      <div className="sect line">Outer values <small>{map ? 'the same for every item' : 'read from outside'}</small></div>
      <div className="kv-table plain-rows" role="group" aria-label="Outer values">
        {outer.map((edge) => {
          const chip = describeBinding(env.pipeline, env.catalog, { $output: edge.port === undefined ? { from: edge.from } : `${edge.from}/${edge.port}` }, false).pieces[0];
          return (
            <div className="kv-row two-cells" key={edge.id}>
              <span className="row">{chip && 'kind' in chip ? <Chip chip={chip} onOpen={() => env.goToStep(edge.from)} onRemove={() => undefined} /> : null}</span>
              <button type="button" className="link cut" onClick={() => env.goToStep(edge.to, edge.field)}>{places.get(edge.to)?.step.name}</button>
            </div>
          );
        })}
      </div>
    </>
  );
}

/** The branches of a Parallel, side by side; a branch is added empty and removed with its steps. */
function Branches({ id, step }: { readonly id: StepId; readonly step: ParallelStep }) {
  const env = useFormEnv();
  return (
    <>
      <div className="sect">
        Branches <small>{step.branches.length}, side by side</small>
        <span className="grow" />
        <button type="button" className="btn quiet sm" onClick={() => env.edit('Add a branch', addLane(id))}>
          <Icon name="plus" />
          Add branch
        </button>
      </div>
      <div className="kv-table plain-rows" role="group" aria-label="Branches">
        {step.branches.map((b, i) => (
          <div className="kv-row branches" key={b.id}>
            <span>Branch {i + 1}</span>
            <span className="muted cut">{Object.values(b.steps).map((s) => s.name).join(', ') || 'empty'}</span>
            <ElementButton icon="x" label={`Remove branch ${i + 1}`} disabled={step.branches.length === 1} onClick={() => env.edit(`Remove branch ${i + 1}`, removeLane(id, b.id))} />
          </div>
        ))}
      </div>
    </>
  );
}
