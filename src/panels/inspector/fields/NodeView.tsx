import { useState } from 'react';
import { isObject } from '../../../core/base/json.ts';
import { BindingField } from '../binding/BindingField.tsx';
import { childrenOf, type FieldNode } from '../form/fieldNode.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';
import { AddField } from './AddField.tsx';
import { formOf } from './formOf.ts';
import { FreeStarts } from './FreeStarts.tsx';
import { GroupHead } from './GroupHead.tsx';
import { ListView } from './ListView.tsx';
import { MapView } from './MapView.tsx';
import { slotOf, useStepForm } from './source.ts';
import { Rows } from './Rows.tsx';
import { UnionView } from './UnionView.tsx';
import { shownWith, visibleOf } from './visible.ts';

/** One field of a request, whatever it is. Only what is open is made. */
export function NodeView({ node, level }: { readonly node: FieldNode; readonly level: number }) {
  const { pipeline } = useFormEnv();
  const form = useStepForm();
  switch (formOf(node)) {
    case 'structure':
      return node.shape?.type === 'structure' && node.shape.union ? <UnionView node={node} level={level} View={NodeView} /> : <StructureView node={node} level={level} />;
    case 'list':
      return <ListView node={node} level={level} View={NodeView} />;
    case 'map':
      return <MapView node={node} level={level} View={NodeView} />;
    default:
      return (
        <>
          <BindingField slot={slotOf(pipeline, form, node)} />
          <FreeStarts node={node} />
        </>
      );
  }
}

/** A structure: its head, then its fields, required and set ones; the others are added from the head. */
function StructureView({ node, level }: { readonly node: FieldNode; readonly level: number }) {
  const { pipeline } = useFormEnv();
  const form = useStepForm();
  const ui = useFormUi();
  const wanted = ui.towards?.startsWith(`${node.pointer}/`) ?? false;
  const [folded, setFolded] = useState(false);
  // A jump into a folded group opens it for good.
  if (wanted && folded) setFolded(false);
  const open = !folded || wanted;
  const children = open ? childrenOf(form.source, node) : [];
  const visible = visibleOf(children, ui.shown);
  const hidden = children.filter((c) => !visible.includes(c));
  return (
    <div className="field-group">
      <GroupHead slot={slotOf(pipeline, form, node)} open={open} onToggle={() => setFolded(open)} level={level} {...(node.value !== undefined && !open && isObject(node.value) ? { note: `${Object.keys(node.value).length} set` } : {})}>
        <AddField to={node.label} nodes={hidden} onAdd={(added) => ui.show(shownWith(form.source, added), added.pointer)} />
      </GroupHead>
      {open ? (
        <div className="group-body">
          <Rows nodes={visible} level={level + 1} View={NodeView} />
          {visible.length === 0 ? <p className="group-empty">No field is set. Add one with +.</p> : null}
        </div>
      ) : null}
    </div>
  );
}
