import { Select } from 'radix-ui';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';

export interface Option {
  readonly value: string;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
}

/** One of a short list, in the look of the bar: an optional sign before the value. */
export function Choose({ label, value, options, onChange, sign, className = '' }: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
  readonly sign?: ReactNode;
  readonly className?: string;
}) {
  const detail = options.find((o) => o.value === value)?.detail;
  return (
    <Select.Root value={value} onValueChange={onChange}>
      <Select.Trigger className={`select ${className}`} aria-label={label}>
        {sign}
        <Select.Value />
        {detail ? <span className="muted detail">{detail}</span> : null}
        <Icon name="down" />
      </Select.Trigger>
      <Select.Portal>
        <Select.Content className="menu" position="popper" sideOffset={4} collisionPadding={8}>
          <Select.Viewport>
            {options.map((o) => (
              <Select.Item key={o.value} value={o.value} className="menu-item">
                <Select.ItemText>{o.label}</Select.ItemText>
                {o.detail ? <small>{o.detail}</small> : null}
                <Select.ItemIndicator className="tick"><Icon name="check" /></Select.ItemIndicator>
              </Select.Item>
            ))}
          </Select.Viewport>
        </Select.Content>
      </Select.Portal>
    </Select.Root>
  );
}
