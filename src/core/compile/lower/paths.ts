import { readPath } from '../../asl/path.ts';
import type { PathToken } from '../../model/binding.ts';
import type { StepId } from '../../model/pipeline.ts';
import type { Value } from '../value.ts';
import type { Frame, Lowering } from './lowering.ts';
import type { Assignment } from './machine.ts';

/** AWS's "reference path" names one place: no `*`, and nothing counted from the end of a list. */
function isReference(path: readonly PathToken[]): boolean {
  return path.every((t) => t !== '*' && !(typeof t === 'number' && t < 0));
}

/** Is a value printed as a JSONPath path, whether it names one place or several? */
export function isPath(value: Value): boolean {
  return value.op === 'variable' || value.op === 'named' || value.op === 'input' || (value.op === 'raw' && readPath(value.code.trim()).ok);
}

/**
 * A value for a field that JSONPath reads by a path (`SecondsPath`, `ItemsPath`, a side of a comparison): as it is where it is
 * a reference path or a literal; a deploy parameter through the variable `deployed`; anything else worked out by a Pass before.
 */
export function asPath(l: Lowering, frame: Frame, id: StepId, value: Value, parts: { name: string; variable: Assignment }[]): Value {
  if (l.language === 'jsonata') return value;
  switch (value.op) {
    case 'literal':
      return value;
    case 'variable':
    case 'named':
    case 'input':
      if (isReference(value.path)) return value;
      break;
    case 'raw': {
      const read = readPath(value.code.trim());
      if (read.ok && read.reference) return value;
      break;
    }
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
