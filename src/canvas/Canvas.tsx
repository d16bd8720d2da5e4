/** The drawing. */
export function Canvas() {
  return null;
}
