import { expect, test } from 'vitest';
import type { Entry } from './entry.ts';

const files = import.meta.glob<Record<string, Record<string, Entry>>>('./entries/*.ts', { eager: true });

test('each code is defined once: of two with one name, one message would be lost', () => {
  const codes = Object.entries(files).flatMap(([file, module]) => Object.values(module).flatMap((entries) => Object.keys(entries).map((code) => ({ file, code }))));
  expect(codes.length).toBeGreaterThan(100);
  expect(codes.filter(({ code }, i) => codes.findIndex((c) => c.code === code) !== i)).toEqual([]);
});
