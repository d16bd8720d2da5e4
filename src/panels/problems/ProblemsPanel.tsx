import { useMemo, useState, type KeyboardEvent } from 'react';
import './problems.css';
import type { Diagnostic, Severity } from '../../core/diagnostic/diagnostic.ts';
import { applyFix } from '../../core/edit/fix.ts';
import { useApp, useAppShallow, useCauce } from '../../store/react.tsx';
import { problemCounts, problems } from '../../store/selectors.ts';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { goToStep } from '../goTo.ts';
import { allFixes, countsText, listedProblems, placeText } from './problemList.ts';

const SIGNS: Readonly<Record<Severity, readonly [icon: IconName, tone: string, word: string]>> = {
  error: ['bad', 'bad', 'Error'],
  warning: ['warn', 'warn', 'Warning'],
  info: ['info', 'info', 'Note'],
};
/** More than this nobody reads; the rest comes up as these are solved. */
const SHOWN = 300;

/** What is wrong with the drawing, worst first; each leads to its place, and to the button that mends it where that is safe. */
export function ProblemsPanel() {
  const { store } = useCauce();
  const all = useApp(problems);
  const counts = useAppShallow(problemCounts);
  const selected = useApp((s) => s.selection.steps);
  const done = useApp((s) => s.compiled.result !== null);
  const [onlyStep, setOnlyStep] = useState(false);
  const listed = useMemo(() => listedProblems(all, onlyStep ? selected : null), [all, onlyStep, selected]);
  const fixable = listed.filter((d) => d.fix);
  const fixAll = (): void => {
    const before = store.getState().document.pipeline;
    store.getState().edit(`apply ${fixable.length} fixes`, allFixes(fixable, applyFix));
    if (store.getState().document.pipeline !== before) store.getState().notify(`Applied ${fixable.length} fixes`, { undoable: true });
  };
  if (all.length === 0) return <p className="pane-empty">{done ? 'No problems. The definition is ready to export.' : 'Looking for problems…'}</p>;
  return (
    <div className="problems">
      <div className="toolbar">
        <span className="muted nums">{countsText(counts)}</span>
        <span className="grow" />
        <button type="button" className="btn quiet sm" aria-pressed={onlyStep} onClick={() => setOnlyStep(!onlyStep)}><Icon name="filter" />This step</button>
        {fixable.length > 1 ? <button type="button" className="btn sm" onClick={fixAll}>Apply {fixable.length} fixes</button> : null}
      </div>
      {listed.length === 0 ? <p className="pane-empty">{selected.length === 0 ? 'No step is selected. Select one to see its problems.' : 'This step has no problems.'}</p> : null}
      <ul className="scroll" aria-label="Problems" onKeyDown={moveFocus}>
        {listed.slice(0, SHOWN).map((d, i) => <ProblemRow key={i} problem={d} marked={d.where.step !== undefined && selected.includes(d.where.step)} />)}
        {listed.length > SHOWN ? <li className="pane-empty">and {listed.length - SHOWN} more</li> : null}
      </ul>
    </div>
  );
}

function ProblemRow({ problem, marked }: { readonly problem: Diagnostic; readonly marked: boolean }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const [icon, tone, word] = SIGNS[problem.severity];
  const { message, hint, code, fix } = problem;
  const place = placeText(pipeline, problem);
  return (
    <li className={`problem ${marked ? 'on' : ''}`}>
      <button type="button" className="go" data-problem aria-label={`${word}: ${message} ${hint}${place === '' ? '' : ` ${place}`}`} title={`${message} ${hint} (${code})`} onClick={() => goToProblem(app, problem)}>
        <span className={`mark ${tone}`}><Icon name={icon} /></span>
        <span className="cut">{message} <span className="hint">{hint}</span></span>
        <span className="cut muted">{place}</span>
      </button>
      <span className="fix">{fix ? <button type="button" className="btn sm" aria-label={`Fix: ${fix.label}`} onClick={() => app.store.getState().edit(lowerFirst(fix.label), applyFix(fix))}>{fix.label}</button> : null}</span>
    </li>
  );
}

/** To the field, the cell of the table, or the step: the closest place that the problem names. */
function goToProblem(app: Parameters<typeof goToStep>[0], { where }: Diagnostic): void {
  const { step, argument, parameter, environment } = where;
  const state = app.store.getState();
  if (parameter !== undefined && (step === undefined || environment !== undefined)) return state.selectParameter(parameter, environment ?? null);
  if (step !== undefined) return goToStep(app, step, argument ?? null);
  if (environment !== undefined) return state.setView({ dock: { ...state.view.dock, tab: 'parameters', open: true }, environment });
  // The pipeline's own fields are in the inspector while nothing is selected.
  state.select([], argument ?? null);
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-problem]')];
  const here = rows.findIndex((r) => r.parentElement?.contains(event.target as Node));
  const next = rows[here + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Labels of the history follow "Undo": "Undo set 30 GiB". */
function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
