/** What a person sees before there is a pipeline. */
export function StartScreen() {
  return <p className="pane-empty">Draw a pipeline once, run it anywhere</p>;
}
