import { DropdownMenu } from 'radix-ui';
import { Fragment, useState, type ButtonHTMLAttributes, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { useFormEnv } from '../formEnv.ts';
import type { BindingView } from './describe.ts';
import { menuItems, type MenuChoice } from './menuItems.ts';
import type { Slot } from './slot.ts';

interface Props {
  readonly slot: Slot;
  readonly view: BindingView;
  readonly onChoose: (choice: MenuChoice) => void;
  readonly compact?: boolean;
}

/**
 * The binding button and its menu: beside every field, always in the same place (looks.md 8). A form has dozens of them, so
 * the menu is made when it is first opened.
 */
export function BindMenu(props: Props) {
  const [used, setUsed] = useState(false);
  if (used) return <OpenedMenu {...props} />;
  return (
    <BindButton
      {...props}
      aria-haspopup="menu"
      onClick={() => setUsed(true)}
      onKeyDown={(e) => {
        if (e.key !== 'ArrowDown') return;
        e.preventDefault();
        setUsed(true);
      }}
    />
  );
}

function BindButton({ slot, view, onChoose: _choose, compact = false, ...rest }: Props & Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof Props> & { readonly ref?: Ref<HTMLButtonElement> }) {
  const family = view.pieces.find((p) => 'kind' in p && p.kind === 'output');
  const tint = view.word === 'output' ? `up ${family && 'kind' in family ? (family.family ?? 'value') : 'value'}` : view.word === 'joined text' ? '' : signPhase(view);
  return (
    <button type="button" {...rest} className={`bind ${tint} ${compact ? 'compact' : ''} ${view.word === 'not set' ? 'unset' : ''}`} aria-label={`Binding of ${slot.label}: ${view.word}`} title={`${slot.label}: ${view.word} (Alt+↓)`} data-bind>
      <BindSign view={view} />
      {compact ? null : <Icon name="down" />}
    </button>
  );
}

/** In the open menu the letters choose at once. */
function OpenedMenu(props: Props) {
  const { slot, view, onChoose } = props;
  const { pipeline } = useFormEnv();
  const [open, setOpen] = useState(true);
  // Choosing opens another control, which takes the focus; closing without a choice gives it back to the button.
  const [chosen, setChosen] = useState(false);
  const groups = open ? menuItems(slot, view, pipeline) : [];
  const choose = (choice: MenuChoice): void => {
    setChosen(true);
    setOpen(false);
    onChoose(choice);
  };
  const keys = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const item = groups.flat().find((i) => i.key?.toLowerCase() === event.key.toLowerCase());
    if (!item) return;
    event.preventDefault();
    event.stopPropagation();
    choose(item.id);
  };
  return (
    <DropdownMenu.Root open={open} onOpenChange={(next) => { setOpen(next); if (next) setChosen(false); }} modal={false}>
      <DropdownMenu.Trigger asChild>
        <BindButton {...props} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu bind-menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={`Bind ${slot.label}`}
          onKeyDownCapture={keys}
          onCloseAutoFocus={(e) => { if (chosen) e.preventDefault(); }}
        >
          <div className="menu-head">{slot.designOnly ? `${slot.label} is part of the definition: bound at design only` : `${slot.label} is bound to`}</div>
          {groups.map((group, g) => (
            <Fragment key={g}>
              {g > 0 ? <DropdownMenu.Separator /> : null}
              {group.map((item) => (
                <DropdownMenu.Item key={item.id} className="menu-item" textValue="" aria-label={item.label} onSelect={() => choose(item.id)}>
                  {item.phase ? <PhaseMark phase={item.phase} /> : <span className="k">{item.icon ? <Icon name={item.icon} /> : null}</span>}
                  <span>
                    {item.label}
                    {item.detail ? <small>{item.detail}</small> : null}
                  </span>
                  {item.key ? <kbd>{item.key}</kbd> : null}
                </DropdownMenu.Item>
              ))}
            </Fragment>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** What the button shows: the phase's sign, the link of an output, the join, ƒ, or the spark of what Cauce makes. */
function BindSign({ view }: { readonly view: BindingView }): ReactNode {
  switch (view.word) {
    case 'output':
      return <span className="k"><Icon name="link" /></span>;
    case 'joined text':
      return (
        <>
          <span className="k"><Icon name="join" /></span>
          <PhaseMark phase={view.phase} />
        </>
      );
    case 'expression':
      return (
        <>
          <span className="k"><Icon name="function" /></span>
          <PhaseMark phase="run" />
        </>
      );
    case 'made by Cauce':
      return <span className="k"><Icon name="auto" /></span>;
    case 'unreadable':
      return <span className="k"><Icon name="bad" /></span>;
    case 'context':
    case 'item':
    case 'index':
      return <PhaseMark phase="run" />;
    default:
      return <PhaseMark phase={signPhase(view)} />;
  }
}

/** A structure or list that merely holds bound fields is itself written down. */
function signPhase(view: BindingView): BindingView['phase'] {
  return view.binding?.kind === 'object' || view.binding?.kind === 'list' ? 'design' : view.phase;
}
