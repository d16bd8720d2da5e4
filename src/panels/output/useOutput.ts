import { useMemo } from 'react';
import { manifestTextOf } from '../../core/compile/types.ts';
import { serializePipeline } from '../../core/file/serialize.ts';
import { fileStem } from '../../core/model/fileStem.ts';
import { useApp } from '../../store/react.tsx';
import { problems } from '../../store/selectors.ts';
import { definitionPlaces, filePlaces, type Places } from './places.ts';

export type OutputTab = 'definition' | 'manifest' | 'file';

export interface Output {
  readonly fileName: string;
  /** null: nothing has been made yet, because of errors. */
  readonly text: string | null;
  readonly places: Places | null;
  /** The text is of an earlier drawing: the newest one has errors. */
  readonly stale: boolean;
}

/** What a tab of the output shows: always of the newest drawing, or the last good text while that has errors. */
export function useOutput(tab: OutputTab): Output {
  const pipeline = useApp((s) => s.document.pipeline);
  const good = useApp((s) => s.compiled.good);
  const stale = useApp((s) => s.compiled.result !== null && s.compiled.result.artifacts === null);
  const stem = fileStem(pipeline.name);
  return useMemo(() => {
    if (tab === 'file') {
      const text = serializePipeline(pipeline);
      return { fileName: `${stem}.cauce.json`, text, places: filePlaces(text, pipeline), stale: false };
    }
    const fileName = tab === 'definition' ? `${stem}.asl.json` : `${stem}.manifest.json`;
    if (!good) return { fileName, text: null, places: null, stale: false };
    const { definitionText, sourceMap } = good;
    if (tab === 'definition') return { fileName, text: definitionText, places: definitionPlaces(definitionText, sourceMap), stale };
    const manifestText = manifestTextOf(good);
    return { fileName, text: manifestText, places: definitionPlaces(manifestText, []), stale };
  }, [tab, pipeline, good, stale, stem]);
}

export function useErrorCount(): number {
  return useApp(problems).filter((d) => d.severity === 'error').length;
}
