import * as monaco from 'monaco-editor/editor/editor.api';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
// Only what a text that is read needs: a full Monaco is three times as large.
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/readOnlyMessage/register';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** JSON with the parts of ASL that deserve a colour of their own: JSONata in `{% %}`, and JSONPath behind a key that ends in `.$`. */
export const LANGUAGE = 'asl-json';
monaco.languages.register({ id: LANGUAGE });
monaco.languages.setLanguageConfiguration(LANGUAGE, { brackets: [['{', '}'], ['[', ']']] });
monaco.languages.setMonarchTokensProvider(LANGUAGE, {
  defaultToken: 'punct',
  tokenizer: {
    root: [
      [/"(?:[^"\\]|\\.)*\.\$"(?=\s*:)/, { token: 'key', next: '@path' }],
      [/"(?:[^"\\]|\\.)*"(?=\s*:)/, 'key'],
      [/"\{%(?:[^"\\]|\\.)*%\}"/, 'expr'],
      [/"(?:[^"\\]|\\.)*"/, 'text'],
      [/-?\d[\d.eE+-]*/, 'number'],
      [/true|false|null/, 'word'],
      [/[{}[\],:]/, 'punct'],
    ],
    path: [
      [/"(?:[^"\\]|\\.)*"/, { token: 'expr', next: '@pop' }],
      [/[\s:]+/, 'punct'],
      [/./, { token: '@rematch', next: '@pop' }],
    ],
  },
});

const THEME = 'cauce';
const RULES = { key: '--code-key', text: '--code-text', number: '--code-number', word: '--code-word', punct: '--code-punct', expr: '--code-expr' };

/** Builds the theme from the tokens of the page, now and whenever a person changes the theme. */
function followTheme(): void {
  const read = getComputedStyle(document.documentElement);
  const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
  /** Monaco takes six digits only; the built style sheet writes a colour as short as it can (`#fff`, `red`). */
  const colour = (token: string): string => {
    pen.fillStyle = read.getPropertyValue(token).trim();
    return pen.fillStyle;
  };
  const dark = read.colorScheme === 'dark';
  monaco.editor.defineTheme(THEME, {
    base: dark ? 'vs-dark' : 'vs',
    inherit: false,
    rules: Object.entries(RULES).map(([token, name]) => ({ token, foreground: colour(name).slice(1) })),
    colors: {
      'editor.background': colour('--surface'),
      'editor.foreground': colour('--ink-1'),
      'editorLineNumber.foreground': colour('--ink-3'),
      'editorLineNumber.activeForeground': colour('--ink-1'),
      'editor.lineHighlightBorder': colour('--line-2'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.selectionBackground': colour('--accent-soft'),
      'editor.inactiveSelectionBackground': colour('--accent-soft'),
      'editor.findMatchBackground': colour('--warn-line'),
      'editor.findMatchHighlightBackground': colour('--warn-soft'),
      'editorBracketMatch.background': colour('--accent-soft'),
      'editorBracketMatch.border': colour('--accent-line'),
      'editorError.foreground': colour('--bad'),
      'editorWarning.foreground': colour('--warn-mark'),
      'editorInfo.foreground': colour('--accent'),
      'editorWidget.background': colour('--raised'),
      'editorWidget.border': colour('--line-2'),
      'editorHoverWidget.background': colour('--raised'),
      'editorHoverWidget.border': colour('--line-2'),
      'editorOverviewRuler.border': colour('--line-1'),
      'scrollbarSlider.background': `${colour('--line-2')}99`,
      'scrollbarSlider.hoverBackground': colour('--line-2'),
      'input.background': colour('--surface'),
      'input.border': colour('--line-control'),
      focusBorder: colour('--accent'),
    },
  });
  monaco.editor.setTheme(THEME);
}
followTheme();
new MutationObserver(followTheme).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', followTheme);

export { monaco };
