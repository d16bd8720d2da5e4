import { DropdownMenu } from 'radix-ui';
import { Icon } from '../ui/Icon.tsx';
import { useCommand } from './useCommand.ts';

/** A command as an item of a menu. */
export function MenuCommand({ id, detail }: { readonly id: string; readonly detail?: string | null }) {
  const { label, icon, keys, enabled, run } = useCommand(id);
  return (
    <DropdownMenu.Item className="menu-item" disabled={!enabled} onSelect={run}>
      {icon ? <Icon name={icon} /> : <span className="k" />}
      <span className="grow">
        {label}
        {detail ? <small>{detail}</small> : null}
      </span>
      {keys ? <kbd>{keys}</kbd> : null}
    </DropdownMenu.Item>
  );
}
