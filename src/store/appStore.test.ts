import { beforeEach, describe, expect, it } from 'vitest';
import { makeCatalog } from '../core/catalog/load.ts';
import { addStep, removeSteps, renameStep } from '../core/edit/steps.ts';
import { disconnect } from '../core/edit/wires.ts';
import { refused } from '../core/edit/types.ts';
import { createMemoryPlatform, createMemoryWorld, type MemoryWorld } from '../platform/memory.ts';
import { output, pass, pipelineOf } from '../testing/build.ts';
import { createAppStore, type AppStore } from './appStore.ts';
import { isDirty } from './files/dirty.ts';
import { consumerOfWire, dockShown, redoLabel, undoLabel } from './selectors.ts';

const catalog = makeCatalog(new Map());
let world: MemoryWorld;
let store: AppStore;
const state = () => store.getState();
const add = (kind: string, name: string) => state().edit(`add ${name}`, addStep({ kind, name }, catalog));

beforeEach(() => {
  world = createMemoryWorld();
  store = createAppStore(createMemoryPlatform(world), { catalog });
});

describe('the one door for change', () => {
  it('records every edit under its label and goes back to the same document', () => {
    const empty = state().document.pipeline;
    add('lambda:invoke', 'Call');
    const called = state().document.pipeline;
    state().edit('rename Call', renameStep('call', 'Ask'));
    expect(undoLabel(state())).toBe('rename Call');
    state().undo();
    expect(state().document.pipeline).toBe(called);
    expect(redoLabel(state())).toBe('rename Call');
    state().undo();
    expect(state().document.pipeline).toBe(empty);
    expect(undoLabel(state())).toBeNull();
    state().redo();
    state().redo();
    expect(state().document.pipeline.steps['call']?.name).toBe('Ask');
  });

  it('turns a refusal into a notice and changes nothing', () => {
    const before = state().document;
    expect(state().edit('try', () => refused('A step cannot come after itself.')).ok).toBe(false);
    expect(state().document).toBe(before);
    expect(state().notices).toMatchObject([{ text: 'A step cannot come after itself.', kind: 'error' }]);
  });

  it('makes typing in one field one step, until a pause', () => {
    add('lambda:invoke', 'Call');
    const type = (name: string) => state().edit('rename', renameStep('call', name), 'name of call');
    type('A');
    type('Ab');
    expect(state().document.past).toHaveLength(2);
    world.now += 5000;
    type('Abc');
    expect(state().document.past).toHaveLength(3);
    state().undo();
    expect(state().document.pipeline.steps['call']?.name).toBe('Ab');
    state().undo();
    expect(state().document.pipeline.steps['call']?.name).toBe('Call');
  });

  it('lets go of what is selected or entered when it is not there any more', () => {
    add('map', 'Each');
    state().enter(['each']);
    state().edit('add', addStep({ kind: 'pass', name: 'Inner', scope: { path: ['each'] } }, catalog));
    state().select(['inner']);
    state().edit('delete', removeSteps(['each']));
    expect(state().selection).toMatchObject({ steps: [], scope: [] });
  });
});

describe('a selected wire', () => {
  const wired = pipelineOf({ a: pass('A', { x: 1 }), b: pass('B', { y: output('a/x'), z: output('a/x') }), c: pass('C', { y: output('a/x') }, { after: ['b'] }) });
  const toB = ['data:b/arguments/y', 'data:b/arguments/z'];
  beforeEach(() => state().load(wired, { from: 'new' }));

  it('tells the step that it leads to and the binding, and selects no step', () => {
    state().selectEdges(toB.slice(1));
    expect(state().selection.steps).toEqual([]);
    expect(consumerOfWire(state())).toEqual({ step: 'b', pointer: '/arguments/z' });
    state().selectEdges(toB);
    expect(consumerOfWire(state())?.pointer).toBe('/arguments/y');
    state().selectEdges([...toB, 'data:c/arguments/y']);
    expect(consumerOfWire(state())).toBeNull();
    state().selectEdges(['order:b:c']);
    expect(consumerOfWire(state())).toBeNull();
  });
  it('is not selected any more when it is gone', () => {
    state().selectEdges(toB);
    state().edit('unbind', disconnect('b', '/arguments/y'));
    expect(state().selection.edges).toEqual(toB.slice(1));
  });
});

describe('the dirty mark', () => {
  it('is gone after saving, back after an edit, and gone again after undoing it', () => {
    add('pass', 'One');
    expect(isDirty(state())).toBe(true);
    state().markSaved({ name: 'a.cauce.json', handle: {} });
    expect(isDirty(state())).toBe(false);
    add('pass', 'Two');
    expect(isDirty(state())).toBe(true);
    state().undo();
    expect(isDirty(state())).toBe(false);
  });
});

describe('the dock', () => {
  const rests = () => state().view.dockRests;

  it('lies low when a sample is opened, until somebody asks for it', () => {
    state().load(pipelineOf({ a: pass('a') }), { from: 'sample', name: 'a' });
    expect(rests()).toBe(true);
    expect(dockShown(state())).toBe(false);
    state().setView({ dock: { ...state().view.dock, tab: 'problems', open: true } });
    expect(dockShown(state())).toBe(true);
  });

  it('stays where it is for a new pipeline, and for the table of parameters', () => {
    state().load(pipelineOf({}), { from: 'new' });
    expect(rests()).toBe(false);
    state().setView({ dock: { ...state().view.dock, tab: 'parameters' } });
    state().load(pipelineOf({ a: pass('a') }), { from: 'sample', name: 'a' });
    expect(dockShown(state())).toBe(true);
  });
});
