import { exportDefinition, exportManifest, exportRole, isExportable } from '../exporting.ts';
import type { Command } from './types.ts';

/** Samples that come with the product: name of the file and what the person reads. */
export const SAMPLES = [
  { name: 'training', label: 'Train, evaluate, deploy' },
  { name: 'parallel-candidates', label: 'Two candidates side by side' },
  { name: 'mlmax-training', label: 'ML Max: training' },
  { name: 'mlmax-inference', label: 'ML Max: batch inference' },
  { name: 'mlmax-data', label: 'ML Max: data preparation' },
  { name: 'mlmax-monitoring', label: 'ML Max: monitoring' },
] as const;

export const fileCommands: readonly Command[] = [
  { id: 'new', group: 'File', label: () => 'New pipeline', icon: 'plus', keys: 'Alt+N', run: ({ files }) => void files.create() },
  { id: 'open', group: 'File', label: () => 'Open file…', icon: 'folder', keys: 'Ctrl+O', inFields: true, run: ({ files }) => void files.open() },
  { id: 'save', group: 'File', label: () => 'Save', icon: 'check', keys: 'Ctrl+S', inFields: true, isEnabled: (s) => !s.view.start, run: ({ files }) => void files.save() },
  { id: 'save-as', group: 'File', label: () => 'Save as…', icon: 'file', keys: 'Ctrl+Shift+S', inFields: true, isEnabled: (s) => !s.view.start, run: ({ files }) => void files.saveAs() },
  { id: 'export-definition', group: 'File', label: () => 'Download the definition', icon: 'export', keys: 'Ctrl+E', inFields: true, isEnabled: isExportable, run: (app) => void exportDefinition(app) },
  { id: 'export-manifest', group: 'File', label: () => 'Download the manifest', icon: 'export', isEnabled: isExportable, run: (app) => void exportManifest(app) },
  { id: 'export-role', group: 'File', label: () => 'Download the execution role', icon: 'lock', isEnabled: isExportable, run: (app) => void exportRole(app) },
  { id: 'start', group: 'File', label: () => 'Start screen', icon: 'left', run: ({ store }) => store.getState().setView({ start: true }) },
  ...SAMPLES.map(
    (sample): Command => ({ id: `sample-${sample.name}`, group: 'File', label: () => `Open the sample ${sample.label}`, icon: 'file', run: ({ files }) => void files.openSample(sample.name) }),
  ),
];
