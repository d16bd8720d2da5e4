import { DropdownMenu } from 'radix-ui';
import { useState } from 'react';
import { done, refused } from '../core/edit/types.ts';
import { isDirty } from '../store/files/dirty.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { Icon } from '../ui/Icon.tsx';
import { SAMPLES } from './commands/fileCommands.ts';
import { clockTime } from '../ui/when.ts';
import { MenuCommand } from './MenuCommand.tsx';

/** Name of the pipeline, whether it is saved, and what can be done with its file. */
export function DocumentMenu() {
  const { store } = useCauce();
  const name = useApp((s) => s.document.pipeline.name);
  const start = useApp((s) => s.view.start);
  const [naming, setNaming] = useState(false);
  const rename = (text: string): void => {
    setNaming(false);
    const wanted = text.trim();
    if (wanted !== name) store.getState().edit(`rename the pipeline to ${wanted}`, (p) => (wanted === '' ? refused('A pipeline needs a name.') : done({ ...p, name: wanted })));
  };
  if (naming) {
    return (
      <div className="doc">
        <input
          className="input name" aria-label="Name of the pipeline" defaultValue={name} autoFocus
          onFocus={(e) => e.currentTarget.select()}
          onBlur={(e) => rename(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter') e.currentTarget.blur();
            if (e.key === 'Escape') setNaming(false);
          }}
        />
      </div>
    );
  }
  return (
    <div className="doc">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="btn quiet name" aria-label={`Pipeline ${start ? 'file' : name}`}>
            <b className="strong cut">{start ? 'File' : name}</b>
            <Icon name="down" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={8} onCloseAutoFocus={(e) => naming && e.preventDefault()}>
            {start ? null : (
              <DropdownMenu.Item className="menu-item" onSelect={() => setTimeout(() => setNaming(true))}>
                <span className="k" /><span className="grow">Rename pipeline</span>
              </DropdownMenu.Item>
            )}
            {['new', 'open', 'save', 'save-as'].map((id) => <MenuCommand key={id} id={id} />)}
            <DropdownMenu.Separator />
            <DropdownMenu.Sub>
              <DropdownMenu.SubTrigger className="menu-item"><Icon name="file" /><span className="grow">Samples</span><Icon name="right" /></DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent className="menu" collisionPadding={8}>
                  {SAMPLES.map((s) => <SampleItem key={s.name} name={s.name} label={s.label} />)}
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
            <MenuCommand id="start" />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {start ? null : <SavedMark />}
    </div>
  );
}

function SampleItem({ name, label }: { readonly name: string; readonly label: string }) {
  const { files } = useCauce();
  return <DropdownMenu.Item className="menu-item" onSelect={() => void files.openSample(name)}>{label}</DropdownMenu.Item>;
}

function SavedMark() {
  const dirty = useApp(isDirty);
  const saved = useApp((s) => s.document.saved !== null);
  const at = useApp((s) => s.document.savedAt);
  if (dirty) return <span className="saved" role="status"><i className="mark" aria-hidden="true" />Not saved</span>;
  if (!saved) return null;
  return <span className="saved" role="status" title={at === null ? undefined : new Date(at).toISOString()}><Icon name="check" />Saved{at === null ? '' : ` ${clockTime(at)}`}</span>;
}
