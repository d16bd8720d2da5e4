/** Is a button or finger down? Heard on the way down, before anything can stop the event. */
let pressed = false;
const waiting = new Set<() => void>();
function release(): void {
  pressed = false;
  for (const run of waiting) run();
  waiting.clear();
}
addEventListener('pointerdown', () => { pressed = true; }, { capture: true });
for (const end of ['pointerup', 'pointercancel'] as const) addEventListener(end, release, { capture: true });
addEventListener('blur', release); // of the window: the button is let go elsewhere

/** Milliseconds: what a person looks at is drawn first. */
const AFTER = 100;

/** Runs in a moment, or, while something is held and dragged, once it is let go. Gives what takes it back. */
export function betweenGestures(run: () => void): () => void {
  const go = (): void => {
    if (pressed) waiting.add(run);
    else run();
  };
  const timer = setTimeout(go, AFTER);
  return () => {
    clearTimeout(timer);
    waiting.delete(run);
  };
}
