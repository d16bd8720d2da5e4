import { leavesOfForm } from '../form/boundFields.ts';
import { isBoundWhole, rootNode, type FieldNode } from '../form/fieldNode.ts';
import { dottedPath } from '../form/labels.ts';
import { searchFields } from '../form/searchFields.ts';
import { NodeView } from './NodeView.tsx';
import type { StepForm } from './source.ts';

const MOST = 40;

/** The fields that a search finds, set or not, each ready to be filled: writing into one adds it. */
export function SearchResults({ form, query, boundOnly }: { readonly form: StepForm; readonly query: string; readonly boundOnly: boolean }) {
  const root = rootNode(form.source, form.args);
  const found = query.trim() === '' ? leavesOfForm(form.source, root) : searchFields(form.source, root, query, boundOnly ? Number.POSITIVE_INFINITY : MOST);
  const nodes = boundOnly ? found.nodes.filter(isBoundWhole) : found.nodes;
  const shown = nodes.slice(0, MOST);
  const more = (boundOnly ? nodes.length : found.total) - shown.length;
  if (nodes.length === 0) return <p className="pane-empty">{boundOnly && query.trim() === '' ? 'No field is bound yet: all are literals. Choose a binding at the right of a field.' : `No field, path or value holds “${query.trim()}”.`}</p>;
  return (
    <>
      {shown.map((node) => (
        <div key={node.pointer} className="found">
          <FoundPath node={node} />
          <NodeView node={node} level={2} />
        </div>
      ))}
      {more > 0 ? <p className="pane-empty">{more} more. Type more of the name.</p> : null}
    </>
  );
}

function FoundPath({ node }: { readonly node: FieldNode }) {
  const path = dottedPath(node.pointer).split('.').slice(0, node.role === 'element' ? undefined : -1);
  return path.length > 0 ? <div className="found-path cut">{path.join(' › ')}</div> : null;
}
