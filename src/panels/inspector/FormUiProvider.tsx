import { useMemo, useState, type ReactNode } from 'react';
import { pointer, pointerTokens, type Pointer } from '../../core/base/pointer.ts';
import { FormUiContext, type FormUi } from './formUi.ts';

/** Holds the passing state of the form of one step; it goes when another step is selected. */
export function FormUiProvider({ wanted, onFocused, marked = null, children }: {
  /** A field that the store asks to show (a jump from a problem, a wire just drawn). */
  readonly wanted: Pointer | null;
  readonly onFocused: () => void;
  /** A binding to point out while the focus stays where it is (the wire that is selected). */
  readonly marked?: Pointer | null;
  readonly children: ReactNode;
}) {
  const [active, setActive] = useState<FormUi['active']>(null);
  const [shown, setShown] = useState<ReadonlySet<Pointer>>(new Set());
  const [asked, setAsked] = useState<Pointer | null>(null);
  const [inView, setInView] = useState<Pointer | null>(null);
  const ui = useMemo((): FormUi => {
    const focus = asked ?? (wanted === null ? null : fieldOf(wanted));
    const markedField = marked === null ? null : fieldOf(marked);
    const lead = focus ?? markedField;
    return {
      active,
      setActive,
      shown: lead === null ? shown : new Set([...shown, ...withParents(lead)]),
      show: (pointers, then) => {
        // The last one shown stands last: of the members of a union it is the one that is looked at.
        const added = pointers.flatMap(withParents);
        setShown((s) => new Set([...[...s].filter((p) => !added.includes(p)), ...added]));
        if (then !== undefined) setAsked(then);
      },
      focus,
      focused: () => {
        if (focus !== null) setShown((s) => (withParents(focus).every((p) => s.has(p)) ? s : new Set([...s, ...withParents(focus)])));
        setAsked(null);
        if (wanted !== null) onFocused();
      },
      marked,
      reached: setInView,
      towards: focus ?? (marked === inView ? null : markedField),
    };
  }, [active, shown, asked, inView, wanted, marked, onFocused]);
  return <FormUiContext value={ui}>{children}</FormUiContext>;
}

/** The field that a pointer into a binding belongs to: `/arguments/Uri/$text/1` is in `/arguments/Uri`. */
function fieldOf(at: Pointer): Pointer {
  const operator = at.indexOf('/$');
  return operator < 0 ? at : at.slice(0, operator);
}

function withParents(at: Pointer): readonly Pointer[] {
  const tokens = pointerTokens(at);
  return tokens.map((_, i) => pointer(...tokens.slice(0, i + 1)));
}
