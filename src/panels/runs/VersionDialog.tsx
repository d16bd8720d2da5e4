import { lastOfArn } from '../../core/base/arn.ts';
import { Dialog } from 'radix-ui';
import { useMemo, useState } from 'react';
import { mainRoute } from '../../aws/deploy/alias.ts';
import { changesTo, type ReadVersion } from '../../aws/deploy/versions.ts';
import type { Alias } from '../../aws/stepFunctions/types.ts';
import type { Look } from '../../store/delivery.ts';
import { useCauce } from '../../store/react.tsx';
import { goToVersion } from '../../store/versions.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Difference } from './Difference.tsx';
import { MissingRight, useMissing } from './MissingRight.tsx';

interface Props {
  readonly version: ReadVersion;
  /** There is a newer one. */
  readonly older: boolean;
  readonly look: Look;
  readonly aliases: readonly Alias[];
  readonly onClose: () => void;
}

const SHARES = [100, 50, 25, 10, 5];

/** What would be otherwise with a version, and the way to it: for the machine itself, and for each alias with a share of its runs. */
export function VersionDialog({ version, older, look, aliases, onClose }: Props) {
  const app = useCauce();
  const { deployed } = look.plan;
  const { changes, settings } = useMemo(() => (deployed ? changesTo(version, deployed, look.artifacts.sourceMap) : { changes: [], settings: [] }), [version, deployed, look]);
  const same = changes.length === 0 && settings.length === 0;
  const elsewhere = aliases.filter((a) => a.routes.length !== 1 || a.routes[0]?.versionArn !== version.arn);
  const [machine, setMachine] = useState(!same);
  /** By alias; 0 leaves it where it is. */
  const [shares, setShares] = useState<Readonly<Record<string, number>>>(() => Object.fromEntries(elsewhere.map((a) => [a.name, 100])));
  const mayNot = useMissing('roll back') !== undefined;
  const mayNotAlias = useMissing('alias') !== undefined;
  const led = mayNotAlias ? [] : Object.entries(shares).flatMap(([name, share]) => (share > 0 ? [{ name, share }] : []));
  const moves = machine && !same && !mayNot;
  const go = (): void => {
    onClose();
    void goToVersion(app, version, { machine: moves, aliases: led });
  };
  const newest = deployed !== undefined && version.sha256 === look.plan.sha256;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog version-dialog" aria-describedby={undefined}>
          <div className="body">
            <Dialog.Title asChild><h2>Version {version.number}</h2></Dialog.Title>
            <p className="muted">{[version.note, version.createdAt.toLocaleString(), newest ? 'the same as is drawn' : ''].filter((t) => t !== '').join(' · ')}</p>
            <p className={`state ${same ? 'ok' : 'warn'}`} role="status"><Icon name={same ? 'succeed' : 'warn'} />{same ? 'The machine runs this definition already' : `${changes.length + settings.length} ${changes.length + settings.length === 1 ? 'difference' : 'differences'} from what the machine runs now`}</p>
            <Difference changes={changes} settings={settings} onLeave={onClose} />
          </div>
          <div className="version-ways">
            {same ? null : <label className="row"><input type="checkbox" checked={machine && !mayNot} disabled={mayNot} onChange={(e) => setMachine(e.target.checked)} /><span><b className="strong">The machine itself</b> <span className="muted">runs this version whenever it is started without an alias</span></span></label>}
            {elsewhere.map((a) => (
              <label key={a.arn} className="row">
                <span className="grow"><b className="strong">Alias {a.name}</b> <span className="muted">leads to {a.routes.length === 1 ? `version ${lastOfArn(mainRoute(a.routes)?.versionArn ?? '')}` : a.routes.map((r) => `${lastOfArn(r.versionArn)} (${r.weight} %)`).join(' and ')}</span></span>
                <select className="input sm" disabled={mayNotAlias} value={mayNotAlias ? 0 : (shares[a.name] ?? 0)} onChange={(e) => setShares({ ...shares, [a.name]: Number(e.target.value) })}>
                  {SHARES.map((s) => <option key={s} value={s}>{s === 100 ? 'All its runs go here' : `${s} % of its runs`}</option>)}
                  <option value={0}>Stays where it is</option>
                </select>
              </label>
            ))}
            <MissingRight doing="roll back" />
            <MissingRight doing="alias" />
          </div>
          <div className="ends">
            <span className="grow" />
            <button type="button" className="btn" onClick={onClose}>Cancel</button>
            <button type="button" className="btn primary" disabled={!moves && led.length === 0} onClick={go}>{older ? <Icon name="undo" /> : null}{older ? 'Roll back to' : 'Go to'} version {version.number}</button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
