import { useMemo, useRef } from 'react';
import { useApp } from '../store/react.tsx';
import { buildScene } from './scene/build.ts';
import type { Scene } from './scene/types.ts';

/** The scene of the document as it is shown now. What did not change is the same object as before. */
export function useScene(): Scene {
  const pipeline = useApp((s) => s.document.pipeline);
  const catalog = useApp((s) => s.compiled.catalog);
  const direction = useApp((s) => s.view.direction);
  const folded = useApp((s) => s.view.folded);
  const entered = useApp((s) => s.selection.scope.at(-1) ?? null);
  const before = useRef<Scene | null>(null);
  return useMemo(() => {
    const scene = buildScene(pipeline, catalog, { direction, folded: new Set(folded), entered }, before.current);
    before.current = scene;
    return scene;
  }, [pipeline, catalog, direction, folded, entered]);
}
