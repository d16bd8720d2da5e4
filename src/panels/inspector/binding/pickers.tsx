import { Command } from 'cmdk';
import type { RefObject } from 'react';
import { isObject, type Json } from '../../../core/base/json.ts';
import { writeBinding, type ContextKey, CONTEXT_KEYS } from '../../../core/model/binding.ts';
import { isTask } from '../../../core/model/pipeline.ts';
import { addParameter, parameterNameProblem } from '../../../core/edit/parameters.ts';
import { stepOf } from '../../../core/edit/tree.ts';
import type { Edit } from '../../../core/edit/types.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PhaseMark } from '../../../ui/PhaseMark.tsx';
import { useFormEnv } from '../formEnv.ts';
import { parameterMisfit } from './fit.ts';
import { Picker, PickerItem } from './Picker.tsx';
import { mapsAround } from './reach.ts';
import type { Slot } from './slot.ts';
import { newParameterFor } from './slotEdits.ts';
import { CONTEXT_LABELS, firstItemValue, parameterValue, parsePath, pathText, plain } from './values.ts';

export interface PickerProps {
  readonly slot: Slot;
  readonly anchor: RefObject<HTMLElement | null>;
  /** `before`: an edit that the binding needs first. */
  readonly onPick: (binding: Json, before?: Edit) => void;
  readonly onClose: () => void;
}

/** The parameters there are, those that fit first; a name that none has makes one. */
export function ParameterPicker({ slot, anchor, onPick, onClose }: PickerProps) {
  const { pipeline, environment } = useFormEnv();
  const all = Object.entries(pipeline.parameters ?? {}).map(([name, p]) => ({ name, p, reason: parameterMisfit(p.type, slot) }));
  const rows = [...all.filter((r) => r.reason === undefined), ...all.filter((r) => r.reason !== undefined)];
  return (
    <Picker anchor={anchor} label={`Parameter for ${slot.label}`} placeholder="Find a parameter" empty="No parameter is called so." onClose={onClose}>
      {(query) => {
        const wanted = query.trim();
        const phases = wanted === '' ? [] : (slot.early ? (['deploy'] as const) : (['run', 'deploy'] as const)).filter((phase) => parameterNameProblem(pipeline, wanted, phase) === undefined);
        return (
          <>
            {rows.map(({ name, p, reason }) => {
          const value = parameterValue(pipeline, name, environment);
          return (
            <PickerItem
              key={name}
              value={name}
              keywords={[p.type, p.phase, p.description ?? '']}
              sign={<PhaseMark phase={p.phase} />}
              label={<code>{name}</code>}
              note={value === undefined ? p.type : plain(value).slice(0, 28)}
              reason={reason}
              onSelect={() => onPick({ $param: name })}
            />
          );
            })}
            {phases.map((phase) => (
              <PickerItem
                key={phase}
                value={`make ${wanted} ${phase}`}
                keywords={[wanted]}
                sign={<PhaseMark phase={phase} />}
                label={<>New {phase} parameter <code>{wanted}</code></>}
                onSelect={() => onPick({ $param: wanted }, addParameter(wanted, newParameterFor(pipeline, slot, phase).parameter))}
              />
            ))}
          </>
        );
      }}
    </Picker>
  );
}

/** Execution, region and account; the items and indexes of the Maps around; the retry count in a job or service call. */
export function ContextPicker({ slot, anchor, onPick, onClose }: PickerProps) {
  const { pipeline, environment } = useFormEnv();
  const step = slot.target.step === null ? undefined : stepOf(pipeline, slot.target.step);
  const maps = mapsAround(pipeline, slot);
  const keys = CONTEXT_KEYS.filter((key) => key !== 'retryCount' || (step !== undefined && isTask(step)));
  return (
    <Picker anchor={anchor} label={`Context value for ${slot.label}`} placeholder="Find a context value" empty="There is no such context value." onClose={onClose}>
      {(query) => (
        <>
          {maps.map((map, i) => {
            const path = parsePath(query.replace(/^item[.›/ ]*/i, ''));
            const of = i === 0 && maps.length === 1 ? 'of the Map around' : `of ${map.name}`;
            return (
              <Command.Group key={map.id} heading={`Map ${map.name}`}>
                <PickerItem value={`item ${map.id}`} keywords={['item', map.name]} sign={<Icon name="ctx" />} label="item" note={of} onSelect={() => onPick(writeBinding({ kind: 'item', map: map.id, path: [] }))} />
                {itemKeys(firstItemValue(pipeline, map.id, [], environment)).filter((key) => key !== path[0] || path.length > 1).map((key) => (
                  <PickerItem key={key} value={`item ${map.id} ${key}`} keywords={['item', key]} sign={<Icon name="ctx" />} label={`item › ${key}`} note={of} onSelect={() => onPick(writeBinding({ kind: 'item', map: map.id, path: [key] }))} />
                ))}
                {path.length > 0 ? (
                  <PickerItem value={`item ${map.id} typed ${query}`} keywords={[query]} sign={<Icon name="ctx" />} label={`item${pathText(path)}`} note={of} onSelect={() => onPick(writeBinding({ kind: 'item', map: map.id, path }))} />
                ) : null}
                <PickerItem value={`index ${map.id}`} keywords={['index', map.name]} sign={<Icon name="ctx" />} label="index" note={of} onSelect={() => onPick(writeBinding({ kind: 'index', map: map.id }))} />
              </Command.Group>
            );
          })}
          <Command.Group heading="Execution">
            {keys.map((key: ContextKey) => (
              <PickerItem key={key} value={key} keywords={[CONTEXT_LABELS[key]?.label ?? '']} sign={<Icon name="ctx" />} label={CONTEXT_LABELS[key]?.label ?? key} note={(CONTEXT_LABELS[key]?.example ?? '').slice(0, 26)} onSelect={() => onPick(writeBinding({ kind: 'context', key }))} />
            ))}
          </Command.Group>
        </>
      )}
    </Picker>
  );
}

/** What the first item of the default holds, as far as it is an object. */
function itemKeys(item: Json | undefined): readonly string[] {
  return isObject(item) ? Object.keys(item) : [];
}
