/** Seconds in words: 86400 is "24 h", 370 is "6 min 10 s" (looks.md 11). */
export function secondsInWords(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 60) return `${seconds} s`;
  const h = Math.floor(seconds / 3600);
  const m = Math.floor((seconds % 3600) / 60);
  const s = Math.round(seconds % 60);
  return [h > 0 ? `${h} h` : '', m > 0 ? `${m} min` : '', s > 0 ? `${s} s` : ''].filter((x) => x !== '').join(' ');
}

/** An estimate: "about 32 min", "about 5 s". Seconds are left out of minutes. */
export function about(seconds: number): string {
  return `about ${secondsInWords(seconds < 60 ? Math.round(seconds) : Math.round(seconds / 60) * 60)}`;
}
