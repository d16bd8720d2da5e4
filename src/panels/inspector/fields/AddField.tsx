import { useRef, useState } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { Picker, PickerItem } from '../binding/Picker.tsx';
import type { FieldNode } from '../form/fieldNode.ts';

/** Adds one of the fields that are not shown: found by name or by what it is for. */
export function AddField({ to, nodes, onAdd }: { readonly to: string; readonly nodes: readonly FieldNode[]; readonly onAdd: (node: FieldNode) => void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (nodes.length === 0) return null;
  return (
    <>
      <button ref={button} type="button" className="btn quiet sm icon-only" aria-label={`Add a field to ${to}`} title={`Add a field to ${to} (${nodes.length})`} onClick={() => setOpen(true)}>
        <Icon name="plus" />
      </button>
      {open ? (
        <Picker anchor={button} label={`Field to add to ${to}`} placeholder="Find a field" empty="No field is called so." onClose={() => setOpen(false)}>
          {() =>
            nodes.map((node) => (
              <PickerItem
                key={node.pointer}
                value={node.name}
                keywords={[node.label, node.doc ?? '']}
                label={
                  <>
                    {node.label}
                    {node.doc ? <small className="cut">{node.doc}</small> : null}
                  </>
                }
                onSelect={() => {
                  setOpen(false);
                  onAdd(node);
                }}
              />
            ))
          }
        </Picker>
      ) : null}
    </>
  );
}
