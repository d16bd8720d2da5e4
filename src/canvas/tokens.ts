/** Reads the values of the theme's tokens (`ui/tokens.css`) as they are now: what is painted on a canvas takes no variables. */
export function tokenReader(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}
