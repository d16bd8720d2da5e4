import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { useCauce } from '../../store/react.tsx';
import { estimateChanges, measurementOf, writeMeasured, type EstimateChange } from '../../store/measuring.ts';
import { Icon } from '../../ui/Icon.tsx';
import { secondsInWords } from '../../ui/duration.ts';
import { measuredWords } from '../../ui/measuredWords.ts';
import './measured.css';

/** What each estimate is and would be by the run that was shown last, and the button that writes them. */
export function MeasuredDialog({ onClose }: { readonly onClose: () => void }) {
  const app = useCauce();
  // As it was when it was asked for: a run that goes on under the dialog does not change what is read.
  const [measurement] = useState(() => measurementOf(app.store.getState(), app.platform.clock.now()));
  const [changes] = useState(() => (measurement === null ? [] : estimateChanges(app.store.getState(), measurement)));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog measured">
          <div className="body">
            <Dialog.Title asChild><h2>Use measured durations</h2></Dialog.Title>
            <Dialog.Description className="soft">{measurement === null ? 'No run was shown yet. Simulate, or open an execution under Runs.' : changes.length === 0 ? `Every estimate is what was ${measuredWords(measurement.from)}.` : `The plan is made by these estimates. They were ${measuredWords(measurement.from)}.`}</Dialog.Description>
            {changes.length > 0 ? (
              <table>
                <thead><tr><th>Step</th><th>Estimate now</th><th className="num">Measured</th></tr></thead>
                <tbody>{changes.map((c) => <Row key={c.step} change={c} />)}</tbody>
              </table>
            ) : null}
          </div>
          <div className="ends">
            <button type="button" className="btn" onClick={onClose}>{changes.length === 0 ? 'Close' : 'Leave them'}</button>
            {measurement !== null && changes.length > 0 ? (
              <button type="button" className="btn primary" autoFocus onClick={() => { writeMeasured(app, measurement, changes); onClose(); }}>{`Use ${changes.length} measured ${changes.length === 1 ? 'duration' : 'durations'}`}</button>
            ) : null}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

const SOURCE = { you: 'by you', kind: 'by kind', inside: 'by what is in it' } as const;

function Row({ change: { name, now, source, measured } }: { readonly change: EstimateChange }) {
  return (
    <tr>
      <td className="cut" title={name}>{name}</td>
      <td className="nums">{secondsInWords(now)} <span className="muted">{typeof source === 'string' ? SOURCE[source] : measuredWords(source)}</span></td>
      <td className="num nums"><span><Icon name="right" size="sm" /><b>{secondsInWords(measured)}</b></span></td>
    </tr>
  );
}
