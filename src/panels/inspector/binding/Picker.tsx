import { Command } from 'cmdk';
import { Popover } from 'radix-ui';
import { useState, type ReactNode, type RefObject } from 'react';
import { Icon } from '../../../ui/Icon.tsx';

/** A list to choose from, under the field that asks: typing filters, arrows and Enter choose, Esc gives the focus back. */
export function Picker({ anchor, label, placeholder, empty, filtered = false, onClose, children }: {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly label: string;
  readonly placeholder: string;
  readonly empty: string;
  /** The items are already those that match what was typed: long lists filter themselves and show their first. */
  readonly filtered?: boolean;
  readonly onClose: () => void;
  /** The items; given what has been typed. */
  readonly children: (query: string) => ReactNode;
}) {
  const [query, setQuery] = useState('');
  return (
    <Popover.Root open onOpenChange={(open) => { if (!open) onClose(); }}>
      <Popover.Anchor virtualRef={anchor as RefObject<HTMLElement>} />
      <Popover.Portal>
        <Popover.Content
          className="picker"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          onCloseAutoFocus={(e) => {
            e.preventDefault();
            focusIn(anchor.current);
          }}
        >
          <Command label={label} loop shouldFilter={!filtered}>
            <div className="picker-ask">
              <Icon name="search" />
              <Command.Input autoFocus value={query} onValueChange={setQuery} placeholder={placeholder} aria-label={label} />
            </div>
            <Command.List>
              <Command.Empty className="picker-empty">{empty}</Command.Empty>
              {children(query)}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Gives the focus to what a field holds now: its chip, its input, else its binding button. */
export function focusIn(field: HTMLElement | null): void {
  if (!field || (document.activeElement !== document.body && document.activeElement !== null && field.contains(document.activeElement))) return;
  // In a joined text one goes on where it ends.
  const end = field.querySelector<HTMLTextAreaElement>('[data-wide]');
  (end ?? field.querySelector<HTMLElement>('[data-chip], input, textarea, select, [data-bind]') ?? field).focus();
  end?.setSelectionRange(end.value.length, end.value.length);
}

/** One thing to choose. `reason`: why it cannot be chosen; it is shown all the same. */
export function PickerItem({ value, keywords, sign, label, note, reason, onSelect }: {
  readonly value: string;
  readonly keywords?: readonly string[];
  readonly sign?: ReactNode;
  readonly label: ReactNode;
  readonly note?: ReactNode;
  readonly reason?: string | undefined;
  readonly onSelect: () => void;
}) {
  return (
    <Command.Item className="menu-item" value={value} keywords={[...(keywords ?? [])]} disabled={reason !== undefined} onSelect={onSelect} title={reason}>
      {sign ? <span className="k">{sign}</span> : null}
      <span className="grow cut">
        {label}
        {reason === undefined ? null : <small className="cut">{reason}</small>}
      </span>
      {note ? <span className="picker-note">{note}</span> : null}
    </Command.Item>
  );
}
