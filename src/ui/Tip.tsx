import { Tooltip } from 'radix-ui';
import { useRef, useState, type ReactElement, type ReactNode } from 'react';

/**
 * A tooltip on hover and focus, with the keys of a command behind the text. Who presses knows what it is: from then until the
 * pointer leaves there is none, so that it does not cover where something is being dragged. Needs `Tooltip.Provider` above (App has it).
 */
export function Tip({ text, keys, side = 'bottom', children }: { readonly text: ReactNode; readonly keys?: string; readonly side?: 'top' | 'bottom' | 'left' | 'right'; readonly children: ReactElement }) {
  const [open, setOpen] = useState(false);
  const pressed = useRef(false);
  return (
    <Tooltip.Root open={open} onOpenChange={(next) => setOpen(next && !pressed.current)}>
      <Tooltip.Trigger
        asChild
        onPointerDown={() => {
          pressed.current = true;
          setOpen(false);
        }}
        onPointerLeave={() => {
          pressed.current = false;
        }}
      >
        {children}
      </Tooltip.Trigger>
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
