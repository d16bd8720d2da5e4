import type { ReactNode } from 'react';

/** A part of the comparison under its heading, with a word about it. */
export function Group({ title, said, children }: { readonly title: string; readonly said?: string; readonly children?: ReactNode }) {
  return (
    <tbody aria-label={title}>
      <tr className="sub"><th colSpan={4} scope="rowgroup">{title}{said === undefined ? null : <span className="muted"> {said}</span>}</th></tr>
      {children}
    </tbody>
  );
}

/** One line: what it is, both values, what lies between. Values that differ are marked. */
export function Line({ label, a, b, differs = false, delta, mono = false, title }: {
  readonly label: ReactNode;
  readonly a: ReactNode;
  readonly b: ReactNode;
  readonly differs?: boolean;
  readonly delta?: ReactNode;
  readonly mono?: boolean;
  readonly title?: readonly [string, string];
}) {
  const cell = (value: ReactNode, i: 0 | 1) => <td className={mono ? 'mono' : ''} title={title?.[i]}>{differs ? <mark>{value}</mark> : value}</td>;
  return (
    <tr>
      <th scope="row">{label}</th>
      {cell(a, 0)}
      {cell(b, 1)}
      <td className="nums">{delta ?? (differs ? <span className="muted">differs</span> : null)}</td>
    </tr>
  );
}
