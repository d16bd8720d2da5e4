/** Virtual time as `00:25:00`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const part = (n: number): string => String(n).padStart(2, '0');
  return `${part(Math.floor(whole / 3600))}:${part(Math.floor(whole / 60) % 60)}:${part(whole % 60)}`;
}
