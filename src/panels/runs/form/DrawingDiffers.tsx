import { useMemo } from 'react';
import { useStore } from 'zustand';
import { deliveryOf, type Look } from '../../../store/delivery.ts';
import { useCauce } from '../../../store/react.tsx';
import { runFormOf } from '../../../store/run/runForm.ts';
import { deployAndRun, readingOf } from '../../../store/run/startRun.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useMissing } from '../MissingRight.tsx';

/** The form is that of what is deployed: where the drawing is another, it says so and offers to deploy that first. */
export function DrawingDiffers({ look }: { readonly look: Look }) {
  const app = useCauce();
  const form = useStore(runFormOf(app));
  const busy = useStore(deliveryOf(app), (d) => d.busy);
  // What would run then asks by the manifest of the drawing.
  const then = useMemo(() => readingOf(look.artifacts.manifest, form), [look, form]);
  const open = [...then.filled.missing, ...Object.keys(then.filled.faults), ...Object.keys(then.sweep?.faults ?? {})];
  const [mayNotDeploy, mayNotStart] = [useMissing('deploy') !== undefined, useMissing('start') !== undefined];
  const whyNot = look.plan.machine.faults[0] ?? (mayNotDeploy || mayNotStart ? `The role may not ${mayNotDeploy ? 'deploy' : 'start runs'}.` : undefined) ?? (then.open === 0 ? undefined : open.length > 0 ? `The drawing needs ${open.join(', ')}.` : 'Fill or correct the form first.');
  return (
    <div className="note warn drawing-differs">
      <p>This runs what is deployed, not what is drawn.{look.plan.deployed?.carried === undefined ? ' What is deployed does not carry its manifest; the form asks for the parameters of the drawing.' : ''}{whyNot === undefined ? null : <small>{whyNot}</small>}</p>
      <button type="button" className="btn sm" disabled={busy !== null || whyNot !== undefined} onClick={() => void deployAndRun(app)}><Icon name="export" />{busy === 'deploying' ? 'Deploying…' : 'Deploy and run'}</button>
    </div>
  );
}
