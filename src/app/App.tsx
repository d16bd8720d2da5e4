import { Tooltip } from 'radix-ui';
import { ProblemAnnouncer } from '../panels/problems/ProblemAnnouncer.tsx';
import { useFileDrop } from '../panels/start/useFileDrop.ts';
import { useApp, useCauce } from '../store/react.tsx';
import { useSignal } from '../store/useSignal.ts';
import { Bar } from './Bar.tsx';
import { runCommand } from './commands/index.ts';
import { Dock } from './Dock.tsx';
import { LazyConnections } from './LazyConnections.tsx';
import { LazyMeasured } from './LazyMeasured.tsx';
import { LazyCommandPalette } from './LazyCommandPalette.tsx';
import { QuestionDialog } from './QuestionDialog.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { InspectorPane, PalettePane, Stage } from './panes.tsx';
import { Toasts } from './Toasts.tsx';
import { useKeyboard } from './useKeyboard.ts';
import { useTheme } from './useTheme.ts';
import { useTitle } from './useTitle.ts';

/** Bar, palette, canvas, inspector and dock, and what floats above them. */
export function App() {
  useTheme();
  useTitle();
  useKeyboard();
  const app = useCauce();
  useSignal('command', ({ id }) => runCommand(id, app));
  useFileDrop();
  const start = useApp((s) => s.view.start);
  const layout = useApp((s) => (s.view.start ? 'start' : s.view.dock.maximised && s.view.dock.open ? (s.view.dock.tab === 'definition' ? 'code-beside' : 'dock-maximised') : ''));
  return (
    <Tooltip.Provider delayDuration={400}>
      <div className={`app ${layout}`}>
        <Bar />
        <PalettePane />
        <Stage />
        {start ? null : <InspectorPane />}
        {start ? null : <Dock />}
      </div>
      <LazyCommandPalette />
      <LazyConnections />
      <LazyMeasured />
      <ShortcutSheet />
      <QuestionDialog />
      <Toasts />
      <ProblemAnnouncer />
    </Tooltip.Provider>
  );
}
