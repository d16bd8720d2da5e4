/** The form of the selected step. */
export function Inspector() {
  return <p className="pane-empty">Select a step to see its fields.</p>;
}
