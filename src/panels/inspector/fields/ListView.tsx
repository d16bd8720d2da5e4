import { useState } from 'react';
import { isList, type Json } from '../../../core/base/json.ts';
import { addElement, moveElement, removeElement } from '../../../core/edit/arguments.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { BindingField } from '../binding/BindingField.tsx';
import { writeSlot } from '../binding/slotEdits.ts';
import { childrenOf, elementNode, mainField, type FieldNode } from '../form/fieldNode.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';
import { emptyOf, formOf } from './formOf.ts';
import { GroupHead } from './GroupHead.tsx';
import { freeElement } from './freeElement.ts';
import { Rows, type FieldViewComponent } from './Rows.tsx';
import { slotOf, useStepForm } from './source.ts';
import { AddField } from './AddField.tsx';
import { shownWith, visibleOf } from './visible.ts';

/** More elements than this start folded. */
const OPEN_AT_MOST = 4;

/** A list: its elements in order, each of which can be moved and removed. */
export function ListView({ node, level, View }: { readonly node: FieldNode; readonly level: number; readonly View: FieldViewComponent }) {
  const env = useFormEnv();
  const ui = useFormUi();
  const form = useStepForm();
  const items = childrenOf(form.source, node);
  const wanted = ui.towards?.startsWith(`${node.pointer}/`) ?? false;
  const [folded, setFolded] = useState(false);
  // A jump into a folded group opens it for good.
  if (wanted && folded) setFolded(false);
  const open = !folded || wanted;
  const add = (): void => {
    const memberName = node.shape?.type === 'list' ? node.shape.member : undefined;
    const element: Json = freeElement(form.source, node, isList(node.value) ? node.value : []) ?? emptyOf(memberName === undefined ? undefined : form.source.named(memberName));
    const slot = slotOf(env.pipeline, form, node);
    const edit = node.value === undefined ? writeSlot(slot, [element]) : addElement(form.id, node.pointer, element);
    if (env.edit(`Add to ${node.label}`, edit).ok) {
      const added = elementNode(form.source, { ...node, value: [...items.map((i) => i.value ?? null), element] }, items.length);
      ui.show(shownWith(form.source, added), added.pointer);
      setFolded(false);
    }
  };
  return (
    <div className="field-group">
      <GroupHead slot={slotOf(env.pipeline, form, node)} note={String(items.length)} open={open} onToggle={() => setFolded(open)} level={level}>
        <button type="button" className="btn quiet sm" aria-label={`Add to ${node.label}`} onClick={add}>
          <Icon name="plus" />
          Add
        </button>
      </GroupHead>
      {open ? (
        <div className="group-body list-body">
          {items.map((item, i) => (
            <ElementView key={item.pointer} node={item} index={i} count={items.length} level={level + 1} startOpen={items.length <= OPEN_AT_MOST} View={View} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function ElementView({ node, index, count, level, startOpen, View }: { readonly node: FieldNode; readonly index: number; readonly count: number; readonly level: number; readonly startOpen: boolean; readonly View: FieldViewComponent }) {
  const env = useFormEnv();
  const form = useStepForm();
  const ui = useFormUi();
  const main = mainField(form.source, form.args, node);
  const wanted = ui.towards === node.pointer || (ui.towards !== main?.pointer && (ui.towards?.startsWith(`${node.pointer}/`) ?? false));
  // An element that its port sums up starts folded: the wire is what people look for.
  const [unfolded, setUnfolded] = useState(startOpen && (node.value === undefined || main === undefined));
  if (wanted && !unfolded) setUnfolded(true);
  const open = unfolded || wanted;
  const move = (by: number): void => {
    env.edit(`Move ${node.label}`, moveElement(form.id, node.pointer, index + by));
  };
  const tools = (
    <span className="element-tools">
      <ElementButton icon="up" label={`Move ${node.label} up`} disabled={index === 0} onClick={() => move(-1)} />
      <ElementButton icon="down" label={`Move ${node.label} down`} disabled={index === count - 1} onClick={() => move(1)} />
      <ElementButton icon="x" label={`Remove ${node.label}`} onClick={() => env.edit(`Remove ${node.label}`, removeElement(form.id, node.pointer))} />
    </span>
  );
  const kind = formOf(node);
  if (kind === 'leaf') {
    return (
      <div className="element leaf">
        <BindingField slot={slotOf(env.pipeline, form, node)} plain />
        {tools}
      </div>
    );
  }
  if (kind !== 'structure') {
    return (
      <div className="element">
        <View node={node} level={level} />
        {tools}
      </div>
    );
  }
  const children = open ? childrenOf(form.source, node) : [];
  const visible = visibleOf(children, ui.shown);
  const add = open ? <AddField to={node.label} nodes={children.filter((c) => !visible.includes(c))} onAdd={(added) => ui.show(shownWith(form.source, added), added.pointer)} /> : null;
  return (
    <div className={`element card-element ${open ? 'open' : ''}`}>
      <GroupHead slot={{ ...slotOf(env.pipeline, form, node), required: false }} open={open} onToggle={() => setUnfolded(!open)} level={2}>
        {add}
        {tools}
      </GroupHead>
      {!open && main ? <div className="main-field"><BindingField slot={slotOf(env.pipeline, form, main)} plain /></div> : null}
      {open ? (
        <div className="group-body">
          <Rows nodes={visible} level={level} View={View} />
        </div>
      ) : null}
    </div>
  );
}

export function ElementButton({ icon, label, disabled = false, onClick }: { readonly icon: 'up' | 'down' | 'x'; readonly label: string; readonly disabled?: boolean; readonly onClick: () => void }) {
  return (
    <button type="button" className="btn quiet sm icon-only" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
