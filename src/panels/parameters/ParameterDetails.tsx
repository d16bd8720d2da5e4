import { useId, useState, type ReactNode } from 'react';
import { setParameter } from '../../core/edit/parameters.ts';
import { PARAMETER_TYPES, type Parameter, type ParameterType } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Choose } from '../../ui/Choose.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { deleteParameter, goToUse, moveRow } from './actions.ts';
import type { Row } from './rows.ts';
import { converted, isTextType, printValue, readAllowed, readValue, type ReadValue } from './values.ts';
import { placeOfUse } from '../fieldPlace.ts';

/** What does not fit on the line: description, type, constraints, the fields that use it, and the way to delete it. */
export function ParameterDetails({ row }: { readonly row: Row }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const { name, parameter, uses, problems } = row;
  const set = (what: string, patch: { readonly [K in keyof Parameter]?: Parameter[K] | undefined }): void => {
    app.store.getState().edit(`set ${what} of ${name}`, setParameter(name, patch));
  };
  const numeric = parameter.type === 'integer' || parameter.type === 'number';
  const structured = parameter.type === 'list' || parameter.type === 'object';
  return (
    <div className="parameter-details">
      {problems.map((d, i) => (
        <p key={i} className={`note ${d.severity === 'error' ? 'bad' : d.severity === 'warning' ? 'warn' : ''}`}>{d.message} {d.hint}</p>
      ))}
      <div className="fields">
        <TextField label="Description" of={name} value={parameter.description ?? ''} wide read={(text) => ({ ok: true, value: text.trim() || undefined })} onSet={(v) => set('the description', { description: v as string | undefined })} />
        <Labelled label="Type">
          <Choose
            label={`Type of ${name}`}
            value={parameter.type}
            options={PARAMETER_TYPES.map((t) => ({ value: t, label: t }))}
            onChange={(type) => set('the type', { type: type as ParameterType, ...(parameter.default === undefined ? {} : { default: converted(parameter.default, type as ParameterType) }) })}
          />
        </Labelled>
        {parameter.phase === 'deploy' ? (
          <Labelled label="Encoding">
            {structured ? <span className="muted">Base64, as every {parameter.type}</span> : (
              <Choose
                label={`Encoding of ${name}`}
                value={parameter.encoding ?? 'text'}
                options={[{ value: 'text', label: 'Text' }, { value: 'base64', label: 'Base64', detail: 'any character' }]}
                onChange={(encoding) => set('the encoding', { encoding: encoding === 'base64' ? 'base64' : undefined })}
              />
            )}
          </Labelled>
        ) : null}
        {numeric ? (
          <>
            <TextField label="Minimum" of={name} value={printValue(parameter.type, parameter.minimum)} read={(t) => readValue(parameter.type, t)} onSet={(v) => set('the minimum', { minimum: v as number | undefined })} />
            <TextField label="Maximum" of={name} value={printValue(parameter.type, parameter.maximum)} read={(t) => readValue(parameter.type, t)} onSet={(v) => set('the maximum', { maximum: v as number | undefined })} />
          </>
        ) : null}
        {isTextType(parameter.type) ? <TextField label="Pattern" of={name} mono placeholder="^s3://.+" value={parameter.pattern ?? ''} read={readPattern} onSet={(v) => set('the pattern', { pattern: v as string | undefined })} /> : null}
        {parameter.type === 'boolean' || structured ? null : (
          <TextField
            label="Allowed values"
            of={name}
            mono
            lines
            placeholder="any; else one a line"
            value={(parameter.allowed ?? []).map((v) => printValue(parameter.type, v)).join('\n')}
            read={(t) => readAllowed(parameter.type, t)}
            onSet={(v) => set('the allowed values', { allowed: v as Parameter['allowed'] | undefined })}
          />
        )}
      </div>
      <div className="row uses">
        {uses.length === 0 ? <span className="muted">Nothing uses it yet. Bind a field to it in the inspector.</span> : <span className="muted">Used in</span>}
        {uses.map((use) => (
          <button key={`${use.step ?? ''}${use.pointer}`} type="button" className="btn sm" onClick={() => goToUse(app, use)}>{placeOfUse(pipeline, use)}</button>
        ))}
        <span className="grow" />
        <IconButton icon="up" small label={`Move ${name} up`} keys="Alt+↑" onClick={() => moveRow(app, name, -1)} />
        <IconButton icon="down" small label={`Move ${name} down`} keys="Alt+↓" onClick={() => moveRow(app, name, 1)} />
        <button type="button" className="btn sm bad" onClick={() => void deleteParameter(app, name)}><Icon name="x" />Delete {name}</button>
      </div>
    </div>
  );
}

function Labelled({ label, wide = false, children }: { readonly label: string; readonly wide?: boolean; readonly children: ReactNode }) {
  return (
    <div className={`labelled ${wide ? 'wide' : ''}`}>
      <span className="muted" aria-hidden="true">{label}</span>
      {children}
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly of: string;
  readonly value: string;
  readonly read: (text: string) => ReadValue;
  readonly onSet: (value: unknown) => void;
  readonly placeholder?: string;
  readonly mono?: boolean;
  readonly wide?: boolean;
  readonly lines?: boolean;
}

/** Writes when it is left or at Enter; what cannot be read stays, with the reason. */
function TextField({ label, of, value, read, onSet, placeholder, mono = false, wide = false, lines = false }: TextFieldProps) {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  const commit = (text: string): void => {
    if (text === value) return setFault(null);
    const result = read(text);
    setFault(result.ok ? null : result.reason);
    if (result.ok) onSet(result.value);
  };
  const shared = {
    'aria-label': `${label} of ${of}`,
    'aria-invalid': fault !== null,
    'aria-describedby': fault === null ? undefined : id,
    className: `input ${mono ? 'mono' : ''}`,
    defaultValue: value,
    placeholder,
    spellCheck: false,
  };
  return (
    <Labelled label={label} wide={wide}>
      {lines ? (
        <textarea key={value} {...shared} rows={Math.min(5, value.split('\n').length + 1)} onBlur={(e) => commit(e.currentTarget.value)} />
      ) : (
        <input key={value} {...shared} onBlur={(e) => commit(e.currentTarget.value)} onKeyDown={(e) => e.key === 'Enter' && commit(e.currentTarget.value)} />
      )}
      {fault === null ? null : <span id={id} role="alert" className="help bad">{fault}</span>}
    </Labelled>
  );
}

function readPattern(text: string): ReadValue {
  if (text === '') return { ok: true, value: undefined };
  try {
    new RegExp(text, 'u');
  } catch {
    return { ok: false, reason: 'This is not a regular expression. Close its brackets, or escape them with \\.' };
  }
  return { ok: true, value: text };
}
