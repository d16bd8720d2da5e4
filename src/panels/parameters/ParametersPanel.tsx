/** The table of parameters. */
export function ParametersPanel() {
  return <p className="pane-empty">No parameters yet.</p>;
}
