/** A stream of pseudo-random numbers: the same seed gives the same stream, on every machine. */
export interface Random {
  /** The next number, at least 0 and below 1. */
  next(): number;
}

/** Mulberry32 (Tommy Ettinger, public domain): 32 bits of state are enough for rehearsals. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
  };
}

const HEX = '0123456789abcdef';

/** A version 4 UUID (RFC 9562) from the stream. */
export function uuidFrom(random: Random): string {
  let text = '';
  for (let i = 0; i < 36; i++) {
    if (i === 8 || i === 13 || i === 18 || i === 23) text += '-';
    else if (i === 14) text += '4';
    else text += HEX.charAt(i === 19 ? 8 + Math.floor(random.next() * 4) : Math.floor(random.next() * 16));
  }
  return text;
}
