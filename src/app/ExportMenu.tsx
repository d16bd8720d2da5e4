import { DropdownMenu } from 'radix-ui';
import { useApp, useCauce } from '../store/react.tsx';
import { currentEnvironment } from '../store/selectors.ts';
import { Icon } from '../ui/Icon.tsx';
import { PhaseMark } from '../ui/PhaseMark.tsx';
import { exportFor, isExportable, whyNotExportable } from './exporting.ts';
import { MenuCommand } from './MenuCommand.tsx';

/** CloudFormation templates that come with the site. */
const TEMPLATES = [
  { file: 'identity.yaml', label: 'Who may use it', detail: 'CloudFormation: sign-in, launchers and designers' },
  { file: 'artifacts.yaml', label: 'A bucket for uploads', detail: 'CloudFormation: where the run form puts files' },
  { file: 'hosting.yaml', label: 'A page of your own', detail: 'CloudFormation: this editor on S3 and CloudFront' },
] as const;

/** Definition and manifest as they are shown, the role of executions, or both files with an environment's values filled in. The one chosen in the bar is first. */
export function ExportMenu() {
  const app = useCauce();
  const whyNot = useApp(whyNotExportable);
  const ready = useApp(isExportable);
  const environments = useApp((s) => s.document.pipeline.environments);
  const current = useApp(currentEnvironment);
  const names = Object.keys(environments ?? {}).sort((a, b) => Number(b === current) - Number(a === current));
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="btn"><Icon name="export" />Export<Icon name="down" /></button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4} collisionPadding={8}>
          <MenuCommand id="export-definition" detail={whyNot ?? 'Deploy parameters stay ${Name}'} />
          <MenuCommand id="export-manifest" detail={whyNot} />
          <MenuCommand id="export-role" detail={whyNot ?? `CloudFormation, ${current === null ? 'deploy parameters are asked for' : `for ${current}`}`} />
          {names.length > 0 ? <DropdownMenu.Separator /> : null}
          {names.map((name) => (
            <DropdownMenu.Item key={name} className="menu-item" disabled={!ready} onSelect={() => void exportFor(app, name)}>
              <PhaseMark phase="deploy" />
              <span className="grow">Definition and manifest for {name}<small>{environments?.[name]?.region ?? 'Its values filled in'}</small></span>
            </DropdownMenu.Item>
          ))}
          <DropdownMenu.Separator />
          <DropdownMenu.Label className="menu-head">Set up an account</DropdownMenu.Label>
          {TEMPLATES.map(({ file, label, detail }) => (
            <DropdownMenu.Item key={file} className="menu-item" asChild>
              <a href={`${import.meta.env.BASE_URL}templates/${file}`} download={`cauce-${file}`}>
                <Icon name="file" />
                <span className="grow">{label}<small>{detail}</small></span>
              </a>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
