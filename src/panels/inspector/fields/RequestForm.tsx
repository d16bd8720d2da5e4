import { useState } from 'react';
import { Icon } from '../../../ui/Icon.tsx';
import { childrenOf, rootNode, type FieldNode, type FormSource } from '../form/fieldNode.ts';
import { useFormUi } from '../formUi.ts';
import { formOf } from './formOf.ts';
import { NodeView } from './NodeView.tsx';
import { Rows } from './Rows.tsx';
import type { StepForm } from './source.ts';
import { shownWith } from './visible.ts';

const FEW = 4;

/** The form of a request: required fields, then those that are set, then the optional ones folded with a count (looks.md 8). */
export function RequestForm({ form }: { readonly form: StepForm }) {
  const ui = useFormUi();
  const [optionalOpen, setOptionalOpen] = useState(false);
  const root = rootNode(form.source, form.args);
  const members = form.source.request.type === 'structure' ? childrenOf(form.source, root) : [];
  // A Wait takes one of two; a Pass, and calls that the catalogue does not know, take any fields.
  if (form.source.request.type !== 'structure') return <NodeView node={{ ...root, label: 'Fields' }} level={0} />;
  if (form.source.request.union) return <NodeView node={{ ...root, label: 'Given as' }} level={0} />;
  const required = members.filter((m) => m.required || m.derived !== undefined);
  const rest = members.filter((m) => !required.includes(m));
  // A request of a handful of fields shows them all.
  const set = members.length <= FEW ? rest : rest.filter((m) => m.value !== undefined || ui.shown.has(m.pointer));
  const optional = rest.filter((m) => !set.includes(m));
  const count = countRequired(form.source, required);
  return (
    <>
      {required.length > 0 ? (
        <>
          <div className="sect">
            Required{' '}
            <small>
              {count.set} of {count.all} set
            </small>
          </div>
          <Rows nodes={required} level={1} View={NodeView} />
        </>
      ) : null}
      {set.length > 0 ? <SetFields nodes={set} first={required.length === 0} /> : null}
      {optional.length > 0 ? (
        <>
          <button type="button" className="sect line fold" aria-expanded={optionalOpen} onClick={() => setOptionalOpen(!optionalOpen)}>
            Optional <small>{optional.length === 1 ? '1 more field' : `${optional.length} more fields`}</small>
            <span className="grow" />
            <Icon name={optionalOpen ? 'down' : 'right'} />
          </button>
          {optionalOpen ? (
            <ul className="optional">
              {optional.map((node) => (
                <li key={node.pointer}>
                  <button type="button" aria-label={`Add ${node.label}`} title={node.doc ? `${node.name}: ${node.doc}` : node.name} onClick={() => ui.show(shownWith(form.source, node), node.pointer)}>
                    <span>{node.label}</span>
                    {node.doc ? <small className="cut">{node.doc}</small> : null}
                    <Icon name="plus" />
                  </button>
                </li>
              ))}
            </ul>
          ) : null}
        </>
      ) : null}
    </>
  );
}

/** What is set: single fields under a head of their own, structures, lists and maps as sections. */
function SetFields({ nodes, first }: { readonly nodes: readonly FieldNode[]; readonly first: boolean }) {
  const leaves = nodes.filter((n) => formOf(n) === 'leaf');
  const groups = nodes.filter((n) => formOf(n) !== 'leaf');
  return (
    <>
      {leaves.length > 0 ? <div className={`sect ${first ? '' : 'line'}`}>{first ? 'Fields' : 'Set'}</div> : null}
      <Rows nodes={leaves} level={1} View={NodeView} />
      {groups.map((node) => (
        <NodeView key={node.pointer} node={node} level={0} />
      ))}
    </>
  );
}

/** Leaves that a person has to give: required all the way down. Those that Cauce makes count as given. */
function countRequired(source: FormSource, nodes: readonly FieldNode[]): { readonly set: number; readonly all: number } {
  let set = 0;
  let all = 0;
  const visit = (node: FieldNode): void => {
    const kind = formOf(node);
    if (kind === 'leaf' || kind === 'map' || (kind === 'list' && node.value === undefined)) {
      all++;
      if (node.derived !== undefined || (node.value !== undefined && node.value !== '')) set++;
      return;
    }
    for (const c of childrenOf(source, node)) if (c.required || c.role === 'element') visit(c);
  };
  for (const node of nodes) if (node.required || node.derived !== undefined) visit(node);
  return { set, all };
}
