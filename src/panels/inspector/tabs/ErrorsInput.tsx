import { useId, useState } from 'react';
import { Icon } from '../../../ui/Icon.tsx';

/** Names of errors as chips; Enter or a comma adds, Backspace in the empty field takes the last away. */
export function ErrorsInput({ label, errors, suggestions, onChange }: { readonly label: string; readonly errors: readonly string[]; readonly suggestions: readonly string[]; readonly onChange: (errors: readonly string[]) => void }) {
  const list = useId();
  const [draft, setDraft] = useState('');
  const add = (text: string): void => {
    const names = text.split(',').map((t) => t.trim()).filter((t) => t !== '' && !errors.includes(t));
    setDraft('');
    if (names.length > 0) onChange([...errors, ...names]);
  };
  return (
    <div className="errors-input" role="group" aria-label={label}>
      {errors.map((name) => (
        <span className="chip ctx" key={name}>
          <span className="cut">{name}</span>
          <button type="button" aria-label={`Remove ${name}`} onClick={() => onChange(errors.filter((e) => e !== name))}>
            <Icon name="x" />
          </button>
        </span>
      ))}
      <input
        className="literal"
        aria-label={`Add an error to ${label}`}
        placeholder={errors.length === 0 ? 'States.TaskFailed' : 'Add an error'}
        list={list}
        value={draft}
        spellCheck={false}
        onChange={(e) => setDraft(e.currentTarget.value)}
        onBlur={() => add(draft)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' || e.key === ',') {
            e.preventDefault();
            add(draft);
          } else if (e.key === 'Backspace' && draft === '' && errors.length > 0) onChange(errors.slice(0, -1));
        }}
      />
      <datalist id={list}>
        {suggestions.filter((s) => !errors.includes(s)).map((s) => (
          <option key={s} value={s} />
        ))}
      </datalist>
    </div>
  );
}
