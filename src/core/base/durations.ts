/** Seconds in words of two figures or so: `4.5 s`, `40 s`, `12 min`, `3.5 h`. */
export function durationInWords(seconds: number): string {
  const [value, unit] = seconds < 99.5 ? [seconds, 's'] : seconds < 99.5 * 60 ? [seconds / 60, 'min'] : [seconds / 3600, 'h'];
  return `${value < 9.95 ? Math.round(value * 10) / 10 : Math.round(value)} ${unit}`;
}
