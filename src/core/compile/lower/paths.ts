import type { StepId } from '../../model/pipeline.ts';
import type { Value } from '../value.ts';
import type { Frame, Lowering } from './lowering.ts';
import type { Assignment } from './machine.ts';

/**
 * A value for a field that JSONPath reads by a path (`SecondsPath`, `ItemsPath`, a side of a comparison): as it is where it is
 * a path or a literal; a deploy parameter through the variable `deployed`; anything else worked out by a Pass before.
 */
export function asPath(l: Lowering, frame: Frame, id: StepId, value: Value, parts: { name: string; variable: Assignment }[]): Value {
  if (l.language === 'jsonata') return value;
  switch (value.op) {
    case 'literal':
    case 'variable':
    case 'named':
    case 'input':
    case 'raw':
      return value;
    case 'context':
      if (value.key.startsWith('execution.') || value.key === 'retryCount') return value;
      break;
    case 'parameter':
      if (l.resolved.context.parameters.get(value.name)?.phase === 'run') return value;
      l.deployed.add(value.name);
      return value;
    default:
  }
  const n = parts.length + 1;
  const variable = l.variables.own(`${id} part ${n}`, `${id} part ${n}`, frame.asl);
  parts.push({ name: l.names.after(id, `part ${n}`), variable: { variable, whole: value } });
  return { op: 'named', variable, path: [] };
}
