import { currentLanguage, dockShown, isMeasured } from '../../store/selectors.ts';
import type { AppState, DockTab } from '../../store/types.ts';
import { runsSideBySide } from '../../store/plan.ts';
import type { App } from '../../store/react.tsx';
import { nextPane } from '../paneRound.ts';
import type { Command } from './types.ts';

const editing = (s: AppState): boolean => !s.view.start;
const view = (app: App): AppState['view'] => app.store.getState().view;

function dockTab(tab: DockTab, label: string, keys: string): Command {
  return {
    id: `dock-${tab}`, group: 'Go to', label: () => label, keys, inFields: true, isEnabled: editing,
    run: (app) => app.store.getState().setView({ dock: { ...view(app).dock, tab, open: true } }),
  };
}

export const viewCommands: readonly Command[] = [
  { id: 'command-palette', group: 'Go to', label: () => 'Search and commands', icon: 'search', keys: 'Ctrl+K', inFields: true, run: ({ signals }) => signals.emit('commandPalette') },
  { id: 'connections', group: 'Go to', label: () => 'Connections to AWS', icon: 'key', run: ({ signals }) => signals.emit('connections') },
  { id: 'shortcuts', group: 'Go to', label: () => 'Keyboard shortcuts', icon: 'info', keys: '?', run: ({ signals }) => signals.emit('shortcuts') },
  { id: 'next-pane', group: 'Go to', label: () => 'Next pane', keys: 'F6', inFields: true, run: () => nextPane(1) },
  { id: 'previous-pane', group: 'Go to', label: () => 'Previous pane', keys: 'Shift+F6', inFields: true, run: () => nextPane(-1) },
  dockTab('problems', 'Problems', 'Alt+1'),
  dockTab('parameters', 'Parameters', 'Alt+2'),
  dockTab('definition', 'Definition', 'Alt+3'),
  dockTab('simulation', 'Simulation', 'Alt+4'),
  dockTab('runs', 'Runs', 'Alt+5'),
  {
    id: 'run', group: 'Go to', label: () => 'Deploy and run', icon: 'play', keys: 'Ctrl+Alt+Enter', inFields: true, isEnabled: editing,
    run: (app) => app.store.getState().setView({ dock: { ...view(app).dock, tab: 'runs', open: true, maximised: true } }),
  },
  {
    id: 'simulate', group: 'Go to', label: (s) => (s.simulation.on && s.simulation.live === null ? 'End the simulation' : 'Simulate'), icon: 'rehearse', keys: 'Ctrl+Shift+Enter', inFields: true, isEnabled: editing,
    run: (app) => void import('../../store/simulating.ts').then((m) => (app.store.getState().simulation.on && app.store.getState().simulation.live === null ? m.endSimulation(app) : m.startSimulation(app))),
  },
  { id: 'fit', group: 'View', label: () => 'Fit to screen', icon: 'fit', keys: 'Shift+1', onCanvas: true, isEnabled: editing, run: ({ signals }) => signals.emit('fit') },
  { id: 'zoom-in', group: 'View', label: () => 'Zoom in', icon: 'plus', keys: '+', onCanvas: true, isEnabled: editing, run: ({ signals }) => signals.emit('zoomIn') },
  { id: 'zoom-out', group: 'View', label: () => 'Zoom out', icon: 'minus', keys: '-', onCanvas: true, isEnabled: editing, run: ({ signals }) => signals.emit('zoomOut') },
  { id: 'zoom-actual', group: 'View', label: () => 'Zoom to 100 %', keys: '0', onCanvas: true, isEnabled: editing, run: ({ signals }) => signals.emit('zoomActual') },
  {
    id: 'tidy', group: 'View', label: () => 'Tidy up', icon: 'tidy', keys: 'Shift+T', onCanvas: true,
    isEnabled: (s) => editing(s) && Object.keys(s.document.pipeline.steps).length > 0,
    run: ({ signals }) => signals.emit('tidy'),
  },
  {
    id: 'direction', group: 'View', label: (s) => (s.view.direction === 'down' ? 'Flow left to right' : 'Flow top to bottom'), icon: 'transform', isEnabled: editing,
    run: (app) => app.store.getState().setView({ direction: view(app).direction === 'down' ? 'right' : 'down' }),
  },
  { id: 'use-measured', group: 'Edit', label: () => 'Use measured durations as estimates…', icon: 'clock', isEnabled: (s) => editing(s) && isMeasured(s), run: ({ signals }) => signals.emit('measured') },
  {
    id: 'plan', group: 'View', label: (s) => (s.view.plan ? 'Hide the plan' : 'Show the plan: what runs side by side and what takes the time'), icon: 'plan', keys: 'P', onCanvas: true,
    isEnabled: (s) => editing(s) && !s.simulation.on && (s.view.plan || runsSideBySide(s)),
    run: (app) => app.store.getState().setView({ plan: !view(app).plan }),
  },
  { id: 'minimap', group: 'View', label: (s) => (s.view.minimap ? 'Hide the minimap' : 'Show a minimap of drawings larger than the canvas'), icon: 'mapview', isEnabled: editing, run: (app) => app.store.getState().setView({ minimap: !view(app).minimap }) },
  {
    id: 'toggle-palette', group: 'View', label: (s) => (s.view.palette.open ? 'Hide steps' : 'Show steps'), icon: 'paneLeft', keys: 'Ctrl+B', inFields: true,
    run: (app) => app.store.getState().setView({ palette: { ...view(app).palette, open: !view(app).palette.open } }),
  },
  {
    id: 'toggle-inspector', group: 'View', label: (s) => (s.view.inspector.open ? 'Hide the inspector' : 'Show the inspector'), icon: 'paneRight', keys: 'Ctrl+I', inFields: true, isEnabled: editing,
    run: (app) => app.store.getState().setView({ inspector: { ...view(app).inspector, open: !view(app).inspector.open } }),
  },
  {
    id: 'toggle-dock', group: 'View', label: (s) => (dockShown(s) ? 'Close the dock' : 'Open the dock'), keys: 'Ctrl+J', inFields: true, isEnabled: editing,
    run: (app) => app.store.getState().setView({ dock: { ...view(app).dock, open: !dockShown(app.store.getState()), maximised: false } }),
  },
  ...(['system', 'light', 'dark'] as const).map(
    (theme): Command => ({ id: `theme-${theme}`, group: 'View', label: () => `Theme: ${theme === 'system' ? 'as the system' : theme}`, isEnabled: (s) => s.view.theme !== theme, run: ({ store }) => store.getState().setView({ theme }) }),
  ),
  ...(['jsonata', 'jsonpath'] as const).map(
    (language): Command => ({
      id: `language-${language}`, group: 'View', label: () => `Show the definition in ${language === 'jsonata' ? 'JSONata' : 'JSONPath'}`,
      isEnabled: (s) => editing(s) && currentLanguage(s) !== language,
      run: ({ store }) => store.getState().setView({ language }),
    }),
  ),
];
