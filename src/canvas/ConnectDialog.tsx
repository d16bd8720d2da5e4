import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useMemo } from 'react';
import type { StepId } from '../core/model/pipeline.ts';
import { useCauce } from '../store/react.tsx';
import { Icon, iconNamed } from '../ui/Icon.tsx';
import type { WireStart } from './gesture.ts';
import type { PortView, Scene, SceneNode } from './scene/types.ts';
import { connectEdit, controlEdit, type NamedEdit } from './wire/drop.ts';
import { controlReason, fitsOf, wireEnds } from './wire/fits.ts';

interface Choice {
  readonly key: string;
  readonly output: string;
  readonly target: string;
  readonly port: string;
  readonly icon: string;
  readonly family: string;
  readonly make: () => NamedEdit;
}

/** C: connects the selected step by typing: its output, the target step and the port, or only that the target waits. */
export function ConnectDialog({ step, scene, close }: { readonly step: StepId; readonly scene: Scene; readonly close: () => void }) {
  const { store, signals } = useCauce();
  const source = scene.byId.get(step);
  const choices = useMemo(() => {
    const { document, compiled } = store.getState();
    return source ? choicesOf(document.pipeline, compiled.catalog, scene, source) : [];
  }, [store, scene, source]);
  const take = (choice: Choice): void => {
    const named = choice.make();
    close();
    store.getState().edit(named.label, named.edit);
    setTimeout(() => signals.emit('focusCanvas'));
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined} onCloseAutoFocus={(e) => {
          e.preventDefault();
          signals.emit('focusCanvas');
        }}>
          <Dialog.Title className="sr-only">Connect {source?.view.name}</Dialog.Title>
          <Command loop label={`Connect ${source?.view.name ?? ''}`}>
            <div className="ask">
              <Icon name="link" />
              <Command.Input placeholder={`Connect ${source?.view.name ?? ''} to…`} />
              <kbd>Esc</kbd>
            </div>
            <Command.List>
              <Command.Empty className="cmd-empty">No step takes that. Type the name of a step or of a port.</Command.Empty>
              {choices.map((c) => (
                <Command.Item key={c.key} className="cmd" value={`${c.target} ${c.port} ${c.output} ${c.key}`} onSelect={() => take(c)}>
                  <Icon name={iconNamed(c.icon)} />
                  <span className="cut">{c.target}</span>
                  <span className="where cut">{c.port}</span>
                  <span className={`where connect-from ${c.family}`}><i className={`dot ${c.family}`} />{c.output}</span>
                </Command.Item>
              ))}
            </Command.List>
          </Command>
          <div className="foot"><span><kbd>↑</kbd> <kbd>↓</kbd> choose</span><span><kbd>Enter</kbd> connect</span><span>Type the target, a port or an output</span></div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function choicesOf(pipeline: Parameters<typeof fitsOf>[0], catalog: Parameters<typeof fitsOf>[1], scene: Scene, source: SceneNode): readonly Choice[] {
  const found: (Choice & { readonly rank: number })[] = [];
  for (const out of source.view.ports) {
    if (out.flow !== 'out' || out.sort !== 'port') continue;
    const start: WireStart = { what: 'output', step: source.id, name: out.name, type: out.type, list: out.list, ...(out.output === undefined ? {} : { output: out.output }) };
    for (const [id, ports] of fitsOf(pipeline, catalog, scene, start)) {
      const node = scene.byId.get(id);
      for (const port of node?.view.ports ?? []) {
        const ends = ports.has(port.id) ? wireEnds(start, id, port) : null;
        if (node && ends) found.push({ key: `${out.id}>${id}/${port.id}`, output: out.name, target: node.view.name, port: port.name, icon: node.view.icon, family: out.family, rank: rankOf(out, port), make: () => connectEdit(pipeline, catalog, ends) });
      }
    }
  }
  for (const node of scene.nodes) {
    const start: WireStart = { what: 'control', step: source.id };
    if (node.type === 'rail' || node.id === source.id || controlReason(pipeline, start, node.id) !== null) continue;
    found.push({ key: `after>${node.id}`, output: source.view.kind === 'choice' ? 'otherwise' : 'order only', target: node.view.name, port: 'waits, takes no data', icon: node.view.icon, family: 'value', rank: 5, make: () => controlEdit(pipeline, start, node.id) });
    if (source.view.kind === 'choice') found.push({ key: `way>${node.id}`, output: 'a further way', target: node.view.name, port: 'when a condition holds', icon: node.view.icon, family: 'value', rank: 2, make: () => controlEdit(pipeline, { what: 'ways', step: source.id }, node.id) });
  }
  return found.sort((a, b) => a.rank - b.rank);
}

/** What is most likely meant comes first: the same type, a port that is free, a port that has to be filled. */
function rankOf(out: PortView, port: PortView): number {
  return (out.type === port.type ? 0 : 2) + (port.connected ? 2 : 0) + (port.required ? 0 : 1) + (port.appends ? 0.5 : 0);
}
