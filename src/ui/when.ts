/** A time for a person: local, absolute after a day (looks.md 11). */
export function when(at: number, now: number): string {
  const minutes = Math.floor((now - at) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const date = new Date(at);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = clockTime(at);
  return minutes < 24 * 60 ? `${date.getDate() === new Date(now).getDate() ? 'today' : 'yesterday'} ${time}` : `${day} ${time}`;
}

/** `14:02`, local. */
export function clockTime(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
