import { expect, test } from 'vitest';
import { after, param, pass, pipelineOf, reasonOf } from '../../testing/build.ts';
import { applyFix, FIX_NAMES } from './fix.ts';

const p = pipelineOf({ a: pass('A', { v: param('Old') }) }, { parameters: { Old: { type: 'string', phase: 'run', default: 'x' } } });
const fix = (edit: string, ...args: (string | number | null | object)[]) => applyFix({ label: 'Mend', edit, args: args as never });

test('a fix is an edit by its name', () => {
  expect(after(p, fix('renameParameter', 'Old', 'New')).steps['a']).toMatchObject({ arguments: { v: { $param: 'New' } } });
  expect(after(p, fix('bindLiteral', 'a', '/arguments/v', null)).steps['a']).toMatchObject({ arguments: { v: 'x' } });
  expect(after(p, fix('setField', 'a', '/notes', 'seen')).steps['a']?.notes).toBe('seen');
});

test('unknown names and arguments that are not right are refused', () => {
  expect(reasonOf(p, fix('toString'))).toContain('does not know');
  expect(reasonOf(p, fix('renameParameter', 'Old'))).toContain('does not fit');
  expect(reasonOf(p, fix('renameParameter', 'Old', 'New', 'More'))).toContain('does not fit');
  for (const name of FIX_NAMES) expect(reasonOf(p, fix(name, 1, 2, 3, 4, 5))).toContain('does not fit');
});

test('the place of artifacts: two deploy parameters, and what is bound already stays', () => {
  const made = after(p, fix('placeArtifacts'));
  expect(made.settings?.artifacts).toEqual({ bucket: { $param: 'ArtifactBucket' }, prefix: { $param: 'ArtifactPrefix' } });
  expect(Object.entries(made.parameters ?? {}).map(([name, { phase }]) => [name, phase])).toEqual([['Old', 'run'], ['ArtifactBucket', 'deploy'], ['ArtifactPrefix', 'deploy']]);
  const own = { ...p, settings: { artifacts: { bucket: 'mine', prefix: 'runs' } } };
  expect(after(own, fix('placeArtifacts'))).toEqual(own);
});
