/** Definition and manifest. */
export function OutputPanel() {
  return <p className="pane-empty">The definition appears here.</p>;
}
