import { Command } from 'cmdk';
import { useMemo } from 'react';
import { stepOf } from '../../../core/edit/tree.ts';
import { writeBinding, type PathToken } from '../../../core/model/binding.ts';
import type { PortType } from '../../../core/model/pipeline.ts';
import { familyOf } from '../../../ui/families.ts';
import { Icon, iconNamed } from '../../../ui/Icon.tsx';
import { useFormEnv } from '../formEnv.ts';
import { matching, type Offer } from './matching.ts';
import { Picker, PickerItem } from './Picker.tsx';
import type { PickerProps } from './pickers.tsx';
import { reachableFrom } from './reach.ts';
import { responsePaths } from './responsePaths.ts';
import { slotKey } from './slot.ts';

/** So many steps are listed at once; the others are found by typing. */
const MOST_STEPS = 40;

/** The outputs that can be read here, step by step; a place in a response can be found or typed. */
export function OutputPicker({ slot, anchor, onPick, onClose, another = false }: PickerProps & { readonly another?: boolean }) {
  const { pipeline, catalog } = useFormEnv();
  const at = slotKey(slot);
  // Of the slot only the place and what it takes matter, and these do not change while the list is open.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const steps = useMemo(() => reachableFrom(pipeline, catalog, slot), [pipeline, catalog, at]);
  return (
    <Picker anchor={anchor} label={another ? `Another output for ${slot.label}` : `Output for ${slot.label}`} placeholder="Find a step, an output, a place in a response" empty="No step before this one makes such an output." filtered onClose={onClose}>
      {(query) => {
        const { offers, more } = matching(steps, query, MOST_STEPS, (step, words) => responsePaths(catalog, stepOf(pipeline, step.id)?.kind, words));
        return (
          <>
            {offers.map((offer) => (
              <StepOutputs key={offer.step.id} offer={offer} onPick={(port, path) => onPick(writeBinding({ kind: 'output', ref: { step: offer.step.id, ...(port === undefined ? {} : { port }), path } }))} />
            ))}
            {more ? <p className="picker-empty">There are more. Type a name.</p> : null}
          </>
        );
      }}
    </Picker>
  );
}

function StepOutputs({ offer, onPick }: { readonly offer: Offer; readonly onPick: (port: string | undefined, path: readonly PathToken[]) => void }) {
  const { step } = offer;
  const words = (path: readonly PathToken[]): string => path.map(String).join(' › ');
  return (
    <Command.Group
      heading={
        <span className={`picker-step ${step.family}`}>
          <Icon name={iconNamed(step.icon)} />
          {step.name}
        </span>
      }
    >
      {offer.ports.map((port) => (
        <PickerItem key={port.name} value={`${step.id}/${port.name}`} sign={<PortSign type={port.type} />} label={port.name} note={port.list ? `list of ${port.type}` : port.type} reason={port.reason} onSelect={() => onPick(port.name, [])} />
      ))}
      {offer.response.map((path) => (
        <PickerItem key={words(path)} value={`${step.id}#${words(path)}`} sign={<PortSign type="json" />} label={words(path)} note="in the response" onSelect={() => onPick(undefined, path)} />
      ))}
      {offer.typed ? <PickerItem value={`${step.id}#typed`} sign={<PortSign type="json" />} label={words(offer.typed)} note="as typed" onSelect={() => onPick(undefined, offer.typed ?? [])} /> : null}
      {offer.whole ? <PickerItem value={`${step.id}#`} sign={<PortSign type="json" />} label={<span className="soft">The whole response</span>} note="json" reason={step.reason} onSelect={() => onPick(undefined, [])} /> : null}
    </Command.Group>
  );
}

function PortSign({ type }: { readonly type: PortType }) {
  return <i className={`dot ${familyOf(type)}`} />;
}
