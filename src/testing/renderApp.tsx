import { configure, render } from '@testing-library/react';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { makeCatalog } from '../core/catalog/load.ts';
import { parsePipeline } from '../core/file/parse.ts';
import { serializePipeline } from '../core/file/serialize.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { createMemoryPlatform, createMemoryWorld, type MemoryWorld } from '../platform/memory.ts';
import type { Platform } from '../platform/types.ts';
import { createAppStore } from '../store/appStore.ts';
import { createConnections } from '../store/connections.ts';
import { createFileActions } from '../store/files/fileActions.ts';
import { createQuestions } from '../store/questions.ts';
import { AppProvider, type App } from '../store/react.tsx';
import { createSignals } from '../store/signals.ts';

// Whether something is hidden is asked of the style of every ancestor, which in jsdom is most of a test's time.
configure({ defaultHidden: true });

/** The whole application but its browser and its screen, for tests of components. */
export function createTestApp(pipeline: Pipeline, parts: Partial<Platform> = {}): App & { readonly world: MemoryWorld } {
  const world = createMemoryWorld();
  const platform = createMemoryPlatform(world, parts);
  const store = createAppStore(platform, { catalog: makeCatalog(new Map()), pipeline });
  const questions = createQuestions();
  const connections = createConnections({
    storage: platform.storage,
    environment: () => Promise.reject(new Error('no account here')),
    readConfig: () => Promise.resolve(undefined),
    openWindow: () => null,
    leaveFor: () => undefined,
    visitAndClose: () => Promise.resolve(),
    alsoAllowed: [],
  });
  const files = createFileActions({
    store,
    platform,
    format: {
      read: async (text, name) => {
        const parsed = parsePipeline(text, name);
        return { pipeline: parsed.pipeline, intact: parsed.ok && parsed.intact, problems: parsed.diagnostics };
      },
      serialize: serializePipeline,
      blank: () => ({ format: 'cauce/1', name: 'untitled', steps: {} }),
    },
    ask: (question) => questions.getState().ask(question),
    samples: { list: async () => [], text: () => Promise.reject(new Error('no samples here')) },
  });
  return { store, platform, signals: createSignals(), files, questions, connections, world };
}

export function renderWith(app: App, children: ReactNode) {
  return render(
    <Tooltip.Provider>
      <AppProvider app={app}>{children}</AppProvider>
    </Tooltip.Provider>,
  );
}
