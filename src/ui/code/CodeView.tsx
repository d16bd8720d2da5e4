import { useEffect, useEffectEvent, useRef, useState } from 'react';
import './code.css';
import { changeBetween } from './change.ts';
import { LANGUAGE, monaco } from './monaco.ts';
import { placeholdersIn } from './placeholders.ts';

/** A stretch of the text, as offsets. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}
export interface CodeMarker extends Stretch {
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly code: string;
}
export interface CodeViewProps {
  /** Accessible name of the text. */
  readonly label: string;
  readonly text: string;
  /** Lines that belong to what is selected. */
  readonly highlighted: readonly Stretch[];
  readonly markers: readonly CodeMarker[];
  /** Is brought into view whenever it changes; null leaves the text where it is. */
  readonly reveal: Stretch | null;
  /** The person put the cursor here; `go` with Enter or Ctrl and a click, to leave the text for what it is made from. */
  readonly onPick: (offset: number, go: boolean) => void;
}
type Editor = monaco.editor.IStandaloneCodeEditor;
const SEVERITY = { error: monaco.MarkerSeverity.Error, warning: monaco.MarkerSeverity.Warning, info: monaco.MarkerSeverity.Info };

/** A text to be read, in Monaco. Loaded lazily: nothing else imports Monaco. */
export default function CodeView({ label, text, highlighted, markers, reveal, onPick }: CodeViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const pick = useEffectEvent(onPick);

  useEffect(() => {
    const created = monaco.editor.create(host.current as HTMLDivElement, { ...OPTIONS, language: LANGUAGE });
    // An option of the model: that of the editor alone does not reach it.
    created.getModel()?.updateOptions({ bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false } });
    created.onDidChangeCursorPosition((e) => {
      const model = created.getModel();
      // `NotSet` is our own doing (the text was replaced); everything else is the person.
      if (model && e.source !== 'api' && e.reason === monaco.editor.CursorChangeReason.Explicit) pick(model.getOffsetAt(e.position), false);
    });
    const go = (position: monaco.IPosition | null): void => {
      const model = created.getModel();
      if (model && position) pick(model.getOffsetAt(position), true);
    };
    created.onMouseUp((e) => {
      if (e.event.ctrlKey || e.event.metaKey) go(e.target.position);
    });
    created.addCommand(monaco.KeyCode.Enter, () => go(created.getPosition()));
    setEditor(created);
    return () => {
      created.getModel()?.dispose();
      created.dispose();
    };
  }, []);

  useEffect(() => {
    editor?.updateOptions({ ariaLabel: label });
  }, [editor, label]);

  useEffect(() => {
    const model = editor?.getModel();
    const change = model && changeBetween(model.getValue(), text);
    if (change) model.applyEdits([{ range: rangeOf(model, change), text: change.text }]);
  }, [editor, text]);

  useDecorations(editor, text, highlighted);

  useEffect(() => {
    const model = editor?.getModel();
    if (!model) return;
    monaco.editor.setModelMarkers(model, 'cauce', markers.map((m) => ({ ...rangeOf(model, m), message: m.message, code: m.code, severity: SEVERITY[m.severity] })));
  }, [editor, text, markers]);

  const revealFrom = reveal?.start ?? null;
  const show = useEffectEvent(() => {
    const model = editor?.getModel();
    if (!editor || !model || !reveal || editor.hasTextFocus()) return;
    // One line above it stays to be seen: in a low dock more would push out what is to be read.
    const line = Math.max(1, model.getPositionAt(reveal.start).lineNumber - 1);
    editor.revealRangeAtTop(new monaco.Range(line, 1, line, 1), monaco.editor.ScrollType.Immediate);
  });
  useEffect(() => {
    if (revealFrom !== null) show();
  }, [editor, revealFrom]);

  return <div ref={host} className="code-view" />;
}

function useDecorations(editor: Editor | null, text: string, highlighted: readonly Stretch[]): void {
  useEffect(() => {
    const model = editor?.getModel();
    if (!editor || !model) return;
    const decorations = editor.createDecorationsCollection([
      ...placeholdersIn(text).map((p) => ({ range: rangeOf(model, p), options: { inlineClassName: p.phase === 'deploy' ? 'code-deploy' : 'code-run' } })),
      ...highlighted.map((h) => ({
        range: rangeOf(model, h),
        options: { isWholeLine: true, className: 'code-selected', linesDecorationsClassName: 'code-selected-edge', overviewRuler: { color: { id: 'focusBorder' }, position: monaco.editor.OverviewRulerLane.Left } },
      })),
    ]);
    return () => decorations.clear();
  }, [editor, text, highlighted]);
}

function rangeOf(model: monaco.editor.ITextModel, { start, end }: Stretch): monaco.Range {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

const OPTIONS: monaco.editor.IStandaloneEditorConstructionOptions = {
  readOnly: true,
  // Tab leaves the text instead of being swallowed by it.
  tabFocusMode: true,
  multiCursorModifier: 'alt',
  domReadOnly: true,
  theme: 'cauce',
  automaticLayout: true,
  fontFamily: 'ui-monospace, "SF Mono", "Cascadia Mono", "Segoe UI Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace',
  fontSize: 12,
  lineHeight: 20,
  minimap: { enabled: false },
  wordWrap: 'on',
  wrappingIndent: 'indent',
  scrollBeyondLastLine: false,
  renderLineHighlight: 'line',
  renderLineHighlightOnlyWhenFocus: true,
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 14,
  folding: true,
  showFoldingControls: 'mouseover',
  guides: { indentation: false, bracketPairs: false },
  bracketPairColorization: { enabled: false },
  occurrencesHighlight: 'off',
  selectionHighlight: false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: true },
  stickyScroll: { enabled: false },
  links: false,
  contextmenu: false,
  hideCursorInOverviewRuler: true,
  overviewRulerBorder: false,
  smoothScrolling: false,
  cursorBlinking: 'solid',
  padding: { top: 4, bottom: 8 },
  scrollbar: { verticalScrollbarSize: 12, horizontalScrollbarSize: 10, useShadows: false },
  readOnlyMessage: { value: 'The text is made from the drawing. Change the step; this follows at once. Enter goes to the field.' },
};
