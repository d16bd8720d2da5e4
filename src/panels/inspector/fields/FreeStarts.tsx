import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';
import type { FieldNode } from '../form/fieldNode.ts';
import { writeSlot } from '../binding/slotEdits.ts';
import { slotOf, useStepForm } from './source.ts';

/** Under an empty field that takes any JSON: start an object or a list, whose parts are then bound one by one. */
export function FreeStarts({ node }: { readonly node: FieldNode }) {
  const env = useFormEnv();
  const ui = useFormUi();
  const form = useStepForm();
  const free = node.shape === undefined || node.shape.type === 'document';
  if (!free || (node.value !== undefined && node.value !== '')) return null;
  const start = (value: object): void => {
    env.edit(`Start ${node.label}`, writeSlot(slotOf(env.pipeline, form, node), value as never));
    ui.show([node.pointer], node.pointer);
  };
  return (
    <div className="free-starts">
      <button type="button" className="link" onClick={() => start({})}>Start an object</button>
      <button type="button" className="link" onClick={() => start([])}>Start a list</button>
    </div>
  );
}
