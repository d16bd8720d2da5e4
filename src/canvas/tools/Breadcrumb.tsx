import { Fragment } from 'react';
import { nameOf } from '../../core/edit/tree.ts';
import { useApp, useCauce } from '../../store/react.tsx';
import { Icon } from '../../ui/Icon.tsx';

/** `income-training › Per candidate`: each part leads there; Esc leaves one. */
export function Breadcrumb() {
  const { store } = useCauce();
  const scope = useApp((s) => s.selection.scope);
  const pipeline = useApp((s) => s.document.pipeline);
  if (scope.length === 0) return null;
  const parts = [{ name: pipeline.name, path: [] as readonly string[] }, ...scope.map((id, i) => ({ name: nameOf(pipeline, id).replace(/[“”]/g, ''), path: scope.slice(0, i + 1) }))];
  return (
    <nav className="crumbs" aria-label="Containers entered">
      {parts.map((p, i) => (
        <Fragment key={p.path.join('/')}>
          {i > 0 ? <Icon name="right" size="sm" /> : null}
          {i < parts.length - 1 ? <button type="button" className="crumb" onClick={() => store.getState().enter(p.path)}>{p.name}</button> : <span className="here" aria-current="location">{p.name}</span>}
        </Fragment>
      ))}
      <span className="muted crumbs-end">entered <kbd>Esc</kbd> leaves</span>
    </nav>
  );
}
