import { Icon } from '../../../ui/Icon.tsx';
import type { Diagnostic } from '../../../core/diagnostic/diagnostic.ts';
import { own } from '../../../core/base/json.ts';
import { stepOf } from '../../../core/edit/tree.ts';
import { useFormEnv } from '../formEnv.ts';
import { secondsInWords } from '../../../ui/duration.ts';
import type { BindingView } from './describe.ts';
import type { Slot } from './slot.ts';
import { CONTEXT_LABELS, firstItemValue, parameterValue, plain, preview } from './values.ts';

/** The line below a field: what the value is now, where it comes from, when it is known (looks.md 8). */
export function HelpLine({ slot, view }: { readonly slot: Slot; readonly view: BindingView }) {
  const { pipeline, environment } = useFormEnv();
  const { binding } = view;
  if (binding === undefined) {
    if (slot.made !== undefined) return <div className="help">Made by Cauce. Bind it to take it over.</div>;
    return null;
  }
  switch (binding.kind) {
    case 'literal': {
      return slot.unit === 's' && typeof binding.value === 'number' && binding.value >= 60 ? <div className="help">{secondsInWords(binding.value)}</div> : null;
    }
    case 'param': {
      const parameter = own(pipeline.parameters, binding.name);
      if (!parameter) return null;
      const value = parameterValue(pipeline, binding.name, environment);
      const isDefault = environment === null || own(own(pipeline.environments, environment)?.[parameter.phase === 'deploy' ? 'values' : 'inputDefaults'], binding.name) === undefined;
      if (value === undefined) {
        return (
          <div className="help">
            {parameter.phase === 'run' ? 'Required at every run' : parameter.phase === 'deploy' ? (environment === null ? 'Given when the state machine is created' : <span className="miss">No value in {environment}</span>) : 'Has no value yet'}
          </div>
        );
      }
      return (
        <div className="help">
          <b>{isDefault ? (parameter.phase === 'design' ? 'value' : 'default') : environment}</b>
          <code className="cut" title={plain(value)}>{plain(value)}</code>
          <span className="grow" />
          {parameter.phase === 'run' ? <span className="nowrap">asked at every run</span> : null}
        </div>
      );
    }
    case 'output':
      return (
        <div className="help">
          <span className="cut">
            Known after {stepOf(pipeline, binding.ref.step)?.name ?? binding.ref.step}
            {'default' in binding.ref ? <>, else <code>{plain(binding.ref.default ?? null)}</code></> : null}
          </span>
        </div>
      );
    case 'oneOf':
      return <div className="help cut">Whichever of {binding.refs.map((r) => stepOf(pipeline, r.step)?.name ?? r.step).join(' and ')} ran</div>;
    case 'context':
      return (
        <div className="help">
          <b>like</b>
          <code className="cut">{CONTEXT_LABELS[binding.key]?.example}</code>
        </div>
      );
    case 'item': {
      const value = firstItemValue(pipeline, binding.map, binding.path, environment);
      return (
        <div className="help">
          {value === undefined ? `Of ${stepOf(pipeline, binding.map)?.name ?? binding.map}, another for each item` : <><b>first item</b><code className="cut">{plain(value)}</code></>}
        </div>
      );
    }
    case 'index':
      return <div className="help">Of {stepOf(pipeline, binding.map)?.name ?? binding.map}: 0, 1, 2 …</div>;
    case 'text':
      return (
        <div className="help">
          {environment === null ? null : <b>{environment}</b>}
          <code className="cut" title={preview(pipeline, slot.value ?? '', environment)}>{preview(pipeline, slot.value ?? '', environment)}</code>
        </div>
      );
    case 'expression':
      return <div className="help">{binding.language === 'jsonata' ? 'JSONata' : 'JSONPath'}, evaluated at run. $params.Name reads a run parameter.</div>;
    case 'malformed':
      return <div className="help bad"><span>{binding.reason}. Edit it in the JSON view, or bind the field anew.</span></div>;
    default:
      return null;
  }
}

/** The problems of a field: what is wrong and what to do, with the button that mends it. */
export function FieldProblems({ problems, id }: { readonly problems: readonly Diagnostic[]; readonly id?: string }) {
  const env = useFormEnv();
  return problems.map((d, i) => (
    <div key={`${d.code} ${i}`} {...(id !== undefined && i === 0 ? { id } : {})} className={`help ${d.severity === 'error' ? 'bad' : d.severity === 'warning' ? 'warned' : ''} problem-line`}>
      <Icon name={d.severity === 'error' ? 'bad' : d.severity === 'warning' ? 'warn' : 'info'} />
      <span className="grow" title={d.code}>
        {d.message} <span className="way-out">{d.hint}</span>
      </span>
      {d.fix ? (
        <button type="button" className="btn sm" onClick={() => d.fix && env.applyFix(d.fix)}>
          {d.fix.label}
        </button>
      ) : null}
    </div>
  ));
}
