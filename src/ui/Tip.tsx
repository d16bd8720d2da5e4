import { Tooltip } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';

/** A tooltip on hover and focus, with the keys of a command behind the text. Needs `Tooltip.Provider` above (App has it). */
export function Tip({ text, keys, side = 'bottom', children }: { readonly text: ReactNode; readonly keys?: string; readonly side?: 'top' | 'bottom' | 'left' | 'right'; readonly children: ReactElement }) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tip" side={side} sideOffset={6} collisionPadding={8}>
          {text}
          {keys ? <Keys keys={keys} /> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

/** `Ctrl+Shift+Z` as keycaps. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <span className="row" style={{ gap: 'var(--s1)' }}>
      {(keys === '+' ? ['+'] : keys.split('+')).map((k) => (
        <kbd key={k}>{k}</kbd>
      ))}
    </span>
  );
}
