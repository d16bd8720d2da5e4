/** Long names whose end tells them apart (ARNs, S3 places, images) are cut in the middle; the rest is in the tooltip. */
export function MidText({ text, keep = 12 }: { readonly text: string; readonly keep?: number }) {
  if (text.length <= keep * 2) return <span className="cut" title={text}>{text}</span>;
  return (
    <span className="mid" title={text}>
      <span>{text.slice(0, -keep)}</span>
      <span>{text.slice(-keep)}</span>
    </span>
  );
}
