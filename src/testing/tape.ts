import fc from 'fast-check';

/**
 * A source of choices for generators that are easier to write as a program than as a combination of arbitraries: numbers on
 * a tape, zeros when it has run out. fast-check shrinks the tape, and zero is always the simplest choice, so failing
 * examples become small.
 */
export class Tape {
  private at = 0;
  private readonly numbers: Uint32Array;

  constructor(numbers: Uint32Array) {
    this.numbers = numbers;
  }

  /** From 0 to `bound - 1`. */
  int(bound: number): number {
    return bound <= 1 ? 0 : (this.numbers[this.at++] ?? 0) % bound;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.int(choices.length)] ?? choices[0];
  }

  /** One of a list that may be empty. */
  maybe<T>(choices: readonly T[]): T | undefined {
    return choices[this.int(choices.length)];
  }

  /** Never on an empty tape. */
  chance(percent: number): boolean {
    return this.int(100) >= 100 - percent;
  }

  /** Some of a list, in its order. */
  some<T>(choices: readonly T[], percent: number): readonly T[] {
    return choices.filter(() => this.chance(percent));
  }
}

export function fromTape<T>(build: (tape: Tape) => T, length = 1500): fc.Arbitrary<T> {
  // Shrinking a long tape to the end takes minutes; some hundred steps make an example small enough to read.
  return fc.limitShrink(fc.uint32Array({ minLength: 0, maxLength: length, size: 'max' }), 300).map((numbers) => build(new Tape(numbers)));
}
