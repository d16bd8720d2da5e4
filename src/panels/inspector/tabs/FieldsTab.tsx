import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { isChoice, isMap, isParallel, isTask, type Step, type StepId } from '../../../core/model/pipeline.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { RequestForm } from '../fields/RequestForm.tsx';
import { SearchResults } from '../fields/SearchResults.tsx';
import { formSource, StepFormContext, type StepForm } from '../fields/source.ts';
import { ChoiceForm } from '../flow/ChoiceForm.tsx';
import { ContainerForm } from '../flow/ContainerForm.tsx';
import { MetricsTable } from '../flow/MetricsTable.tsx';
import { useFormEnv } from '../formEnv.ts';

/** The fields of a step: of its request, or what a flow step is made of. */
export function FieldsTab({ id, step }: { readonly id: StepId; readonly step: Step }) {
  const { catalog } = useFormEnv();
  const source = useMemo(() => formSource(catalog, step), [catalog, step]);
  if (isChoice(step)) return <div className="insp-scroll"><ChoiceForm id={id} step={step} /></div>;
  if (isMap(step) || isParallel(step)) return <div className="insp-scroll"><ContainerForm id={id} step={step} /></div>;
  if (step.kind === 'succeed') return <p className="pane-empty">A Succeed step ends its path; it has no fields.</p>;
  if (!source) return catalog.kind(step.kind) ? <Loading /> : <p className="pane-empty">Cauce does not know the kind {step.kind}. Its arguments can be edited as JSON.</p>;
  const form: StepForm = { source, id, step, args: 'arguments' in step ? step.arguments : undefined };
  return (
    <StepFormContext value={form}>
      <SearchableForm form={form}>
        <RequestForm form={form} />
        {isTask(step) && step.kind === 'cauce:evaluation' ? <MetricsTable id={id} step={step} /> : null}
      </SearchableForm>
    </StepFormContext>
  );
}

function SearchableForm({ form, children }: { readonly form: StepForm; readonly children: ReactNode }) {
  const [query, setQuery] = useState('');
  const [boundOnly, setBoundOnly] = useState(false);
  // Typing stays fluent while hundreds of fields are looked through.
  const wanted = useDeferredValue(query);
  return (
    <>
      <div className="insp-search">
        <div className="search grow">
          <Icon name="search" />
          <input
            type="search"
            placeholder="Find a field or a value"
            aria-label="Find a field or a value"
            value={query}
            onChange={(e) => setQuery(e.currentTarget.value)}
            onKeyDown={(e) => {
              if (e.key === 'Escape' && query !== '') {
                e.stopPropagation();
                setQuery('');
              }
            }}
          />
        </div>
        <IconButton icon="filter" label={boundOnly ? 'Show all fields' : 'Show only bound fields'} aria-pressed={boundOnly} className={boundOnly ? 'on' : ''} onClick={() => setBoundOnly(!boundOnly)} />
      </div>
      <div className="insp-scroll">{wanted.trim() !== '' || boundOnly ? <SearchResults form={form} query={wanted} boundOnly={boundOnly} /> : children}</div>
    </>
  );
}

/** While the service's model loads: grey lines in place of fields, nothing that moves. */
function Loading() {
  return (
    <div className="insp-loading" aria-busy="true" aria-label="The fields are being loaded">
      {[0, 1, 2, 3].map((i) => (
        <span key={i} />
      ))}
    </div>
  );
}
