import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { hosting } from './src/hosting/plugin.ts';

const MONACO_FEATURES = ['bracketMatching', 'clipboard', 'find', 'folding', 'gotoError', 'hover', 'readOnlyMessage'];

// `base: './'`: the built site is served from any path.
export default defineConfig({
  base: './',
  plugins: [react(), hosting()],
  build: { target: 'es2022', chunkSizeWarningLimit: 4000 },
  worker: { format: 'es' },
  // Found at the first start instead of when the pane that needs them is opened: finding them later reloads the page.
  optimizeDeps: { include: ['jsonata', '@noble/hashes/sha2.js', '@noble/hashes/legacy.js', '@noble/hashes/utils.js', 'monaco-editor/editor/editor.api', ...MONACO_FEATURES.map((name) => `monaco-editor/features/${name}/register`)] },
  test: {
    include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
    environment: 'node',
    testTimeout: 60_000,
    // The SDK would say at each run that its next versions want a newer Node; the page's SDK runs in a browser.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    // Files share their imports: a third less time. No test leaves anything behind that another could see.
    isolate: false,
  },
});
