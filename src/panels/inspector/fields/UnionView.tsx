import { isObject } from '../../../core/base/json.ts';
import { writeSlot } from '../binding/slotEdits.ts';
import { childrenOf, type FieldNode } from '../form/fieldNode.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';
import { emptyOf } from './formOf.ts';
import { GroupHead } from './GroupHead.tsx';
import { Rows, type FieldViewComponent } from './Rows.tsx';
import { slotOf, useStepForm } from './source.ts';

/** A union: exactly one of its members is given. */
export function UnionView({ node, level, View }: { readonly node: FieldNode; readonly level: number; readonly View: FieldViewComponent }) {
  const env = useFormEnv();
  const ui = useFormUi();
  const form = useStepForm();
  const children = childrenOf(form.source, node);
  const slot = slotOf(env.pipeline, form, node);
  const chosen = children.filter((c) => c.value !== undefined || ui.shown.has(c.pointer));
  // What is set wins over what was merely looked at.
  const looked = [...ui.shown].findLast((p) => chosen.some((c) => c.pointer === p));
  const current = chosen.find((c) => c.value !== undefined) ?? chosen.find((c) => c.pointer === looked);
  const choose = (name: string): void => {
    const member = children.find((c) => c.name === name);
    if (!member) {
      env.edit(`Clear ${node.label}`, writeSlot(slot, undefined));
      return;
    }
    const composite = member.shape?.type === 'structure' || member.shape?.type === 'list' || member.shape?.type === 'map';
    if (composite) env.edit(`Choose ${member.label}`, writeSlot(slot, { [name]: emptyOf(member.shape) }));
    else if (isObject(node.value)) env.edit(`Choose ${member.label}`, writeSlot(slot, {}));
    ui.show([member.pointer], member.pointer);
  };
  return (
    <div className="field-group">
      <GroupHead slot={slot} open level={level} isRoot={node.pointer === '/arguments'}>
        <select className="select-sm" aria-label={`Kind of ${node.label}`} value={current?.name ?? ''} onChange={(e) => choose(e.currentTarget.value)}>
          <option value="">choose one</option>
          {children.map((c) => (
            <option key={c.name} value={c.name}>{c.label}</option>
          ))}
        </select>
      </GroupHead>
      {current ? (
        <div className="group-body">
          <Rows nodes={chosen.filter((c) => c === current || c.value !== undefined)} level={level + 1} View={View} />
        </div>
      ) : null}
    </div>
  );
}
