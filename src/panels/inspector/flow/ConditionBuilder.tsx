import type { Json } from '../../../core/base/json.ts';
import { setField } from '../../../core/edit/arguments.ts';
import type { StepId } from '../../../core/model/pipeline.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { BindingField } from '../binding/BindingField.tsx';
import { FieldProblems } from '../binding/HelpLine.tsx';
import { problemsAt } from '../binding/problems.ts';
import type { Slot } from '../binding/slot.ts';
import { useFormEnv } from '../formEnv.ts';
import { changeKind, COMPARATORS, kindOf, readCondition, type Condition, type ConditionKind } from './condition.ts';

const KINDS: readonly (readonly [ConditionKind, string])[] = [
  ['compare', 'compares'],
  ['all', 'all of'],
  ['any', 'any of'],
  ['not', 'not'],
  ['exists', 'is there'],
  ['expression', 'expression'],
];

/** A condition, built from comparisons; each operand is a place with a binding of its own. */
export function ConditionBuilder({ id, pointer, value, label, onRemove }: {
  readonly id: StepId;
  readonly pointer: string;
  readonly value: Json;
  /** "way 1": what names of the controls end in. */
  readonly label: string;
  /** In a group: takes this condition out of it. */
  readonly onRemove?: () => void;
}) {
  const env = useFormEnv();
  const condition = readCondition(value);
  const kind = kindOf(condition);
  const set = (next: Json, key?: string): void => {
    env.edit(`Set the condition of ${label}`, setField(id, pointer, next), key);
  };
  const problems = problemsAt(env.diagnostics, { step: id, pointer }).filter((p) => p.where.argument === pointer);
  return (
    <div className={`condition ${kind}`}>
      <div className="condition-head">
        <select className="select-sm" aria-label={`Kind of condition of ${label}`} value={kind} onChange={(e) => set(changeKind(value, e.currentTarget.value as ConditionKind, env.language))}>
          {KINDS.map(([k, word]) => (
            <option key={k} value={k}>{word}</option>
          ))}
        </select>
        <span className="grow" />
        {condition.kind === 'all' || condition.kind === 'any' ? (
          <button type="button" className="btn quiet sm" aria-label={`Add a condition to ${label}`} onClick={() => set({ [`$${condition.kind}`]: [...condition.of, { $compare: [null, '==', null] }] })}>
            <Icon name="plus" />
            Add
          </button>
        ) : null}
        {onRemove ? (
          <button type="button" className="btn quiet sm icon-only" aria-label={`Remove this condition of ${label}`} onClick={onRemove}>
            <Icon name="x" />
          </button>
        ) : null}
      </div>
      <Operands id={id} pointer={pointer} condition={condition} label={label} onSet={set} />
      {problems.length > 0 ? <FieldProblems problems={problems} /> : null}
    </div>
  );
}

function Operands({ id, pointer, condition, label, onSet }: { readonly id: StepId; readonly pointer: string; readonly condition: Condition; readonly label: string; readonly onSet: (next: Json, key?: string) => void }) {
  switch (condition.kind) {
    case 'compare': {
      const [left, op, right] = condition.of;
      return (
        <div className="compare">
          <BindingField slot={operand(id, `${pointer}/$compare/0`, `Left side of ${label}`, left, right)} plain />
          <select className="select-sm op" aria-label={`Comparison of ${label}`} value={op} onChange={(e) => onSet({ $compare: [left, e.currentTarget.value, right] })}>
            {COMPARATORS.map(([value, sign]) => (
              <option key={value} value={value}>{sign}</option>
            ))}
          </select>
          <BindingField slot={operand(id, `${pointer}/$compare/2`, `Right side of ${label}`, right, left)} plain />
        </div>
      );
    }
    case 'all':
    case 'any':
      return (
        <div className="condition-group">
          {condition.of.map((inner, i) => (
            <div key={i}>
              {i > 0 ? <em className="word">{condition.kind === 'all' ? 'and' : 'or'}</em> : null}
              <ConditionBuilder
                id={id}
                pointer={`${pointer}/$${condition.kind}/${i}`}
                value={inner}
                label={`${label}, ${i + 1}`}
                onRemove={() => {
                  const rest = condition.of.filter((_, k) => k !== i);
                  onSet(rest.length === 1 ? (rest[0] as Json) : { [`$${condition.kind}`]: rest });
                }}
              />
            </div>
          ))}
          {condition.of.length === 0 ? <p className="group-empty">No condition yet. Add one.</p> : null}
        </div>
      );
    case 'not':
      return (
        <div className="condition-group">
          <ConditionBuilder id={id} pointer={`${pointer}/$not`} value={condition.of} label={`${label}, not`} />
        </div>
      );
    case 'exists':
      return <BindingField slot={operand(id, `${pointer}/$exists`, `Value of ${label}`, condition.of, null)} plain />;
    case 'expression':
      return (
        <textarea
          className="literal code boxed"
          aria-label={`Condition of ${label}`}
          rows={Math.min(8, condition.code.split('\n').length)}
          spellCheck={false}
          placeholder={condition.language === 'jsonata' ? "$params.Mode = 'full'" : '$params.Full'}
          value={condition.code}
          onChange={(e) => onSet({ $expression: { language: condition.language, code: e.currentTarget.value } }, `condition ${id} ${pointer}`)}
        />
      );
    default:
      return <p className="group-empty">Cauce cannot read this condition. Choose a kind to begin anew.</p>;
  }
}

function operand(id: StepId, pointer: string, label: string, value: Json, other: Json): Slot {
  const name = nameFrom(other);
  return { target: { step: id, pointer }, label, path: label, value: value === null ? undefined : value, shape: undefined, cleared: null, ...(name === undefined ? {} : { parameterName: name }) };
}

/** A threshold is called after what it is compared with: `evaluate/auc` gives `MinAuc`. */
function nameFrom(other: Json): string | undefined {
  const output = typeof other === 'object' && other !== null && !Array.isArray(other) ? (other as Record<string, Json>)['$output'] : undefined;
  const from = typeof output === 'string' ? output : typeof output === 'object' && output !== null ? (output as Record<string, Json>)['from'] : undefined;
  const port = typeof from === 'string' ? from.slice(from.indexOf('/') + 1) : undefined;
  return port === undefined ? undefined : `Min ${port}`;
}
