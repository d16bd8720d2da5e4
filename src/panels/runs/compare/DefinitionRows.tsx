import { useState } from 'react';
import { pointerTokens } from '../../../core/base/pointer.ts';
import { changesBetween } from '../../../core/deliver/change/difference.ts';
import type { ComparedRun } from '../../../store/runs/comparing.ts';
import { Group, Line } from './Group.tsx';
import { Shown, textOf } from './values.tsx';

const SHOWN_AT_ONCE = 20;

/** Whether both ran with the same definition, and where the two differ. */
export function DefinitionRows({ runs: [a, b] }: { readonly runs: readonly [ComparedRun, ComparedRun] }) {
  const [all, setAll] = useState(false);
  const changes = a.sha256 === b.sha256 ? [] : changesBetween(a.definition, { definition: b.definition, sourceMap: [], manifest: b.manifest ?? {} });
  const shown = all ? changes : changes.slice(0, SHOWN_AT_ONCE);
  const said = a.sha256 === b.sha256 ? `the same in both, ${a.sha256.slice(0, 8)}` : changes.length === 0 ? 'the same but for how it is written' : `${changes.length} ${changes.length === 1 ? 'difference' : 'differences'}, ${a.sha256.slice(0, 8)} and ${b.sha256.slice(0, 8)}`;
  return (
    <Group title="Definition" said={said}>
      {shown.map((c, i) => {
        const whole = c.field === '' && (c.before === undefined || c.after === undefined);
        return (
          <Line
            key={i}
            label={<><b className="strong">{c.state ?? 'State machine'}</b> <span className="muted">{pointerTokens(c.field).join(' › ')}</span></>}
            a={whole ? <span className="muted">{c.before === undefined ? 'no such state' : 'a state'}</span> : <Shown value={c.before} beside={c.after} nothing="nothing" />}
            b={whole ? <span className="muted">{c.after === undefined ? 'no such state' : 'a state'}</span> : <Shown value={c.after} beside={c.before} nothing="nothing" />}
            mono={!whole}
            differs={!whole}
            title={[textOf(c.before), textOf(c.after)]}
            delta={c.parameters.length > 0 ? <span>{c.parameters.map((p) => <code key={p} className="chip deploy">{p}</code>)}</span> : c.kind === 'structure' ? 'structure' : 'value'}
          />
        );
      })}
      {shown.length < changes.length ? <tr><td colSpan={4}><button type="button" className="link" onClick={() => setAll(true)}>{changes.length - shown.length} more</button></td></tr> : null}
    </Group>
  );
}
