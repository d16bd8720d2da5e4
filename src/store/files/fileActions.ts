import type { StoreApi } from 'zustand/vanilla';
import { fileStem } from '../../core/model/fileStem.ts';
import type { Pipeline } from '../../core/model/pipeline.ts';
import type { FileHandle, OpenedFile, Platform } from '../../platform/types.ts';
import { casesFollow } from '../keptCases.ts';
import type { Ask } from '../questions.ts';
import type { AppState, DocumentSource } from '../types.ts';
import { isDirty } from './dirty.ts';
import { discardDraft, type Draft } from './drafts.ts';
import type { PipelineFormat } from './format.ts';
import { forgetRecent, rememberRecent, type Recent } from './recents.ts';

export interface FileActions {
  create(): Promise<void>;
  open(): Promise<void>;
  openDropped(transfer: DataTransfer): Promise<void>;
  openRecent(recent: Recent): Promise<void>;
  openSample(name: string): Promise<void>;
  /** A pipeline that came in no file: it is in none until it is saved. True when it is open. */
  openText(text: string, name: string): Promise<boolean>;
  /** The samples that come with the site, read; those that cannot be read are left out. */
  samples(): Promise<readonly Sample[]>;
  /** True when the document is on the person's disk afterwards. */
  save(): Promise<boolean>;
  saveAs(): Promise<boolean>;
  recover(draft: Draft): Promise<void>;
  /** What the file held when this tab last read or wrote it. */
  baseOf(file: FileHandle): string | null;
  /** Listens to the other tabs; gives the way to stop. */
  watchTabs(): () => void;
}

export interface SampleEntry {
  readonly name: string;
  readonly title: string;
  readonly description: string;
}
export interface Sample extends SampleEntry {
  readonly pipeline: Pipeline;
}
export interface SampleSource {
  list(): Promise<readonly SampleEntry[]>;
  /** The file of a sample, by its name. */
  text(name: string): Promise<string>;
}

interface Needs {
  readonly store: StoreApi<AppState>;
  readonly platform: Platform;
  readonly format: PipelineFormat;
  readonly ask: Ask;
  readonly samples: SampleSource;
}

/**
 * New, open, save and recover. Three promises are kept here: no unsaved work is dropped without a question; a file that
 * changed on disk since it was read is never overwritten without one; a file that did not open intact is never overwritten.
 */
export function createFileActions({ store, platform, format, ask, samples }: Needs): FileActions {
  const bases = new WeakMap<FileHandle, string>();
  const state = (): AppState => store.getState();
  const notify = (text: string, kind: 'info' | 'error' = 'info'): void => state().notify(text, { kind });

  const mayReplace = async (): Promise<boolean> => {
    if (!isDirty(state())) return true;
    const name = state().document.pipeline.name;
    const choice = await ask({
      title: `Save changes to ${name}?`,
      text: 'It has changes that are not in a file yet.',
      choices: [{ id: 'save', label: 'Save', kind: 'primary' }, { id: 'discard', label: 'Discard changes', kind: 'danger' }, { id: 'keep', label: 'Keep editing' }],
    });
    if (choice === 'save') return save();
    return choice === 'discard';
  };

  const loadText = async (text: string, name: string, sourceOf: (read: { intact: boolean; problems: DocumentProblems }) => DocumentSource): Promise<boolean> => {
    const read = await format.read(text, name);
    if (!read.pipeline) {
      await ask({ title: `${name} was not opened`, text: 'The file is untouched.', problems: read.problems, choices: [{ id: 'close', label: 'Close', kind: 'primary' }] });
      return false;
    }
    if (!(await mayReplace())) return false;
    state().load(read.pipeline, sourceOf(read));
    state().setView({ start: false });
    if (!read.intact) notify(`${name} did not open intact: ${count(read.problems.length, 'problem')}. It is kept as it is; saving asks for another place.`, 'error');
    return true;
  };

  const openFile = async ({ file, text }: OpenedFile): Promise<void> => {
    bases.set(file, text);
    const opened = await loadText(text, file.name, (read) => ({ from: 'file', file, intact: read.intact, problems: read.problems }));
    if (opened) await rememberRecent(platform, file, state().document.pipeline.name);
  };

  const write = async (file: FileHandle | null, suggestedName: string): Promise<boolean> => {
    const { pipeline } = state().document;
    const text = format.serialize(pipeline);
    const written = await platform.files.save(text, suggestedName, file);
    if (!written) return false;
    bases.set(written, text);
    const { source } = state().document;
    state().markSaved(written);
    await casesFollow({ store, platform }, source, written);
    notify(written.handle === null ? `Downloaded ${written.name}` : `Saved ${written.name}`);
    platform.tabs.tell({ event: 'saved', file: written.name });
    await rememberRecent(platform, written, pipeline.name);
    return true;
  };

  /** What the file holds now, when that is neither what was read here nor what is about to be written. */
  const changedOnDisk = async (file: FileHandle): Promise<string | null> => {
    const base = bases.get(file);
    const current = base === undefined ? null : await platform.files.read(file);
    return current === base || current === format.serialize(state().document.pipeline) ? null : current;
  };

  const settle = async (file: FileHandle, current: string): Promise<boolean> => {
    const choice = await ask({
      title: `${file.name} has changed on disk`,
      text: 'Another tab or program saved it after it was opened here. Which of the two is kept?',
      choices: [
        { id: 'saveAs', label: 'Save as another file', kind: 'primary' },
        { id: 'reload', label: 'Reload and lose my changes' },
        { id: 'overwrite', label: 'Overwrite the file', kind: 'danger' },
      ],
    });
    if (choice === 'overwrite') return write(file, file.name);
    if (choice === 'saveAs') return saveAs();
    if (choice === 'reload') await reload(file, current);
    return false;
  };

  const reload = async (file: FileHandle, text: string): Promise<void> => {
    const read = await format.read(text, file.name);
    if (!read.pipeline) return notify(`${file.name} on disk cannot be read: ${read.problems[0]?.message ?? 'it is no pipeline'}. Your version stays open; save it as another file.`, 'error');
    bases.set(file, text);
    state().load(read.pipeline, { from: 'file', file, intact: read.intact, problems: read.problems });
  };

  async function save(): Promise<boolean> {
    const { source } = state().document;
    if (source.from !== 'file' || source.file.handle === null || !source.intact) return saveAs();
    const { file } = source;
    return guarded(`${file.name} was not saved`, async () => {
      // Looking and writing are one turn among the tabs; the question is outside, so that no other tab waits for it.
      const turn = await platform.tabs.exclusively(`save:${file.name}`, async () => {
        const changed = await changedOnDisk(file);
        return { changed, written: changed === null && (await write(file, file.name)) };
      });
      return turn.changed === null ? turn.written : settle(file, turn.changed);
    });
  }

  async function saveAs(): Promise<boolean> {
    const { source, pipeline } = state().document;
    const spoilt = source.from === 'file' && !source.intact;
    return guarded('The pipeline was not saved', () => write(null, `${fileStem(pipeline.name)}${spoilt ? '-repaired' : ''}.cauce.json`));
  }

  /** A failing disk, a refused permission, a lost file: said, and nothing is lost. */
  async function guarded(what: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      notify(`${what}: ${error instanceof Error ? error.message : String(error)}`, 'error');
      return false;
    }
  }
  const opening = async (what: string, work: () => Promise<void>): Promise<void> => {
    await guarded(what, async () => {
      await work();
      return true;
    });
  };

  return {
    save,
    saveAs,
    baseOf: (file) => bases.get(file) ?? null,
    async create() {
      if (!(await mayReplace())) return;
      state().load(format.blank(), { from: 'new' });
      state().setView({ start: false });
    },
    open: () =>
      opening('The file was not opened', async () => {
        const opened = await platform.files.open();
        if (opened) await openFile(opened);
      }),
    openDropped: (transfer) =>
      opening('The file was not opened', async () => {
        const opened = await platform.files.dropped(transfer);
        if (opened) await openFile(opened);
        else notify('Drop one file: a pipeline ends in .cauce.json.', 'error');
      }),
    openRecent: (recent) =>
      opening(`${recent.file.name} was not opened`, async () => {
        const text = await platform.files.read(recent.file).catch(() => null);
        if (text !== null) return openFile({ file: recent.file, text });
        await forgetRecent(platform, recent.file);
        notify(`${recent.file.name} cannot be read any more; it was moved, removed or not allowed. Open it by Open file.`, 'error');
      }),
    openSample: (name) =>
      opening(`The sample ${name} was not opened`, async () => {
        await loadText(await samples.text(name), `${name}.cauce.json`, () => ({ from: 'sample', name }));
      }),
    openText: (text, name) => guarded(`${name} was not opened`, () => loadText(text, name, () => ({ from: 'new' }))),
    async samples() {
      const read = async (entry: SampleEntry): Promise<readonly Sample[]> => {
        const { pipeline } = await format.read(await samples.text(entry.name), entry.name);
        return pipeline ? [{ ...entry, pipeline }] : [];
      };
      return (await Promise.all((await samples.list()).map((entry) => read(entry).catch(() => [])))).flat();
    },
    recover: (draft) =>
      opening(`${draft.name} was not recovered`, async () => {
        const { file, base } = draft;
        if (file && base !== null) bases.set(file, base);
        const recovered = await loadText(draft.text, draft.name, (read) => (file ? { from: 'file', file, intact: true, problems: read.problems } : { from: 'recovery', ...(draft.id === undefined ? {} : { id: draft.id }) }));
        if (!recovered) return;
        // Against the file it is unsaved work: `saved` is what the file holds, not what was recovered.
        store.setState((s) => ({ document: { ...s.document, saved: null } }));
        await discardDraft(platform, draft);
        notify(`Recovered ${draft.name}. Save it to keep it.`);
      }),
    watchTabs: () =>
      platform.tabs.listen((message) => {
        const { source } = state().document;
        if (source.from === 'file' && source.file.name === message.file) notify(`${message.file} was saved in another tab. Saving here will ask which version is kept.`);
      }),
  };
}

type DocumentProblems = Extract<DocumentSource, { from: 'file' }>['problems'];

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}
