import { useEffect, useRef, useState } from 'react';
import { isObject, own, type Json } from '../../../core/base/json.ts';
import { pointer } from '../../../core/base/pointer.ts';
import { setField } from '../../../core/edit/arguments.ts';
import { firstFree } from '../../../core/edit/names.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { BindingField } from '../binding/BindingField.tsx';
import { writeSlot } from '../binding/slotEdits.ts';
import { childrenOf, type FieldNode } from '../form/fieldNode.ts';
import { useFormEnv } from '../formEnv.ts';
import { useFormUi } from '../formUi.ts';
import { emptyOf, formOf } from './formOf.ts';
import { GroupHead } from './GroupHead.tsx';
import { ElementButton } from './ListView.tsx';
import type { FieldViewComponent } from './Rows.tsx';
import { slotOf, useStepForm } from './source.ts';

/** A map: a table of keys and values, each value with its binding. */
export function MapView({ node, level, View }: { readonly node: FieldNode; readonly level: number; readonly View: FieldViewComponent }) {
  const env = useFormEnv();
  const ui = useFormUi();
  const form = useStepForm();
  const entries = childrenOf(form.source, node);
  const [fresh, setFresh] = useState<string | null>(null);
  const wanted = ui.towards?.startsWith(`${node.pointer}/`) ?? false;
  const [folded, setFolded] = useState(false);
  // A jump into a folded group opens it for good.
  if (wanted && folded) setFolded(false);
  const open = !folded || wanted;
  const object = isObject(node.value) ? node.value : {};
  const slot = slotOf(env.pipeline, form, node);
  const add = (): void => {
    const key = firstFree((n) => (n === 1 ? 'key' : `key${n}`), (k) => own(object, k) !== undefined);
    const valueName = node.shape?.type === 'map' ? node.shape.value : undefined;
    const value = emptyOf(valueName === undefined ? undefined : form.source.named(valueName));
    if (env.edit(`Add to ${node.label}`, writeSlot(slot, { ...object, [key]: value })).ok) setFresh(key);
    setFolded(false);
  };
  const rename = (old: string, key: string, byKey: boolean): boolean => {
    if (key === old) return true;
    if (key === '' || Object.hasOwn(object, key)) {
      env.notify(key === '' ? 'A key has at least one character.' : `${node.label} already has ${key}.`);
      return false;
    }
    const renamed: Json = Object.fromEntries(Object.entries(object).map(([k, v]) => [k === old ? key : k, v]));
    const { ok } = env.edit(`Rename ${old}`, setField(form.id, node.pointer, renamed));
    if (ok && byKey) ui.show([node.pointer + pointer(key)], node.pointer + pointer(key));
    return ok;
  };
  const remove = (key: string): void => {
    env.edit(`Remove ${key}`, setField(form.id, node.pointer, Object.fromEntries(Object.entries(object).filter(([k]) => k !== key))));
  };
  return (
    <div className="field-group">
      <GroupHead slot={slot} note={String(entries.length)} open={open} onToggle={() => setFolded(open)} level={level} isRoot={node.pointer === '/arguments'}>
        <button type="button" className="btn quiet sm" aria-label={`Add to ${node.label}`} onClick={add}>
          <Icon name="plus" />
          Add
        </button>
      </GroupHead>
      {open && entries.length > 0 ? (
        <div className="kv-table" role="group" aria-label={node.label}>
          {entries.map((entry) => (
            <div className={`kv-row ${formOf(entry) === 'leaf' ? '' : 'deep'}`} key={entry.pointer}>
              <KeyInput name={entry.name} of={node.label} fresh={fresh === entry.name} onSettled={() => setFresh(null)} onRename={(key, byKey) => rename(entry.name, key, byKey)} />
              {formOf(entry) === 'leaf' ? <BindingField slot={slotOf(env.pipeline, form, entry)} plain /> : null}
              <ElementButton icon="x" label={`Remove ${entry.name}`} onClick={() => remove(entry.name)} />
              {formOf(entry) === 'leaf' ? null : <View node={entry} level={2} />}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** The key of an entry; renamed when the field is left or Enter is pressed. */
export function KeyInput({ name, of, fresh, onSettled, onRename }: {
  readonly name: string;
  readonly of: string;
  /** Just added: it gets the focus, selected. */
  readonly fresh: boolean;
  readonly onSettled: () => void;
  /** `byKey`: with Enter, so the person goes on to the value. */
  readonly onRename: (key: string, byKey: boolean) => boolean;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!fresh) return;
    input.current?.focus();
    input.current?.select();
    onSettled();
  }, [fresh, onSettled]);
  const settle = (byKey: boolean): void => {
    if (draft !== null) onRename(draft, byKey);
    setDraft(null);
  };
  return (
    <input
      ref={input}
      className="literal key"
      aria-label={`Key of ${of}: ${name}`}
      title={name}
      spellCheck={false}
      value={draft ?? name}
      onChange={(e) => setDraft(e.currentTarget.value)}
      onBlur={() => settle(false)}
      onKeyDown={(e) => {
        if (e.key === 'Enter') settle(true);
        else if (e.key === 'Escape') setDraft(null);
        else return;
        e.preventDefault();
      }}
    />
  );
}
