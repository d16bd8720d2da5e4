import { expect, test } from 'vitest';
import { createMemoryPlatform, createMemoryWorld } from '../../platform/memory.ts';
import { createTestApp } from '../../testing/renderApp.tsx';
import { changeSweep, emptyForm, givenIn, openForm, putBack, runFormOf, sayKept, typeValue } from './runForm.ts';

const pipeline = { format: 'cauce/1', name: 'p', steps: {} } as const;
const dev = { arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:dev', name: 'dev' };
const prod = { ...dev, arn: dev.arn.replace('dev', 'prod'), name: 'prod' };
/** A tab whose session outlives a reload: the same memory, another page. */
function tab() {
  const { tabMemory } = createMemoryPlatform(createMemoryWorld());
  return { tabMemory, page: () => createTestApp(pipeline, { tabMemory }) };
}
const stateOf = (app: ReturnType<typeof createTestApp>) => runFormOf(app).getState();

test('each machine keeps what was typed for it, and says so when it comes back', () => {
  const app = tab().page();
  openForm(app, dev);
  expect(stateOf(app).note).toBeNull();
  typeValue(app, 'Depth', '7');
  openForm(app, prod);
  expect(stateOf(app).typed).toEqual({});
  typeValue(app, 'Depth', '9');
  openForm(app, dev);
  expect(stateOf(app)).toMatchObject({ typed: { Depth: '7' }, note: { text: 'One value is still here from before.' } });
  // Another drawing of the same machine, and a look that is repeated.
  app.store.getState().load({ ...pipeline, name: 'other' }, { from: 'new' });
  expect(stateOf(app)).toMatchObject({ machine: null, typed: {} });
  openForm(app, dev);
  expect(stateOf(app).typed).toEqual({ Depth: '7' });
  typeValue(app, 'Depth', '8');
  openForm(app, dev);
  expect(stateOf(app)).toMatchObject({ typed: { Depth: '8' }, note: null });
});

test('a reload keeps all but what is named like a secret, which is told', () => {
  const { tabMemory, page } = tab();
  const before = page();
  openForm(before, dev);
  typeValue(before, 'Depth', '7');
  typeValue(before, 'ApiToken', 'abc-hidden');
  changeSweep(before, { on: true, axes: { Eta: { by: 'list', text: '0.1 0.2' }, DbPassword: { by: 'list', text: 'abc-hidden-2' } } });
  expect(tabMemory.get(`form.${dev.arn}`)).not.toContain('abc-hidden');
  const after = page();
  openForm(after, dev);
  expect(stateOf(after)).toMatchObject({ typed: { Depth: '7' }, sweep: { on: true, axes: { Eta: { text: '0.1 0.2' } } } });
  expect(stateOf(after).note?.text).toBe('2 values are still here from before. ApiToken, DbPassword are named like a secret and not kept over a reload.');
  emptyForm(after);
  expect(givenIn(stateOf(after))).toBe(0);
});

test('what the session holds of something else is nothing', () => {
  const { tabMemory, page } = tab();
  for (const text of ['null', '{', '[1]', '{"values": 3}']) {
    tabMemory.set(`form.${dev.arn}`, text);
    const app = page();
    openForm(app, dev);
    expect(stateOf(app)).toMatchObject({ typed: {}, extra: {}, sweep: { on: false, axes: {} } });
  }
});

test('what was there before a fill can be had again', () => {
  const app = tab().page();
  openForm(app, dev);
  typeValue(app, 'Depth', '7');
  emptyForm(app);
  expect(stateOf(app).typed).toEqual({});
  putBack(app);
  expect(stateOf(app)).toMatchObject({ typed: { Depth: '7' }, note: null });
  sayKept(app);
  expect(stateOf(app).note?.text).toMatch(/One value/);
});
