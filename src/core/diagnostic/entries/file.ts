import type { Entry } from '../entry.ts';

export const fileEntries = {
  'file-unreadable': { severity: 'error', message: (a) => `${a['problem']}.`, hint: (a) => `${a['hint']}` },
  'file-not-a-pipeline': {
    severity: 'error',
    message: (a) => `This is ${a['what']}, not a pipeline.`,
    hint: (a) => `${a['hint']}`,
  },
  'file-newer-format': {
    severity: 'error',
    message: (a) => `The file has the format ${a['format']}; this version of Cauce reads ${a['known']}.`,
    hint: () => 'Open it with a newer version of Cauce. The file has not been changed.',
  },
  'file-part-malformed': {
    severity: 'error',
    message: (a) => `${a['part']} ${a['problem']}.`,
    hint: (a) => `${a['gone']} was left out. Mend the file, or save under another name to go on without it.`,
  },
  'file-step-id': {
    severity: 'error',
    message: (a) => `“${a['id']}” cannot be the id of a step.`,
    hint: () => 'An id has small letters, digits and hyphens, a letter first, at most 63 characters. The step was left out.',
  },
  'file-step-id-twice': {
    severity: 'error',
    message: (a) => `Two steps have the id ${a['id']}.`,
    hint: () => 'An id is used once in the whole document, bodies of containers included. The second step was left out.',
  },
  'file-duplicate-key': {
    severity: 'error',
    message: (a) => `“${a['key']}” is written more than once in one object.`,
    hint: () => 'Only the last was read; the others would be lost by saving. Keep one of them.',
  },
  'file-name-missing': {
    severity: 'warning',
    message: (a) => `The pipeline has no name; it is called “${a['name']}” here.`,
    hint: () => 'Give it a name and save it.',
  },
  'file-steps-missing': {
    severity: 'error',
    message: () => 'The file has no steps.',
    hint: () => 'A pipeline has "steps": {"id": {…}}. It was opened empty.',
  },
} satisfies Record<string, Entry>;
