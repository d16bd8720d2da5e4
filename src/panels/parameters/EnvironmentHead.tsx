import { DropdownMenu } from 'radix-ui';
import { copyEnvironment, removeEnvironment } from '../../core/edit/environments.ts';
import type { Environment } from '../../core/model/pipeline.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { currentEnvironment } from '../../store/selectors.ts';
import { Icon } from '../../ui/Icon.tsx';

interface Props {
  readonly name: string;
  readonly environment: Environment;
  readonly onEdit: () => void;
}

/** The head of an environment's column, with what can be done to the environment. The one shown in the fields is in accent. */
export function EnvironmentHead({ name, environment, onEdit }: Props) {
  const { store, questions } = useCauce();
  const current = useApp(currentEnvironment) === name;
  const state = store.getState();
  const remove = async (): Promise<void> => {
    const count = Object.keys(environment.values ?? {}).length + Object.keys(environment.inputDefaults ?? {}).length;
    if (count > 0) {
      const choice = await questions.getState().ask({
        title: `Delete ${name}?`,
        text: `Its ${count === 1 ? 'value goes' : `${count} values go`} with it. Nothing that is deployed changes.`,
        choices: [{ id: 'keep', label: 'Keep it', kind: 'primary' }, { id: 'delete', label: `Delete ${name}`, kind: 'danger' }],
      });
      if (choice !== 'delete') return;
    }
    if (state.edit(`delete environment ${name}`, removeEnvironment(name)).ok) state.notify(`Deleted environment ${name}`, { undoable: true });
  };
  const copy = (): void => {
    const taken = store.getState().document.pipeline.environments ?? {};
    let n = 2;
    while (Object.hasOwn(taken, `${name}-${n}`)) n++;
    state.edit(`copy environment ${name}`, copyEnvironment(name, `${name}-${n}`));
  };
  return (
    <th scope="col" className="tight">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className="head" aria-label={`Environment ${name}`}>
          <b className={current ? 'current' : ''}>{name}</b>
          <span className="cut">{environment.region ?? 'no region'}</span>
          <Icon name="down" size="sm" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu" align="start" sideOffset={2} collisionPadding={8}>
            <DropdownMenu.Item className="menu-item" disabled={current} onSelect={() => state.setView({ environment: name })}><Icon name="check" />Show its values in the fields</DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={onEdit}><Icon name="config" />Name, region and tags…</DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={copy}><Icon name="copy" />Copy {name}</DropdownMenu.Item>
            <DropdownMenu.Separator />
            <DropdownMenu.Item className="menu-item" onSelect={() => void remove()}><Icon name="x" />Delete {name}</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </th>
  );
}
