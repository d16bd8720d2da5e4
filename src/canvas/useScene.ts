import { useMemo, useRef } from 'react';
import type { Catalog } from '../core/catalog/kind.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { useApp } from '../store/react.tsx';
import { buildScene, type SceneOptions } from './scene/build.ts';
import { sameDrawing } from './scene/sameDrawing.ts';
import type { Scene } from './scene/types.ts';

/** The scene of the document as it is shown now. What did not change is the same object as before. */
export function useScene(): Scene {
  const pipeline = useApp((s) => s.document.pipeline);
  const catalog = useApp((s) => s.compiled.catalog);
  const direction = useApp((s) => s.view.direction);
  const folded = useApp((s) => s.view.folded);
  const entered = useApp((s) => s.selection.scope.at(-1) ?? null);
  const options = useMemo<SceneOptions>(() => ({ direction, folded: new Set(folded), entered }), [direction, folded, entered]);
  const built = useRef<{ readonly of: Pipeline; readonly catalog: Catalog; readonly options: SceneOptions; readonly scene: Scene } | null>(null);
  return useMemo(() => {
    const before = built.current;
    const kept = before?.catalog === catalog && before.options === options && sameDrawing(before.of, pipeline, catalog);
    const scene = kept ? before.scene : buildScene(pipeline, catalog, options, before?.scene ?? null);
    built.current = { of: pipeline, catalog, options, scene };
    return scene;
  }, [pipeline, catalog, options]);
}
