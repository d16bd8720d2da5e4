import { DropdownMenu } from 'radix-ui';
import type { ParameterUse } from '../../core/model/parameterUses.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { goToUse } from './actions.ts';
import { placeOfUse } from '../fieldPlace.ts';

/** How many fields a parameter is bound to. One: a click goes there. Several: a list to choose from. */
export function UsesCell({ name, uses }: { readonly name: string; readonly uses: readonly ParameterUse[] }) {
  const app = useCauce();
  const pipeline = useApp((s) => s.document.pipeline);
  const [only] = uses;
  if (only === undefined) return <span className="cell muted" title={`Nothing uses ${name}`}>0</span>;
  if (uses.length === 1) {
    const place = placeOfUse(pipeline, only);
    return <button type="button" className="cell link" data-cell title={place} aria-label={`${name} is used in ${place}`} onClick={() => goToUse(app, only)}>1</button>;
  }
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger className="cell link" data-cell aria-label={`${name} is used in ${uses.length} fields`}>{uses.length}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={2} collisionPadding={8}>
          <div className="menu-head">Where {name} is used</div>
          {uses.map((use) => (
            <DropdownMenu.Item key={`${use.step ?? ''}${use.pointer}`} className="menu-item" onSelect={() => goToUse(app, use)}>{placeOfUse(pipeline, use)}</DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
