/** 128 random bits in hexadecimal. Not `randomUUID`: that is missing outside secure contexts. */
export function drawId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');
}
