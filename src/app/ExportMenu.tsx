import { DropdownMenu } from 'radix-ui';
import { useApp } from '../store/react.tsx';
import { currentEnvironment } from '../store/selectors.ts';
import { Icon } from '../ui/Icon.tsx';
import { MenuCommand } from './MenuCommand.tsx';
import { whyNotExportable } from './exporting.ts';

/** Definition and manifest, as they are compiled now: with the chosen environment's values, if one is chosen. */
export function ExportMenu() {
  const whyNot = useApp(whyNotExportable);
  const environment = useApp(currentEnvironment);
  const filled = environment === null ? 'Deploy parameters stay ${Name}' : `Filled in for ${environment}`;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="btn"><Icon name="export" />Export<Icon name="down" /></button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <MenuCommand id="export-definition" detail={whyNot ?? filled} />
          <MenuCommand id="export-manifest" detail={whyNot} />
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
