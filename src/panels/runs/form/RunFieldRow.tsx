import { useId, useState, type DragEvent } from 'react';
import { useStore } from 'zustand';
import { betterValue } from '../../../core/deliver/run/betterValue.ts';
import { typedOf, type RunField } from '../../../core/deliver/run/runForm.ts';
import { isSecretName } from '../../../core/deliver/run/secretName.ts';
import type { Axis } from '../../../core/deliver/run/sweepAxis.ts';
import type { Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { changeSweep, runFormOf, typeValue } from '../../../store/run/runForm.ts';
import { uploadInto } from '../../../store/run/uploading.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { AxisEditor } from './AxisEditor.tsx';
import { earlierValues } from './earlierValues.ts';
import { prettyJson } from './prettyJson.ts';
import { UploadButton, UploadState } from './Upload.tsx';

interface Props {
  readonly look: Look;
  readonly field: RunField;
  readonly text: string;
  /** Where it varies in a sweep. */
  readonly axis: Axis | undefined;
  readonly fault: string | undefined;
  readonly sweeping: boolean;
}

/** One parameter of the form: its value, or in a sweep its values. */
export function RunFieldRow({ look, field, text, axis, fault, sweeping }: Props) {
  const app = useCauce();
  const id = useId();
  const [over, setOver] = useState(false);
  const { name, parameter: { type }, required } = field;
  const takesFile = type === 's3-uri' && axis === undefined;
  const { account } = look.session.identity;
  const better = fault === undefined || axis !== undefined ? undefined : betterValue(type, text, { account, region: look.session.connection.region });
  const drop = takesFile ? {
    onDragOver: (e: DragEvent) => {
      if (!e.dataTransfer.types.includes('Files')) return;
      e.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (e: DragEvent) => {
      const file = e.dataTransfer.files[0];
      if (file === undefined) return;
      e.preventDefault();
      e.stopPropagation();
      setOver(false);
      void uploadInto(app, look.session, name, file);
    },
  } : {};
  return (
    <div className={`run-param ${isShort(field) && axis === undefined ? 'short' : ''} ${over ? 'over' : ''}`} {...drop}>
      <div className="run-label">
        <label htmlFor={id}><PhaseMark phase="run" /><code className="cut" title={name}>{name}</code>{required ? <span className="bad" aria-hidden="true">*</span> : null}</label>
        {!required && text !== '' && axis === undefined ? <span className="count">changed</span> : null}
        <span className="grow" />
        {sweeping ? <VaryButton field={field} text={text} axis={axis} /> : null}
        <small className="muted mono">{type}</small>
      </div>
      {axis === undefined ? <div className="run-value"><Value id={id} field={field} text={text} invalid={fault !== undefined} />{takesFile ? <UploadButton look={look} field={name} /> : null}</div> : <AxisEditor id={id} field={field} axis={axis} />}
      {takesFile ? <UploadState field={name} /> : null}
      <small id={`${id}-help`} className={fault === undefined ? 'muted' : 'bad'}>
        {fault === undefined ? <span>{helpOf(field)}</span> : <><Icon name="bad" size="sm" /><span>{fault}</span></>}
        {better === undefined ? null : <button type="button" className="link" title={better} onClick={() => typeValue(app, name, better)}>Use {better}</button>}
      </small>
    </div>
  );
}

/** Begins to vary a parameter with the value that it has, or ends it with the first of its values. */
function VaryButton({ field: { name, parameter }, text, axis }: Pick<Props, 'field' | 'text' | 'axis'>) {
  const app = useCauce();
  const { axes } = useStore(runFormOf(app), (f) => f.sweep);
  const begin = (): void => changeSweep(app, { axes: { ...axes, [name]: { by: 'list', text: text !== '' ? text : parameter.default === undefined ? '' : typedOf(parameter.default) } } });
  const end = (): void => changeSweep(app, { axes: Object.fromEntries(Object.entries(axes).filter(([n]) => n !== name)) });
  return <button type="button" className="link vary" aria-label={axis === undefined ? `Vary ${name}` : `One value for ${name}`} onClick={axis === undefined ? begin : end}>{axis === undefined ? 'Vary' : 'One value'}</button>;
}

function Value({ id, field, text, invalid }: { readonly id: string; readonly field: RunField; readonly text: string; readonly invalid: boolean }) {
  const app = useCauce();
  const { name, parameter, required } = field;
  const earlier = OFFERED.includes(parameter.type) ? earlierValues(app, name) : [];
  const fallback = parameter.default === undefined ? '' : typedOf(parameter.default);
  const allowed = parameter.allowed ?? (parameter.type === 'boolean' ? [true, false] : undefined);
  const shared = { id, className: 'input code', value: text, 'aria-invalid': invalid, 'aria-required': required, 'aria-describedby': `${id}-help` } as const;
  const set = (value: string): void => typeValue(app, name, value);
  if (allowed) {
    return (
      <select {...shared} onChange={(e) => set(e.target.value)}>
        <option value="">{fallback === '' ? 'Choose…' : `${fallback} (default)`}</option>
        {allowed.map((a) => <option key={typedOf(a)} value={typedOf(a)}>{typedOf(a)}</option>)}
      </select>
    );
  }
  if (parameter.type === 'object' || parameter.type === 'list') {
    // Formatting on leaving shows the structure; what is no JSON stays as it was typed.
    const tidy = (): void => {
      const pretty = prettyJson(text);
      if (pretty !== text) set(pretty);
    };
    const shown = text === '' ? prettyJson(fallback) : text;
    return <textarea {...shared} rows={Math.min(14, Math.max(2, shown.split('\n').length))} placeholder={prettyJson(fallback)} spellCheck={false} onBlur={tidy} onChange={(e) => set(e.target.value)} />;
  }
  return (
    <>
      <input {...shared} placeholder={fallback} spellCheck={false} autoComplete="off" type={isSecretName(name) ? 'password' : 'text'} list={earlier.length > 0 ? `${id}-earlier` : undefined} onChange={(e) => set(e.target.value)} />
      {earlier.length > 0 ? <datalist id={`${id}-earlier`}>{earlier.map((v) => <option key={v} value={v} />)}</datalist> : null}
    </>
  );
}

/** Long values that few people know by heart. */
const OFFERED: readonly string[] = ['arn', 'role', 'image-uri', 'instance-type'];

function isShort({ parameter: { type, allowed, description = '' } }: RunField): boolean {
  return description.length <= 60 && (type === 'number' || type === 'integer' || type === 'boolean' || (type === 'string' && allowed !== undefined));
}

function helpOf({ name, parameter: { description, minimum, maximum } }: RunField): string {
  const range = minimum !== undefined && maximum !== undefined ? `from ${minimum} to ${maximum}` : minimum !== undefined ? `at least ${minimum}` : maximum !== undefined ? `at most ${maximum}` : '';
  const secret = isSecretName(name) ? 'whoever may read executions reads this value' : '';
  const help = [description, range, secret].filter((t) => t !== undefined && t !== '').join(', ');
  return help.charAt(0).toUpperCase() + help.slice(1);
}
