import { lastOfArn } from '../../core/base/arn.ts';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { mainRoute, MOST_VERSIONS, shareOf } from '../../aws/deploy/alias.ts';
import type { ReadVersion } from '../../aws/deploy/versions.ts';
import type { Alias, Version } from '../../aws/stepFunctions/types.ts';
import { deliveryOf, type Look } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { lead, lookAtVersions, readMore, VERSIONS_AT_ONCE, versionsOf } from '../../store/versions.ts';
import { when } from '../../ui/when.ts';
import { FaultNote } from '../connection/FaultNote.tsx';
import { MissingRight, useMissing } from './MissingRight.tsx';
import { VersionDialog } from './VersionDialog.tsx';
import './versions.css';

/** So few versions are left that whoever deploys should know. */
const NEARLY = MOST_VERSIONS - 50;

/** Published versions of the machine and the aliases that lead to them; each version can be gone back to. */
export function VersionsCard({ look }: { readonly look: Look }) {
  const app = useCauce();
  const { of, list, read, aliases, fault } = useStore(versionsOf(app));
  const [opened, setOpened] = useState<ReadVersion | null>(null);
  const [count, setCount] = useState(VERSIONS_AT_ONCE);
  useEffect(() => void lookAtVersions(app, look), [app, look]);
  if (of !== look.plan.arn || (list.length === 0 && fault === null)) return null;
  const more = (): void => {
    setCount(count + VERSIONS_AT_ONCE);
    void readMore(app, look.session.stepFunctions, count + VERSIONS_AT_ONCE).catch(() => undefined);
  };
  return (
    <details className="versions" open={fault !== null || undefined}>
      <summary>Versions <span className="count">{list.length}</span> <span className="muted cut">{aliases.map((a) => `${a.name} leads to ${a.routes.map((r) => `${lastOfArn(r.versionArn)}${r.weight < 100 ? ` (${r.weight} %)` : ''}`).join(' and ')}`).join(', ')}</span></summary>
      {fault ? <FaultNote fault={fault} /> : null}
      {list.length >= NEARLY ? <p className="note warn">AWS keeps {MOST_VERSIONS} versions of a machine and removes none by itself. Before the last one is taken, delete old ones that no alias leads to.</p> : null}
      {aliases.map((a) => <AliasRow key={a.arn} alias={a} />)}
      <ul className="version-list">
        {list.slice(0, count).map((v) => <Row key={v.arn} version={v} read={read[v.arn]} older={v !== list[0]} look={look} aliases={aliases} onOpen={setOpened} />)}
      </ul>
      {list.length > count ? <button type="button" className="link" onClick={more}>{list.length - count} older</button> : null}
      <MissingRight doing="roll back" />
      {opened ? <VersionDialog version={opened} older={opened.number < (list[0]?.number ?? 0)} look={look} aliases={aliases} onClose={() => setOpened(null)} /> : null}
    </details>
  );
}

function Row({ version, older, read, look: { plan }, aliases, onOpen }: { readonly version: Version; readonly older: boolean; readonly read: ReadVersion | undefined; readonly look: Look; readonly aliases: readonly Alias[]; readonly onOpen: (version: ReadVersion) => void }) {
  const { platform } = useCauce();
  const { number, createdAt, arn } = version;
  const leading = aliases.filter((a) => shareOf(a, arn) > 0);
  const runs = read !== undefined && read.sha256 === plan.deployed?.sha256;
  return (
    <li>
      <b className="nums strong">{number}</b>
      <span className="version-what">
        <span className="cut" title={read?.note}>{read === undefined ? 'Reading…' : read.note === '' ? <span className="muted">no description</span> : read.note}</span>
        <span className="muted version-marks">
          <span title={createdAt.toISOString()}>{when(createdAt.getTime(), platform.clock.now())}</span>
          {read === undefined ? null : <code title={`sha256 of the definition: ${read.sha256}`}>{read.sha256.slice(0, 8)}</code>}
          {runs ? <span className="mark on">runs</span> : null}
          {read?.sha256 === plan.sha256 ? <span className="mark">as drawn</span> : null}
          {leading.map((a) => <code key={a.arn} className="mark">{a.name}{shareOf(a, arn) < 100 ? ` ${shareOf(a, arn)} %` : ''}</code>)}
        </span>
      </span>
      <button type="button" className="btn sm" disabled={read === undefined} aria-label={`${older ? 'Roll back to' : 'Compare'} version ${number}`} onClick={() => read && onOpen(read)}>{older ? 'Roll back…' : 'Compare…'}</button>
    </li>
  );
}

const SHARES = [5, 10, 25, 50, 75];

/** Where an alias leads; while it leads to two versions, how to finish that or go back. */
function AliasRow({ alias }: { readonly alias: Alias }) {
  const app = useCauce();
  const busy = useStore(deliveryOf(app), (d) => d.busy !== null);
  const disabled = useMissing('alias') !== undefined || busy;
  const routes = [...alias.routes].sort((a, b) => Number(lastOfArn(a.versionArn)) - Number(lastOfArn(b.versionArn)));
  const [older, newer] = routes;
  const main = mainRoute(alias.routes);
  return (
    <div className="alias" role="group" aria-label={`Alias ${alias.name}`}>
      <span className="row"><code className="strong cut" title={alias.arn}>{alias.name}</code><span className="muted">{newer === undefined ? `leads to version ${lastOfArn(main?.versionArn ?? '')}` : routes.map((r) => `${r.weight} % to ${lastOfArn(r.versionArn)}`).join(', ')}</span></span>
      {older && newer ? (
        <>
          <span className="alias-bar" aria-hidden="true"><i style={{ width: `${newer.weight}%` }} /></span>
          <span className="row">
            <label className="row"><span className="muted">To {lastOfArn(newer.versionArn)}</span>
              <select className="input sm" disabled={disabled} value={newer.weight} onChange={(e) => void lead(app, alias, newer.versionArn, Number(e.target.value))}>
                {[...new Set([...SHARES, newer.weight])].sort((a, b) => a - b).map((s) => <option key={s} value={s}>{s} %</option>)}
              </select>
            </label>
            <span className="grow" />
            <button type="button" className="btn sm" disabled={disabled} onClick={() => void lead(app, alias, older.versionArn, 100)}>Back to {lastOfArn(older.versionArn)}</button>
            <button type="button" className="btn sm" disabled={disabled} onClick={() => void lead(app, alias, newer.versionArn, 100)}>Finish: all to {lastOfArn(newer.versionArn)}</button>
          </span>
        </>
      ) : null}
      <MissingRight doing="alias" />
    </div>
  );
}
