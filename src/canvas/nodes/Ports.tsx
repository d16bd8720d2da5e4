import { memo } from 'react';
import { useCanvas, useGesture } from '../context.tsx';
import { isCrowded } from './crowded.ts';
import { RAIL_TOP } from '../scene/segments.ts';
import { HEAD, RAIL } from '../scene/sizes.ts';
import type { BarView, PortView } from '../scene/types.ts';

/** Connected ports at rest; all while the node is hovered or selected, or a wire is drawn that fits them (looks.md 5). */
export const Ports = memo(function Ports({ node, ports, bars, open, walled = false }: {
  readonly node: string;
  readonly ports: readonly PortView[];
  readonly bars: readonly BarView[];
  readonly open: boolean;
  /** The node has a head with an inner edge: gates are drawn on both. */
  readonly walled?: boolean;
}) {
  const fits = useGesture((g) => (g.wiring ? (g.wiring.fits.get(node) ?? NONE) : null));
  const starts = useGesture((g) => g.wiring?.start.step === node);
  const over = useGesture((g) => (g.wiring?.over?.node === node ? g.wiring.over.port : null));
  const named = open ? ports.filter((p) => p.connected && p.sort === 'port') : [];
  const crowded = (['top', 'bottom', 'left', 'right'] as const).filter((side) => isCrowded(named.filter((p) => p.side === side)));
  return (
    <>
      {ports.map((p) => {
        const fit = fits?.has(p.id) ?? false;
        if (!p.connected && !open && !fit && !starts) return null;
        return <Port key={p.id} node={node} port={p} walled={walled} named={fit ? 'slanted' : open && p.connected ? (crowded.includes(p.side) ? 'slanted' : 'plain') : ''} state={fits === null || starts ? '' : fit ? 'fits' : 'faded'} over={over === p.id} />;
      })}
      {bars.map((b) => (b.connected || open || starts ? <Bar key={b.id} node={node} bar={b} title={b.id === 'control' && bars.some((other) => other.id === 'ways') ? OTHERWISE : TITLES[b.id]} /> : null))}
    </>
  );
});
const NONE: ReadonlySet<string> = new Set();

function Port({ node, port, walled, named, state, over }: { readonly node: string; readonly port: PortView; readonly walled: boolean; readonly named: '' | 'plain' | 'slanted'; readonly state: string; readonly over: boolean }) {
  const { actions } = useCanvas();
  const { at, side, family } = port;
  const shape = port.sort === 'gate' ? 'outer-mark' : 'port';
  return (
    <>
      {port.list && port.sort !== 'gate' ? <i className={`port twin ${family}`} style={{ left: at.x, top: at.y }} /> : null}
      <i
        className={`${shape} ${family} ${state} ${over ? 'over' : ''} ${port.connected ? '' : 'open'} ${port.appends ? 'appends' : ''} nodrag nopan`}
        style={{ left: at.x, top: node === RAIL_TOP ? RAIL : at.y }}
        data-port={port.id}
        title={`${port.name}: ${port.list ? 'list of ' : ''}${port.type}${port.appends ? ', adds one' : ''}`}
        onPointerDown={(e) => actions.startFromPort(node, port, e)}
      />
      {port.sort === 'gate' && walled ? <i className={`outer-mark inner ${family}`} data-port={port.id} style={innerStyle(port)} onPointerDown={(e) => actions.startFromPort(node, port, e)} /> : null}
      {port.sort === 'port' && (named !== '' || !port.connected) ? <span className={`port-name ${family} ${side} ${named === '' ? 'slanted on-hover' : named}`} style={{ left: at.x, top: at.y }}>{port.appends ? `+ ${port.name}` : port.name}</span> : null}
    </>
  );
}

function innerStyle(port: PortView): { left: number; top: number } {
  return { left: port.at.x, top: port.side === 'top' ? port.at.y + HEAD : port.at.y };
}

function Bar({ node, bar, title }: { readonly node: string; readonly bar: BarView; readonly title: string }) {
  const { actions } = useCanvas();
  const upright = bar.side === 'right' || bar.side === 'left';
  return (
    <i
      className={`port ${bar.id === 'failure' ? 'fail' : 'ctl'} ${upright ? 'upright' : ''} ${bar.connected ? '' : 'open'} nodrag nopan`}
      style={{ left: bar.at.x, top: bar.at.y }}
      data-bar={bar.id}
      title={title}
      onPointerDown={(e) => actions.startFromBar(node, bar, e)}
    />
  );
}
/** Of a Choice, whose ways leave by a bar of their own. */
const OTHERWISE = 'Otherwise: draw to the step that follows when no condition holds';
const TITLES: Readonly<Record<BarView['id'], string>> = { control: 'Runs before: draw to the step that waits', ways: 'A way of this Choice', failure: 'On failure: draw to the step that handles it' };
