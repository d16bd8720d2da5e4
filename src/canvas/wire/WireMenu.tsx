import { DropdownMenu } from 'radix-ui';
import { disconnect } from '../../core/edit/wires.ts';
import { useCauce } from '../../store/react.tsx';
import { Icon, iconNamed } from '../../ui/Icon.tsx';
import { familyClass } from '../../ui/stepLook.ts';
import type { Spot } from '../useAdding.ts';
import { addConnected, connectEdit, inOrder, offers } from './drop.ts';
import type { WireQuestion } from './useWireGesture.ts';
import type { Point } from '../scene/types.ts';

/** Asks at the pointer what a dropped wire means: which port, instead of what is there or beside it, which kind of step. */
export function WireMenu({ question, close, spotAt }: { readonly question: WireQuestion; readonly close: () => void; readonly spotAt: (at: Point, from: string) => Spot }) {
  return (
    <DropdownMenu.Root open onOpenChange={(open) => !open && close()} modal={false}>
      <DropdownMenu.Trigger asChild>
        <span className="menu-anchor" style={{ left: question.at.x, top: question.at.y }} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={2} collisionPadding={8} onCloseAutoFocus={(e) => e.preventDefault()}>
          {question.ask === 'port' ? <PortItems question={question} /> : question.ask === 'instead' ? <InsteadItems question={question} /> : <KindItems question={question} spot={spotAt(question.flowAt, question.start.step)} />}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function PortItems({ question }: { readonly question: WireQuestion & { ask: 'port' } }) {
  const { store } = useCauce();
  return (
    <>
      <DropdownMenu.Label className="menu-head">Connect to</DropdownMenu.Label>
      {question.ports.map((p) => (
        <DropdownMenu.Item key={p.id} className="menu-item" onSelect={() => {
          const { document, compiled, edit } = store.getState();
          const named = connectEdit(document.pipeline, compiled.catalog, p.ends);
          edit(named.label, named.edit);
        }}>
          <Icon name={p.ends.appends ? 'plus' : 'link'} />
          <span className="grow">{p.label}</span>
        </DropdownMenu.Item>
      ))}
    </>
  );
}

function InsteadItems({ question }: { readonly question: WireQuestion & { ask: 'instead' } }) {
  const { store } = useCauce();
  const act = (alsoWhen: boolean) => (): void => {
    const { document, compiled, edit } = store.getState();
    const named = connectEdit(document.pipeline, compiled.catalog, question.ends, alsoWhen);
    edit(named.label, alsoWhen ? named.edit : inOrder(disconnect(question.ends.to.step, question.ends.to.pointer), named.edit));
  };
  return (
    <>
      <DropdownMenu.Label className="menu-head">This port is connected already</DropdownMenu.Label>
      <DropdownMenu.Item className="menu-item" onSelect={act(false)}><Icon name="retry" /><span className="grow">Instead of what is there</span></DropdownMenu.Item>
      {question.excludes ? <DropdownMenu.Item className="menu-item" onSelect={act(true)}><Icon name="choice" /><span className="grow">Whichever ran<small>The two exclude each other</small></span></DropdownMenu.Item> : null}
    </>
  );
}

function KindItems({ question, spot }: { readonly question: WireQuestion & { ask: 'kind' }; readonly spot: Spot }) {
  const { store } = useCauce();
  const { document, compiled } = store.getState();
  const found = offers(document.pipeline, compiled.catalog, question.start, spot.scope);
  if (found.length === 0) return <p className="pane-empty">No kind of step fits here.</p>;
  return (
    <>
      <DropdownMenu.Label className="menu-head">Add a step here</DropdownMenu.Label>
      {found.map((offer) => (
        <DropdownMenu.Item key={offer.kind.id} className="menu-item" textValue={offer.kind.label} onSelect={() => {
          const now = store.getState();
          const added = addConnected(now.document.pipeline, now.compiled.catalog, question.start, offer, [Math.round(spot.at.x), Math.round(spot.at.y)], spot.scope);
          if (now.edit(added.label, added.edit).ok) store.getState().select([added.id]);
        }}>
          <span className={`tile small ${familyClass(offer.kind)}`}><Icon name={iconNamed(offer.kind.icon)} size="sm" /></span>
          <span className="grow">{offer.kind.label}{offer.port ? <small>{offer.port.label}</small> : null}</span>
        </DropdownMenu.Item>
      ))}
    </>
  );
}
