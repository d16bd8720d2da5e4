/**
 * The import directions of ARCHITECTURE.md, as a check:
 *   app → canvas | panels → ui, store → platform, aws → core;   cli → core
 *   inside core: base ← diagnostic ← asl ← model ← catalog ← {edit, file, compile, import, simulate, deliver};  compile, simulate ← rehearse
 * Tests and benchmarks may read across layers; everything else may not.
 */
const TEST = '\\.(test|bench)\\.tsx?$';

/** What the files of a layer may import inside the project; a layer may always import itself. */
const core = (...names) => names.map((n) => `src/core/${n}`);
const LANGUAGE = core('base', 'diagnostic', 'asl');
const GROUND = [...LANGUAGE, ...core('model', 'catalog')];
const ALLOWED = {
  'src/core/base': [],
  'src/core/diagnostic': core('base'),
  'src/core/asl': core('base', 'diagnostic'),
  'src/core/model': LANGUAGE,
  'src/core/catalog': [...LANGUAGE, ...core('model')],
  'src/core/edit': GROUND,
  'src/core/file': GROUND,
  'src/core/compile': GROUND,
  'src/core/import': GROUND,
  'src/core/simulate': GROUND,
  'src/core/rehearse': [...GROUND, ...core('compile', 'simulate')],
  'src/core/deliver': [...GROUND, ...core('compile')],
  'src/platform': ['src/core'],
  'src/aws': ['src/core'],
  'src/hosting': ['src/aws', 'src/core'],
  'src/store': ['src/aws', 'src/platform', 'src/core'],
  'src/ui': ['src/core'],
  'src/canvas': ['src/ui', 'src/store', 'src/platform', 'src/core'],
  'src/panels': ['src/ui', 'src/store', 'src/aws', 'src/platform', 'src/core'],
  'src/app': ['src/canvas', 'src/panels', 'src/aws', 'src/ui', 'src/store', 'src/platform', 'src/core'],
  'src/cli': ['src/core'],
  'src/testing': ['src/store', 'src/aws', 'src/platform', 'src/core'],
};

const layers = Object.entries(ALLOWED).map(([layer, allowed]) => ({
  name: `layer-${layer.replace('src/', '').replaceAll('/', '-')}`,
  severity: 'error',
  comment: `${layer} may import only ${[layer, ...allowed].join(', ')}`,
  from: { path: `^${layer}/`, pathNot: TEST },
  to: { path: '^src/', pathNot: `^(${[layer, ...allowed].join('|')})/` },
}));

/** A package that one folder wraps, so that a new major version touches that folder only. */
const onlyIn = (name, folder, pattern) => ({
  name,
  severity: 'error',
  comment: `only ${folder} imports ${pattern}`,
  from: { path: '^(src|e2e)/', pathNot: `^${folder}/` },
  to: { path: `(^|node_modules/)${pattern}` },
});

module.exports = {
  forbidden: [
    ...layers,
    onlyIn('only-canvas-draws', 'src/canvas', '@xyflow/'),
    onlyIn('only-aws-calls-aws', 'src/aws', '(@aws-sdk/|@smithy/|oidc-client-ts)'),
    {
      name: 'core-is-pure',
      severity: 'error',
      comment: 'core runs in any JavaScript: of packages it may use these five, and nothing of Node',
      from: { path: '^src/core/', pathNot: TEST },
      to: { dependencyTypesNot: ['local', 'type-only'], pathNot: '(^|node_modules/)(zod|yaml|jsonc-parser|jsonata|@noble/hashes)(/|$)', path: '^(?!src/)' },
    },
    { name: 'no-cycles', severity: 'error', comment: 'files import one another in one direction', from: {}, to: { circular: true } },
    { name: 'no-missing', severity: 'error', comment: 'the import does not resolve', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-test-in-product',
      severity: 'error',
      comment: 'the product does not import tests or what only tests need',
      from: { path: '^src/', pathNot: [TEST, '^src/(aws/)?testing/'] },
      to: { path: [TEST, '^src/(aws/)?testing/'] },
    },
    {
      name: 'no-dev-package-in-product',
      severity: 'error',
      comment: 'a package that the product imports belongs in dependencies',
      from: { path: '^src/', pathNot: [TEST, '^src/testing/', '^src/cli/cauce\\.mjs$'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.node.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
    skipAnalysisNotInRules: true,
  },
};
