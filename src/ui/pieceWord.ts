import type { Piece } from '../core/rehearse/coverage.ts';

/** A piece of a step in a word or two: "runs", "way 2", "otherwise", "catch 1", "retry 1". */
export function pieceWord(piece: Piece): string {
  switch (piece.kind) {
    case 'step':
      return 'runs';
    case 'way':
      return piece.way === 'otherwise' ? 'otherwise' : `way ${piece.way + 1}`;
    case 'catch':
      return `catch ${piece.index + 1}`;
    case 'retry':
      return `retry ${piece.index + 1}`;
  }
}

/** What no case does with it, for a mark on the drawing. */
export function neverWord(piece: Piece): string {
  switch (piece.kind) {
    case 'step':
      return 'never run';
    case 'way':
      return 'never taken';
    case 'catch':
      return 'never caught';
    case 'retry':
      return 'never retried';
  }
}
