import { useEffect, useRef } from 'react';
import { stepSeconds } from '../../../core/catalog/estimate.ts';
import { setEstimate } from '../../../core/edit/estimates.ts';
import type { Step, StepId } from '../../../core/model/pipeline.ts';
import { secondsInWords } from '../../../ui/duration.ts';
import { measuredWords } from '../../../ui/measuredWords.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';

/** About how long the step takes, which the plan is made by, and where that comes from. */
export function EstimateField({ id, step }: { readonly id: StepId; readonly step: Step }) {
  const env = useFormEnv();
  const { focus, focused } = useFormUi();
  const wanted = focus === '/estimateSeconds';
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!wanted) return;
    input.current?.focus();
    input.current?.scrollIntoView({ block: 'nearest' });
    focused();
  }, [wanted, focused]);
  const { estimateSeconds: _own, measured, ...rest } = step;
  const usual = Math.round(stepSeconds(rest as Step, env.catalog) * 10) / 10;
  const inside = step.kind === 'map' || step.kind === 'parallel';
  return (
    <div className="field">
      <div className="field-label"><label htmlFor={`${id}-estimate`}>Estimated duration</label></div>
      <div className="control">
        <div className="val">
          <input
            ref={input}
            id={`${id}-estimate`}
            className="literal"
            inputMode="numeric"
            aria-label="Estimated duration"
            aria-describedby={`${id}-estimate-source`}
            placeholder={String(usual)}
            value={step.estimateSeconds ?? ''}
            onChange={(e) => {
              const text = e.currentTarget.value.trim();
              if (text === '' || Number.isFinite(Number(text))) env.edit('Set the estimate', setEstimate(id, text === '' ? undefined : Number(text)), `estimate ${id}`);
            }}
          />
          <span className="unit">s</span>
        </div>
      </div>
      <div className="help" id={`${id}-estimate-source`}>
        {step.estimateSeconds === undefined
          ? `About ${secondsInWords(usual)}, ${inside ? 'by what is in it' : 'by kind: as such steps usually take'}`
          : `About ${secondsInWords(step.estimateSeconds)}, ${measured === undefined ? `by you; ${inside ? 'what is in it' : 'by kind it'} would be ${secondsInWords(usual)}` : measuredWords(measured)}`}
      </div>
      {env.measure ? <button type="button" className="btn quiet sm" onClick={env.measure}>Use measured durations…</button> : null}
    </div>
  );
}
