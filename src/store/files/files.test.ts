import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoreApi } from 'zustand/vanilla';
import type { Catalog } from '../../core/catalog/kind.ts';
import { done } from '../../core/edit/types.ts';
import { diagnostic } from '../../core/diagnostic/catalogue.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import { createMemoryPlatform, createMemoryWorld, type MemoryPlatform, type MemoryWorld } from '../../platform/memory.ts';
import { createAppStore } from '../appStore.ts';
import type { Question } from '../questions.ts';
import type { AppState } from '../types.ts';
import { abandonedDrafts, startAutosave, type Autosave } from './drafts.ts';
import { createFileActions, type FileActions } from './fileActions.ts';
import type { PipelineFormat } from './format.ts';
import { listRecents } from './recents.ts';

const named = (name: string): Pipeline => ({ format: 'cauce/1', name, steps: {} });
const format: PipelineFormat = {
  read: async (text) => {
    const problem = diagnostic('compiler-stopped', { reason: 'unreadable' }, {});
    if (text.startsWith('{')) return { pipeline: JSON.parse(text) as Pipeline, intact: !text.includes('odd'), problems: text.includes('odd') ? [problem] : [] };
    return { pipeline: null, intact: false, problems: [problem] };
  },
  serialize: (pipeline) => JSON.stringify(pipeline),
  blank: () => named('Untitled'),
};

const catalog: Catalog = { kind: () => undefined, kinds: [], model: () => undefined, request: () => undefined, response: () => undefined };

/** One tab of the browser. */
function openTab(world: MemoryWorld) {
  const platform: MemoryPlatform = createMemoryPlatform(world);
  const store = createAppStore(platform, { catalog, pipeline: format.blank() });
  const notices: string[] = [];
  store.subscribe((now, before) => {
    const last = now.notices.at(-1);
    if (last && last !== before.notices.at(-1)) notices.push(last.text);
  });
  const asked: Question[] = [];
  const answers: (string | null)[] = [];
  const actions = createFileActions({ store, platform, format, ask: async (q) => { asked.push(q); return answers.shift() ?? null; }, samples: { list: async () => [{ name: 'training', title: 'Train', description: 'It trains' }, { name: 'broken', title: 'Broken', description: '' }], text: async (name) => (name === 'broken' ? 'no' : JSON.stringify(named(name))) } });
  const autosave = startAutosave(store, platform, format, actions.baseOf);
  return { platform, store, actions, notices, asked, answers, autosave };
}
interface Tab { platform: MemoryPlatform; store: StoreApi<AppState>; actions: FileActions; notices: string[]; asked: Question[]; answers: (string | null)[]; autosave: Autosave }

function change(tab: Tab, name: string): void {
  tab.store.getState().edit('rename', () => done(named(name)));
}
const nameIn = (tab: Tab): string => tab.store.getState().document.pipeline.name;

describe('files', () => {
  let world: MemoryWorld;
  let tab: Tab;
  const openA = async (t: Tab): Promise<void> => {
    world.picks.push('a.cauce.json');
    await t.actions.open();
  };
  beforeEach(() => {
    vi.useRealTimers();
    world = createMemoryWorld();
    world.disk.set('a.cauce.json', JSON.stringify(named('a')));
    tab = openTab(world);
  });

  it('opens, changes and saves to the same file without a question', async () => {
    await openA(tab);
    change(tab, 'a2');
    expect(await tab.actions.save()).toBe(true);
    expect(world.disk.get('a.cauce.json')).toContain('a2');
    expect(tab.asked).toEqual([]);
    expect(await listRecents(tab.platform)).toMatchObject([{ name: 'a2', file: { name: 'a.cauce.json' } }]);
  });

  it('asks before unsaved work is replaced, and cancelling keeps it', async () => {
    change(tab, 'work');
    for (const answer of [null, 'keep']) {
      tab.answers.push(answer);
      await openA(tab);
      expect(nameIn(tab)).toBe('work');
      expect(tab.asked.at(-1)?.title).toBe('Save changes to work?');
    }
    tab.answers.push('discard');
    await openA(tab);
    expect(nameIn(tab)).toBe('a');
  });

  it('saves first when the person says so', async () => {
    change(tab, 'work');
    tab.answers.push('save');
    world.picks.push('work.cauce.json');
    await tab.actions.create();
    expect(world.disk.get('work.cauce.json')).toContain('work');
    expect(nameIn(tab)).toBe('Untitled');
  });

  it('keeps the work when that save is cancelled', async () => {
    change(tab, 'work');
    tab.answers.push('save');
    world.picks.push(null);
    await tab.actions.create();
    expect(nameIn(tab)).toBe('work');
  });

  it.each([
    ['overwrite', true, 'mine', 'mine'],
    ['reload', false, 'theirs', 'theirs'],
    [null, false, 'theirs', 'mine'],
  ])('asks when the file changed on disk: %s', async (answer, saved, onDisk, open) => {
    await openA(tab);
    change(tab, 'mine');
    world.disk.set('a.cauce.json', JSON.stringify(named('theirs')));
    tab.answers.push(answer);
    expect(await tab.actions.save()).toBe(saved);
    expect(tab.asked[0]?.title).toBe('a.cauce.json has changed on disk');
    expect(world.disk.get('a.cauce.json')).toContain(onDisk);
    expect(nameIn(tab)).toBe(open);
  });

  it('two tabs on one file: the second save asks, and the other tab is told', async () => {
    const other = openTab(world);
    other.actions.watchTabs();
    await openA(tab);
    await openA(other);
    change(tab, 'first');
    change(other, 'second');
    await tab.actions.save();
    expect(other.notices.at(-1)).toContain('saved in another tab');
    other.answers.push('saveAs');
    world.picks.push('b.cauce.json');
    expect(await other.actions.save()).toBe(true);
    expect(world.disk.get('a.cauce.json')).toContain('first');
    expect(world.disk.get('b.cauce.json')).toContain('second');
  });

  it('never overwrites a file that did not open intact', async () => {
    world.disk.set('a.cauce.json', '{"format":"cauce/1","name":"odd","steps":{}}');
    await openA(tab);
    expect(tab.notices.at(-1)).toContain('did not open intact');
    change(tab, 'mended');
    await tab.actions.save();
    expect(world.disk.get('a.cauce.json')).toContain('odd');
    expect(world.disk.get('mended-repaired.cauce.json')).toContain('mended');
  });

  it('shows why a file cannot be opened and keeps the document', async () => {
    world.disk.set('a.cauce.json', 'not JSON');
    await openA(tab);
    expect(tab.asked[0]).toMatchObject({ title: 'a.cauce.json was not opened', problems: [{ message: 'The compiler stopped: unreadable.' }] });
    expect(nameIn(tab)).toBe('Untitled');
  });

  it('says why a save failed, and nothing is lost', async () => {
    await openA(tab);
    change(tab, 'mine');
    vi.spyOn(tab.platform.files, 'save').mockRejectedValue(new Error('disk full'));
    expect(await tab.actions.save()).toBe(false);
    expect(tab.notices.at(-1)).toBe('a.cauce.json was not saved: disk full');
    expect(nameIn(tab)).toBe('mine');
  });

  it('forgets a recent file that is gone', async () => {
    await openA(tab);
    const [recent] = await listRecents(tab.platform);
    world.disk.delete('a.cauce.json');
    await tab.actions.openRecent(recent as NonNullable<typeof recent>);
    expect(tab.notices.at(-1)).toContain('cannot be read any more');
    expect(await listRecents(tab.platform)).toEqual([]);
  });

  it('lists the samples that can be read', async () => {
    expect(await tab.actions.samples()).toMatchObject([{ name: 'training', title: 'Train', pipeline: { name: 'training' } }]);
  });

  it('opens a sample without calling it unsaved work', async () => {
    await tab.actions.openSample('training');
    await openA(tab);
    expect(tab.asked).toEqual([]);
  });

  describe('unsaved work', () => {
    it('is found by another tab only after this one is gone, and goes on against its file', async () => {
      await openA(tab);
      change(tab, 'precious');
      await tab.autosave.flush();
      const next = openTab(world);
      expect(await abandonedDrafts(next.platform)).toEqual([]);
      tab.platform.close();
      const [draft] = await abandonedDrafts(next.platform);
      expect(draft).toMatchObject({ name: 'precious', file: { name: 'a.cauce.json' } });
      await next.actions.recover(draft as NonNullable<typeof draft>);
      expect(nameIn(next)).toBe('precious');
      expect(await abandonedDrafts(next.platform)).toEqual([]);
      world.disk.set('a.cauce.json', JSON.stringify(named('theirs')));
      next.answers.push(null);
      await next.actions.save();
      expect(next.asked.at(-1)?.title).toBe('a.cauce.json has changed on disk');
    });

    it('is no longer kept once it is saved', async () => {
      change(tab, 'work');
      await tab.autosave.flush();
      await tab.actions.saveAs();
      await tab.autosave.flush();
      tab.platform.close();
      expect(await abandonedDrafts(openTab(world).platform)).toEqual([]);
    });

    it('is kept again in the next tab as soon as it is recovered', async () => {
      change(tab, 'work');
      await tab.autosave.flush();
      tab.platform.close();
      const next = openTab(world);
      const [draft] = await abandonedDrafts(next.platform);
      await next.actions.recover(draft as NonNullable<typeof draft>);
      await next.autosave.flush();
      next.platform.close();
      expect(await abandonedDrafts(openTab(world).platform)).toMatchObject([{ name: 'work' }]);
    });

    it('says once when the browser cannot keep it', async () => {
      vi.spyOn(tab.platform.storage, 'set').mockRejectedValue(new Error('quota exceeded'));
      change(tab, 'work');
      await tab.autosave.flush();
      change(tab, 'more');
      await tab.autosave.flush();
      expect(tab.notices).toEqual(['Unsaved work cannot be kept in this browser (quota exceeded). Save it to a file.']);
    });
  });
});
