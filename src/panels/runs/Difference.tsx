import { useState } from 'react';
import type { SettingChange } from '../../aws/deploy/plan.ts';
import type { Json } from '../../core/base/json.ts';
import { pointerTokens } from '../../core/base/pointer.ts';
import { bySteps, type StepChanges } from '../../core/deliver/change/bySteps.ts';
import type { Change } from '../../core/deliver/change/difference.ts';
import { differingPart } from '../../core/deliver/change/differingPart.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';
import './difference.css';

interface Props {
  readonly changes: readonly Change[];
  readonly settings: readonly SettingChange[];
  /** In front of the names of its parts, where there are two differences beside each other. */
  readonly whose?: string;
  /** Called when a click leads to a step: what lies over the drawing closes then. */
  readonly onLeave?: () => void;
}

/** What differs between two definitions: values and structure apart, by step and field, then what stands beside the definition. */
export function Difference({ changes, settings, whose = '', onLeave }: Props) {
  return (
    <>
      <Changes title="Values" whose={whose} changes={changes.filter((c) => c.kind === 'value')} onLeave={onLeave} />
      <Changes title="Structure" whose={whose} changes={changes.filter((c) => c.kind === 'structure')} onLeave={onLeave} />
      {settings.length > 0 ? (
        <section className="difference" aria-label={`${whose}Settings that change`}>
          <h3>Settings <span className="count">{settings.length}</span></h3>
          <ul className="step-changes">
            <li><ul>{settings.map((s) => <li key={s.setting}><span className="change-at">{s.setting}</span><Values before={s.before} after={s.after} /></li>)}</ul></li>
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** So many steps stand there at once; the rest at a click. */
const SHOWN_AT_ONCE = 6;

function Changes({ title, whose, changes, onLeave }: { readonly title: string; readonly whose: string; readonly changes: readonly Change[]; readonly onLeave: Props['onLeave'] }) {
  const [all, setAll] = useState(false);
  if (changes.length === 0) return null;
  const steps = bySteps(changes);
  const shown = all ? steps : steps.slice(0, SHOWN_AT_ONCE);
  const rest = steps.length - shown.length;
  return (
    <section className="difference" aria-label={`${whose}${title} that change`}>
      <h3>{title} <span className="count">{changes.length}</span>{steps.length > 1 ? <span className="muted">in {steps.length} places</span> : null}</h3>
      <ul className="step-changes">{shown.map((s) => <Step key={s.state ?? ''} of={s} onLeave={onLeave} />)}</ul>
      {rest > 0 ? <button type="button" className="link" onClick={() => setAll(true)}>{rest} more</button> : null}
    </section>
  );
}

function Step({ of: { state, step, changes }, onLeave }: { readonly of: StepChanges; readonly onLeave: Props['onLeave'] }) {
  const app = useCauce();
  const whole = changes.find((c) => c.field === '' && (c.before === undefined || c.after === undefined));
  const go = (): void => {
    onLeave?.();
    goToStep(app, step ?? '', null);
  };
  return (
    <li>
      <span className="step-name">
        {step === undefined ? <b className="strong">{state ?? 'State machine'}</b> : <button type="button" className="link" onClick={go}>{state}</button>}
        {whole === undefined ? null : <small className={whole.before === undefined ? 'tag-new' : 'tag-gone'}>{whole.before === undefined ? 'new' : 'goes'}</small>}
      </span>
      <ul>
        {changes.filter((c) => c !== whole).map((c) => (
          <li key={c.field}>
            <span className="change-at">{c.field === '' ? 'moves' : pointerTokens(c.field).join(' › ')}{c.parameters.map((p) => <code key={p} className="chip deploy">{p}</code>)}</span>
            <Values before={c.before} after={c.after} />
          </li>
        ))}
      </ul>
    </li>
  );
}

/** Texts up to here stand in one line. */
const SHORT = 22;

function Values({ before, after }: { readonly before: Json | undefined; readonly after: Json | undefined }) {
  const [whole, setWhole] = useState(false);
  const [was, is] = [text(before), text(after)];
  if (was.length <= SHORT && is.length <= SHORT) return <span className="values"><code className={before === undefined ? 'muted' : 'gone'}>{was}</code><Icon name="right" size="sm" /><code className={after === undefined ? 'muted' : 'new'}>{is}</code></span>;
  const part = before === undefined || after === undefined || whole ? undefined : differingPart(was, is);
  return (
    <span className="values long">
      <Side sign="−" tone="gone" absent={before === undefined} text={was} part={part && [part.start, part.before, part.end]} whole={whole} />
      <Side sign="+" tone="new" absent={after === undefined} text={is} part={part && [part.start, part.after, part.end]} whole={whole} />
      {was.length > 60 || is.length > 60 ? <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>{whole ? 'only what differs' : 'whole values'}</button> : null}
    </span>
  );
}

function Side({ sign, tone, absent, text: all, part, whole }: { readonly sign: string; readonly tone: 'gone' | 'new'; readonly absent: boolean; readonly text: string; readonly part: readonly [string, string, string] | undefined; readonly whole: boolean }) {
  if (absent) return null;
  return (
    <span className={`change-side ${tone}`}>
      <span aria-hidden="true">{sign}</span>
      <code className={whole ? '' : 'clamped'}>{part === undefined ? all : <>{part[0]}<mark>{part[1]}</mark>{part[2]}</>}</code>
    </span>
  );
}

function text(value: Json | undefined): string {
  return value === undefined ? 'nothing' : typeof value === 'string' ? value : JSON.stringify(value);
}
