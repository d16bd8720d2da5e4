import type { PortView } from '../scene/types.ts';

/** A character of a port's name, and what is left free around it, in canvas pixels. */
const CHARACTER = 6.35;
const AROUND_NAME = 20;

/** Names of ports on one edge that would run into each other; upright edges have a line for each. */
export function isCrowded(ports: readonly Pick<PortView, 'at' | 'name' | 'side'>[]): boolean {
  const inLine = ports.filter((p) => p.side === 'top' || p.side === 'bottom').sort((a, b) => a.at.x - b.at.x);
  // Above, a name ends at its port, and below it begins there: the room is that to the neighbour on that side.
  return inLine.some((p, i) => {
    const neighbour = inLine[p.side === 'top' ? i - 1 : i + 1];
    return neighbour !== undefined && Math.abs(p.at.x - neighbour.at.x) < p.name.length * CHARACTER + AROUND_NAME;
  });
}
