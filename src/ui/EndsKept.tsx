/** Characters at the end that are always seen: what tells names apart that begin alike. */
const TAIL = 10;

/** A name that is cut in its middle where it has no room. */
export function EndsKept({ text }: { readonly text: string }) {
  if (text.length <= 2 * TAIL) return <span className="cut">{text}</span>;
  return <span className="ends-kept"><span className="cut">{text.slice(0, -TAIL)}</span><span>{text.slice(-TAIL)}</span></span>;
}
