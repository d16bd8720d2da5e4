import { ToggleGroup } from 'radix-ui';
import { useStore } from 'zustand';
import { typedOf, type RunField } from '../../../core/deliver/run/runForm.ts';
import { readAxis, type Axis } from '../../../core/deliver/run/sweepAxis.ts';
import { useCauce } from '../../../store/react.tsx';
import { changeSweep, runFormOf } from '../../../store/run/runForm.ts';

type Range = Axis & { readonly by: 'range' };
/** So many values are written out below the field. */
const SHOWN = 8;

/** The values of one parameter of a sweep: written out, or for numbers from one to another. */
export function AxisEditor({ id, field, axis }: { readonly id: string; readonly field: RunField; readonly axis: Axis }) {
  const app = useCauce();
  const axes = useStore(runFormOf(app), (f) => f.sweep.axes);
  const { name, parameter } = field;
  const { type } = parameter;
  const set = (to: Axis): void => changeSweep(app, { axes: { ...axes, [name]: to } });
  const read = readAxis(parameter, axis);
  const isNumber = type === 'integer' || type === 'number';
  const first = parameter.default === undefined ? '' : typedOf(parameter.default);
  return (
    <div className="axis" role="group" aria-label={`Values of ${name}`}>
      {isNumber ? (
        <div className="axis-how">
          <ToggleGroup.Root className="seg" type="single" aria-label={`How the values of ${name} are given`} value={axis.by} onValueChange={(v) => v !== '' && v !== axis.by && set(v === 'list' ? { by: 'list', text: 'values' in read ? read.values.map(typedOf).join(', ') : first } : { by: 'range', from: first, to: '', pace: 'count', amount: '5', scale: 'linear' })}>
            <ToggleGroup.Item value="list">List</ToggleGroup.Item>
            <ToggleGroup.Item value="range">Range</ToggleGroup.Item>
          </ToggleGroup.Root>
          {axis.by === 'range' ? <Division name={name} axis={axis} set={set} /> : null}
        </div>
      ) : null}
      {axis.by === 'list' ? (
        <textarea id={id} className="input code" aria-describedby={`${id}-help`} aria-invalid={'fault' in read} rows={isNumber || type === 'boolean' ? 1 : 3} value={axis.text} spellCheck={false} placeholder={HINTS[type] ?? 'one on each line, or parted by commas'} onChange={(e) => set({ by: 'list', text: e.target.value })} />
      ) : <RangeInputs id={id} axis={axis} set={set} />}
      {'values' in read ? <small className="muted mono axis-values">{read.values.length} {read.values.length === 1 ? 'value' : 'values'}: {read.values.slice(0, SHOWN).map(typedOf).join(', ')}{read.values.length > SHOWN ? ', …' : ''}</small> : null}
    </div>
  );
}

function Division({ name, axis, set }: { readonly name: string; readonly axis: Range; readonly set: (to: Axis) => void }) {
  return (
    <select
      className="input" aria-label={`How the range of ${name} is divided`} value={`${axis.pace} ${axis.scale}`}
      onChange={(e) => {
        const [pace, scale] = e.target.value.split(' ') as [Range['pace'], Range['scale']];
        set({ ...axis, pace, scale });
      }}
    >
      <option value="count linear">so many, evenly</option>
      <option value="count log">so many, logarithmically</option>
      <option value="step linear">by a step</option>
      <option value="step log">by a factor</option>
    </select>
  );
}

function RangeInputs({ id, axis, set }: { readonly id: string; readonly axis: Range; readonly set: (to: Axis) => void }) {
  const input = (key: 'from' | 'to' | 'amount', label: string, at?: string) => (
    <label><span>{label}</span><input id={at} className="input code" inputMode="decimal" value={axis[key]} onChange={(e) => set({ ...axis, [key]: e.target.value })} /></label>
  );
  return (
    <div className="axis-range">
      {input('from', 'From', id)}
      {input('to', 'To')}
      {input('amount', axis.pace === 'count' ? 'Values' : axis.scale === 'log' ? 'Factor' : 'Step')}
    </div>
  );
}

const HINTS: Readonly<Record<string, string>> = { integer: '4, 6, 8', number: '0.1, 0.2, 0.5', boolean: 'true, false', list: 'one list on each line: [64, 32]', object: 'one object on each line: {"a": 1}' };
