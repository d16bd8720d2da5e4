/**
 * What time it is for AWS, from the times of the events that came between two looks: they were written after the first and before
 * the second. A page learns of a wrong clock otherwise only when a signature is refused, five minutes off.
 */
export interface EventClock {
  /** Milliseconds since 1970 by the clock that writes histories. */
  now(): number;
  /** Fresh events, oldest and newest; `before` is when it was last asked in vain for them, undefined where it never was. */
  heard(fresh: { readonly oldest: number; readonly newest: number; readonly before: number | undefined; readonly answered: number }): void;
}

/**
 * @param local this computer's time
 * @param known the time of AWS as far as it is known by other means, of a computer's time
 */
export function createEventClock(local: () => number, known: () => number = local): EventClock {
  // AWS's time less this computer's is between these two.
  let least = -Infinity;
  let most = Infinity;
  return {
    now: () => local() + Math.min(Math.max(known() - local(), least), most),
    heard({ oldest, newest, before, answered }) {
      const [low, high] = [newest - answered, before === undefined ? Infinity : oldest - before];
      least = Math.max(least, low);
      most = Math.min(most, high);
      // Somebody set the clock, or an event came late: the newest word holds.
      if (least > most) [least, most] = [low, Math.max(low, high)];
    },
  };
}
