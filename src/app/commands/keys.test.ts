import { describe, expect, it } from 'vitest';
import { COMMANDS } from './index.ts';
import { keyOf, keysOf, shownKeys } from './keys.ts';

const press = (key: string, code: string, more: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) => ({ key, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('keys', () => {
  it('are named as the table writes them', () => {
    expect(keyOf(press('z', 'KeyZ', { ctrlKey: true }), false)).toBe('Ctrl+Z');
    expect(keyOf(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), false)).toBe('Ctrl+Shift+Z');
    expect(keyOf(press('z', 'KeyZ', { metaKey: true }), true)).toBe('Ctrl+Z');
    expect(keyOf(press('?', 'Slash', { shiftKey: true }), false)).toBe('?');
    expect(keyOf(press('+', 'Equal', { shiftKey: true }), false)).toBe('+');
    expect(keyOf(press('c', 'KeyC'), false)).toBe('C');
    expect(keyOf(press('!', 'Digit1', { shiftKey: true }), false)).toBe('Shift+1');
    expect(keyOf(press('F6', 'F6', { shiftKey: true }), false)).toBe('Shift+F6');
    expect(keyOf(press('å', 'KeyN', { altKey: true }), false)).toBe('Alt+N');
    expect(keyOf(press(' ', 'Space'), false)).toBe('Space');
  });

  it('mean a printed sign wherever it is on the keyboard', () => {
    expect(keysOf(press('/', 'Digit7', { shiftKey: true }), false)).toEqual(['Shift+7', '/']);
    expect(keysOf(press('/', 'Slash'), false)).toEqual(['/']);
  });

  it('are shown with the signs of a Mac', () => {
    expect(shownKeys('Ctrl+Shift+Z Ctrl+Y', true)).toBe('⌘+⇧+Z');
    expect(shownKeys('Ctrl+Shift+Z Ctrl+Y', false)).toBe('Ctrl+Shift+Z');
  });

  it('belong to one command each where both could act', () => {
    const taken = new Map<string, string>();
    for (const c of COMMANDS) {
      for (const k of c.keys?.split(' ') ?? []) {
        expect(taken.get(k), `${k} of ${c.id}`).toBeUndefined();
        taken.set(k, c.id);
      }
    }
  });

  it('have commands with ids of their own', () => {
    expect(new Set(COMMANDS.map((c) => c.id)).size).toBe(COMMANDS.length);
  });
});
