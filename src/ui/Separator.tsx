import { useRef, type KeyboardEvent, type PointerEvent } from 'react';

interface Props {
  readonly label: string;
  readonly orientation: 'vertical' | 'horizontal';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** +1 when a movement right or down makes the pane larger, -1 when it makes it smaller. */
  readonly grows: 1 | -1;
  readonly onChange: (value: number) => void;
}

/** A line between two panes that is dragged, or moved with the arrow keys by 16 pixels (Home and End: its limits). */
export function Separator({ label, orientation, value, min, max, grows, onChange }: Props) {
  const from = useRef<{ at: number; value: number } | null>(null);
  const place = (e: PointerEvent): number => (orientation === 'vertical' ? e.clientX : e.clientY);
  const set = (next: number): void => onChange(Math.round(Math.min(max, Math.max(min, next))));
  const onKeyDown = (e: KeyboardEvent): void => {
    const [less, more] = orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    if (e.key === more) set(value + 16 * grows);
    else if (e.key === less) set(value - 16 * grows);
    else if (e.key === 'Home') set(min);
    else if (e.key === 'End') set(max);
    else return;
    e.preventDefault();
    e.stopPropagation();
  };
  return (
    <div
      role="separator"
      tabIndex={0}
      className={`separator ${orientation}`}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={value}
      aria-valuemin={min}
      aria-valuemax={max}
      onKeyDown={onKeyDown}
      onPointerDown={(e) => {
        from.current = { at: place(e), value };
        e.currentTarget.setPointerCapture(e.pointerId);
      }}
      onPointerMove={(e) => {
        if (from.current) set(from.current.value + (place(e) - from.current.at) * grows);
      }}
      onPointerUp={() => (from.current = null)}
      onLostPointerCapture={() => (from.current = null)}
    />
  );
}
