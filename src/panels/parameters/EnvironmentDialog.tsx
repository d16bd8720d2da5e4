import { Dialog } from 'radix-ui';
import { useId, useState, type FormEvent } from 'react';
import { addEnvironment, renameEnvironment, setEnvironment } from '../../core/edit/environments.ts';
import { refused, type Edit } from '../../core/edit/types.ts';
import type { Environment } from '../../core/model/pipeline.ts';
import { useCauce } from '../../store/react.tsx';
import { Choose } from '../../ui/Choose.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';

/** Where SageMaker is most used; any other can be typed. */
const REGIONS = ['us-east-1', 'us-east-2', 'us-west-2', 'ca-central-1', 'sa-east-1', 'eu-west-1', 'eu-west-2', 'eu-central-1', 'eu-north-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ap-northeast-1', 'ap-northeast-2'];
const USUAL_NAMES = ['dev', 'staging', 'prod'];

interface Props {
  /** null: a new one. */
  readonly name: string | null;
  readonly environment: Environment;
  readonly taken: readonly string[];
  readonly onClose: () => void;
}
type Tag = readonly [key: string, value: string];

/** Name, region, tags, logging and tracing of an environment: one edit, one step of the history. */
export function EnvironmentDialog({ name, environment, taken, onClose }: Props) {
  const { store } = useCauce();
  const id = useId();
  const [tags, setTags] = useState<readonly Tag[]>(Object.entries(environment.tags ?? {}));
  const [logLevel, setLogLevel] = useState<string>(environment.logLevel ?? 'OFF');
  const [logGroup, setLogGroup] = useState(environment.logGroup ?? '');
  const [tracing, setTracing] = useState(environment.tracing ?? false);
  const [fault, setFault] = useState<string | null>(null);
  const suggested = name ?? USUAL_NAMES.find((n) => !taken.includes(n)) ?? '';

  const save = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const called = String(form.get('name')).trim();
    const region = String(form.get('region')).trim();
    const kept = tags.filter(([key]) => key.trim() !== '');
    const patch = {
      region: region === '' ? undefined : region,
      tags: kept.length === 0 ? undefined : Object.fromEntries(kept),
      logLevel: logLevel === 'OFF' && environment.logLevel === undefined ? undefined : (logLevel as NonNullable<Environment['logLevel']>),
      logGroup: logGroup.trim() === '' ? undefined : logGroup.trim(),
      tracing: tracing || environment.tracing !== undefined ? tracing : undefined,
    };
    const whole = chain(name === null ? addEnvironment(called) : renameEnvironment(name, called), setEnvironment(called, patch));
    const tried = whole(store.getState().document.pipeline);
    // The reason belongs beside the field, not in a notice that the dialog covers.
    if (!tried.ok) return setFault(tried.reason);
    store.getState().edit(name === null ? `add environment ${called}` : `change environment ${called}`, whole);
    if (name === null || store.getState().view.environment === name) store.getState().setView({ environment: called });
    onClose();
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog question" aria-describedby={undefined}>
          <form className="environment-form" onSubmit={save}>
            <div className="body">
              <Dialog.Title asChild><h2>{name === null ? 'New environment' : `Environment ${name}`}</h2></Dialog.Title>
              <label className="labelled">
                <span>Name</span>
                <input className="input" name="name" defaultValue={suggested} autoFocus aria-invalid={fault !== null} aria-describedby={fault ? `${id}-fault` : undefined} onFocus={(e) => e.currentTarget.select()} />
              </label>
              {fault ? <p id={`${id}-fault`} role="alert" className="help bad">{fault}</p> : null}
              <label className="labelled">
                <span>Region</span>
                <input className="input mono" name="region" defaultValue={environment.region ?? (name === null ? 'us-east-1' : '')} list={`${id}-regions`} spellCheck={false} />
                <datalist id={`${id}-regions`}>{REGIONS.map((r) => <option key={r} value={r} />)}</datalist>
              </label>
              <div className="labelled">
                <span>Execution log</span>
                <Choose
                  label="Execution log"
                  value={logLevel}
                  options={[{ value: 'OFF', label: 'Off' }, { value: 'FATAL', label: 'Fatal errors' }, { value: 'ERROR', label: 'Errors' }, { value: 'ALL', label: 'Everything' }]}
                  onChange={setLogLevel}
                />
                {logLevel === 'OFF' ? null : (
                  <label className="labelled"><span>Log group</span>
                    <input className="input mono" value={logGroup} spellCheck={false} placeholder="arn:aws:logs:eu-west-1:111122223333:log-group:/aws/vendedlogs/states/name" aria-describedby={`${id}-log`} onChange={(e) => setLogGroup(e.currentTarget.value)} />
                    <span id={`${id}-log`} className="help">Its ARN. Without one, the template of the execution role makes it: output LogGroupArn.</span>
                  </label>
                )}
                <label className="row"><input type="checkbox" checked={tracing} onChange={(e) => setTracing(e.currentTarget.checked)} />Trace with X-Ray</label>
              </div>
              <Tags tags={tags} onChange={setTags} />
            </div>
            <div className="ends">
              <button type="button" className="btn" onClick={onClose}>Cancel</button>
              <button type="submit" className="btn primary">{name === null ? 'Add environment' : 'Save environment'}</button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Tags({ tags, onChange }: { readonly tags: readonly Tag[]; readonly onChange: (tags: readonly Tag[]) => void }) {
  const set = (i: number, tag: Tag): void => onChange(tags.map((t, n) => (n === i ? tag : t)));
  return (
    <div className="labelled">
      <span>Tags</span>
      <div className="tags">
        {tags.map(([key, value], i) => (
          <div key={i} className="row">
            <input className="input mono" aria-label={`Key of tag ${i + 1}`} placeholder="key" value={key} onChange={(e) => set(i, [e.currentTarget.value, value])} />
            <input className="input mono grow" aria-label={`Value of tag ${i + 1}`} placeholder="value" value={value} onChange={(e) => set(i, [key, e.currentTarget.value])} />
            <IconButton icon="x" small label={`Remove tag ${key || i + 1}`} onClick={() => onChange(tags.filter((_, n) => n !== i))} />
          </div>
        ))}
        <button type="button" className="btn sm" onClick={() => onChange([...tags, ['', '']])}><Icon name="plus" />Add tag</button>
      </div>
    </div>
  );
}

/** Two edits as one: the second sees what the first made, and either refusal refuses both. */
function chain(first: Edit, second: Edit): Edit {
  return (pipeline) => {
    const result = first(pipeline);
    return result.ok ? second(result.pipeline) : refused(result.reason);
  };
}
