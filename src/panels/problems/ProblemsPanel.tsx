/** What the compiler found. */
export function ProblemsPanel() {
  return <p className="pane-empty">No problems.</p>;
}
