import { beforeEach, describe, expect, it, vi } from 'vitest';
import { done } from '../core/edit/types.ts';
import { makeCatalog } from '../core/catalog/load.ts';
import { parseTests, serializeTests } from '../core/file/testsFile.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import type { TestCase } from '../core/model/testCases.ts';
import { createMemoryPlatform, createMemoryWorld, type MemoryWorld } from '../platform/memory.ts';
import { createAppStore } from './appStore.ts';
import { allowBeside, keepBeside, leaveBeside } from './casesBeside.ts';
import { abandonedDrafts, startAutosave } from './files/drafts.ts';
import { createFileActions } from './files/fileActions.ts';
import type { PipelineFormat } from './files/format.ts';
import { keepCases } from './keptCases.ts';
import { createQuestions } from './questions.ts';
import { startSimulation } from './simulating.ts';
import { addCase } from './testCases.ts';

const named = (name: string): Pipeline => ({ format: 'cauce/1', name, steps: {} });
const format: PipelineFormat = {
  read: async (text) => ({ pipeline: JSON.parse(text) as Pipeline, intact: true, problems: [] }),
  serialize: (pipeline) => JSON.stringify(pipeline),
  blank: () => named('Untitled'),
};
const textOf = (cases: Readonly<Record<string, TestCase>>): string => serializeTests({ format: 'cauce-tests/1', cases });

function openTab(world: MemoryWorld) {
  const platform = createMemoryPlatform(world);
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()), pipeline: format.blank() });
  const questions = createQuestions();
  const files = createFileActions({ store, platform, format, ask: async () => null, samples: { list: async () => [], text: async (name) => JSON.stringify(named(name)) } });
  const app = { store, platform, questions };
  const names = (): readonly string[] => Object.keys(store.getState().simulation.cases);
  const open = async (file: string): Promise<void> => {
    world.picks.push(file);
    await files.open();
  };
  /** As the Simulate button does; the cases are there when it resolves, or nothing is kept of them. */
  const simulate = async (): Promise<void> => {
    startSimulation(app);
    await settled();
  };
  /** Until everything that was begun is written: the memory platform answers at once. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 60; turn++) await Promise.resolve();
  };
  const add = async (name: string, testCase: TestCase = {}): Promise<void> => {
    addCase(store, name, testCase);
    await keepCases(app);
    await settled();
  };
  return { app, platform, store, questions, files, names, open, simulate, settled, add };
}

let world: MemoryWorld;
let tab: ReturnType<typeof openTab>;
beforeEach(() => {
  world = createMemoryWorld();
  world.disk.set('a.cauce.json', JSON.stringify(named('same')));
  world.disk.set('b.cauce.json', JSON.stringify(named('same')));
  tab = openTab(world);
});

describe('cases belong to a document', () => {
  it('whose name is that of another, and whatever it is called', async () => {
    await tab.open('a.cauce.json');
    await tab.simulate();
    await tab.add('Of a');
    tab.store.getState().edit('rename', () => done(named('renamed')));
    await tab.files.save();
    await tab.open('b.cauce.json');
    await tab.simulate();
    expect(tab.names()).toEqual([]);
    const next = openTab(world);
    await next.open('a.cauce.json');
    await next.simulate();
    expect(next.names()).toEqual(['Of a']);
  });

  it('and go with it where it is saved as another file; a file keeps its own too', async () => {
    await tab.files.create();
    await tab.simulate();
    await tab.add('First');
    world.picks.push('c.cauce.json');
    await tab.files.save();
    world.picks.push('d.cauce.json');
    await tab.files.saveAs();
    await tab.add('Of d');
    for (const [file, cases] of [['c.cauce.json', ['First']], ['d.cauce.json', ['First', 'Of d']]] as const) {
      await tab.open(file);
      await tab.simulate();
      expect(tab.names()).toEqual(cases);
    }
  });

  it('also where the simulation was not opened before saving', async () => {
    await tab.files.openSample('training');
    await tab.simulate();
    await tab.add('Of the sample');
    await tab.files.create();
    await tab.files.openSample('training');
    world.picks.push('mine.cauce.json');
    await tab.files.save();
    await tab.simulate();
    expect(tab.names()).toEqual(['Of the sample']);
  });

  it('and are found again with unsaved work', async () => {
    const autosave = startAutosave(tab.store, tab.platform, format, tab.files.baseOf);
    await tab.files.create();
    await tab.simulate();
    await tab.add('Unsaved');
    tab.store.getState().edit('rename', () => done(named('draft')));
    await autosave.flush();
    tab.platform.close();
    const next = openTab(world);
    const [draft] = await abandonedDrafts(next.platform);
    await next.files.recover(draft as NonNullable<typeof draft>);
    await next.simulate();
    expect(next.names()).toEqual(['Unsaved']);
  });

  it('those that were kept by the name are taken over by the first that has it, once, and not by a new one', async () => {
    world.storage.set('tests:same', textOf({ Old: {} }));
    world.storage.set('tests:Untitled', textOf({ Other: {} }));
    await tab.files.create();
    await tab.simulate();
    expect(tab.names()).toEqual([]);
    await tab.open('a.cauce.json');
    await tab.simulate();
    expect(tab.names()).toEqual(['Old']);
    await tab.open('b.cauce.json');
    await tab.simulate();
    expect(tab.names()).toEqual([]);
    await tab.open('a.cauce.json');
    await tab.simulate();
    expect(tab.names()).toEqual(['Old']);
    expect(world.storage.has('tests:Untitled')).toBe(true);
  });
});

describe('cases beside the file', () => {
  const onDisk = (): readonly string[] => Object.keys(parseTests(world.disk.get('a.tests.json') ?? '').value?.cases ?? {});
  const begin = async (): Promise<void> => {
    await tab.open('a.cauce.json');
    await tab.simulate();
    await tab.add('Mine');
    world.picks.push('folder');
    await keepBeside(tab.app);
  };
  const question = async () => vi.waitFor(() => {
    const { current } = tab.questions.getState();
    if (current === null) throw new Error('nothing is asked');
    return current;
  });

  it('are written after every change, and read when the pipeline is opened', async () => {
    await begin();
    expect(onDisk()).toEqual(['Mine']);
    await tab.add('More');
    expect(onDisk()).toEqual(['Mine', 'More']);
    world.disk.set('a.tests.json', textOf({ Theirs: {} }));
    const next = openTab(world);
    await next.open('a.cauce.json');
    await next.simulate();
    expect(next.names()).toEqual(['Theirs']);
    expect(next.questions.getState().current).toBeNull();
  });

  it('begin with those of a file that is there already, and what else it says stays', async () => {
    world.disk.set('a.tests.json', '{"format": "cauce-tests/1", "owner": "team", "cases": {"Theirs": {"note": 1}}}');
    await tab.open('a.cauce.json');
    await tab.simulate();
    world.picks.push('folder');
    await keepBeside(tab.app);
    expect(tab.names()).toEqual(['Theirs']);
    await tab.add('Mine');
    expect(JSON.parse(world.disk.get('a.tests.json') ?? '')).toEqual({ format: 'cauce-tests/1', owner: 'team', cases: { Theirs: { note: 1 }, Mine: {} } });
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['take', ['Theirs'], ['Theirs']],
    ['overwrite', ['Mine', 'More'], ['Mine', 'More']],
    ['leave', ['Mine', 'More'], ['Theirs']],
  ])('ask where both sides changed: %s', async (choice, mine, theirs) => {
    await begin();
    world.disk.set('a.tests.json', textOf({ Theirs: {} }));
    const added = tab.add('More');
    expect((await question()).title).toBe('a.tests.json has changed outside');
    expect(onDisk()).toEqual(['Theirs']);
    tab.questions.getState().answer(choice);
    await added;
    await tab.settled();
    expect([tab.names(), onDisk()]).toEqual([mine, theirs]);
    expect(tab.store.getState().simulation.beside === null).toBe(choice === 'leave');
  });

  it('never overwrite a file that cannot be read without a question', async () => {
    await begin();
    world.disk.set('a.tests.json', '{"format": "cauce-tests/1", "cases": {"Theirs": ');
    const added = tab.add('More');
    expect((await question()).title).toBe('a.tests.json cannot be read');
    tab.questions.getState().answer(null);
    await added;
    expect(world.disk.get('a.tests.json')).toBe('{"format": "cauce-tests/1", "cases": {"Theirs": ');
  });

  it('wait where the browser wants to be asked anew, and go on when it is allowed', async () => {
    await begin();
    world.folderAllowed = false;
    const next = openTab(world);
    await next.open('a.cauce.json');
    await next.simulate();
    await next.add('Later');
    expect(next.names()).toEqual(['Mine', 'Later']);
    expect(onDisk()).toEqual(['Mine']);
    await allowBeside(next.app);
    expect(onDisk()).toEqual(['Mine', 'Later']);
  });

  it('stay in a folder that does not hold the pipeline', async () => {
    await tab.open('a.cauce.json');
    await tab.simulate();
    world.disk.delete('a.cauce.json');
    world.picks.push('folder');
    await keepBeside(tab.app);
    expect(tab.store.getState().notices.at(-1)?.text).toContain('does not lie in');
    expect(world.disk.has('a.tests.json')).toBe(false);
  });

  it('go with a pipeline that is saved as another file of the folder', async () => {
    await begin();
    world.picks.push('z.cauce.json');
    await tab.files.saveAs();
    await tab.add('Of z');
    expect([Object.keys(parseTests(world.disk.get('z.tests.json') ?? '').value?.cases ?? {}), onDisk()]).toEqual([['Mine', 'Of z'], ['Mine']]);
  });

  it('are no longer written where the person says so', async () => {
    await begin();
    await leaveBeside(tab.app);
    await tab.add('More');
    expect(onDisk()).toEqual(['Mine']);
  });
});
