import { useMemo } from 'react';
import { allSteps } from '../../core/model/scopes.ts';
import type { Sample } from '../../store/files/fileActions.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Pip } from '../../ui/Pip.tsx';
import { phaseCounts } from '../parameters/rows.ts';
import { pictureOf, type Box } from './picture.ts';

const SIZE = { width: 290, height: 128 };

/** A sample: its drawing in small, what it is for, how much is left to give. */
export function SampleCard({ sample }: { readonly sample: Sample }) {
  const { files } = useCauce();
  const { pipeline, title, description, name } = sample;
  const steps = allSteps(pipeline).size;
  const counts = phaseCounts(pipeline);
  return (
    <button type="button" className="card" aria-label={`Open the sample ${title}`} onClick={() => void files.openSample(name)}>
      <SamplePicture sample={sample} />
      <span className="text">
        <b>{title}</b>
        <span className="soft about">{description}</span>
        <span className="row muted nums">
          <span>{steps} {steps === 1 ? 'step' : 'steps'}</span>
          <span className="pips"><Pip phase="deploy" count={counts.deploy} /><Pip phase="run" count={counts.run} /></span>
        </span>
      </span>
    </button>
  );
}

function SamplePicture({ sample: { pipeline } }: { readonly sample: Sample }) {
  const catalog = useApp((s) => s.compiled.catalog);
  const { boxes, lines } = useMemo(() => pictureOf(pipeline, catalog, SIZE), [pipeline, catalog]);
  return (
    <svg className="pic" viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {boxes.filter((b) => b.frame).map((b) => <rect key={b.id} x={b.x} y={b.y} width={b.width} height={b.height} rx={3} className="frame" />)}
      {lines.map((l) => <path key={l.id} d={l.path} className={l.control ? 'line control' : `line ${l.family}`} />)}
      {boxes.filter((b) => !b.frame).map((b) => <PictureNode key={b.id} box={b} />)}
    </svg>
  );
}

function PictureNode({ box: { x, y, width, height, family } }: { readonly box: Box }) {
  const inset = height * 0.2;
  const tile = height - 2 * inset;
  return (
    <g className={family}>
      <rect x={x} y={y} width={width} height={height} rx={height / 6} className="node-box" />
      <rect x={x + inset} y={y + inset} width={tile} height={tile} rx={tile / 5} className="node-tile" />
      <rect x={x + inset + tile * 0.28} y={y + inset + tile * 0.28} width={tile * 0.44} height={tile * 0.44} rx={tile / 10} className="node-sign" />
      <rect x={x + 2 * inset + tile} y={y + height * 0.42} width={width * 0.5} height={height * 0.16} rx={height * 0.08} className="node-name" />
    </g>
  );
}
