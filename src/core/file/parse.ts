import { isObject, own, type Json, type JsonObject } from '../base/json.ts';
import { parseJsonText, type JsonText } from '../base/jsonText.ts';
import { pointer as pointerOf, type Pointer } from '../base/pointer.ts';
import { diagnostic, type Code } from '../diagnostic/catalogue.ts';
import type { Arguments } from '../diagnostic/entry.ts';
import type { Diagnostic, Where } from '../diagnostic/diagnostic.ts';
import type { Pipeline } from '../model/pipeline.ts';
import { judgeFormat } from './format.ts';
import { repair } from './repair.ts';
import { documentSchema, environmentSchema, idPattern, layoutSchema, parameterSchema, schemaOfKind } from '../model/schema.ts';

export type ParsedPipeline =
  | {
      readonly ok: true;
      readonly pipeline: Pipeline;
      readonly diagnostics: readonly Diagnostic[];
      /** Everything in the file is in the pipeline: saving it loses nothing. */
      readonly intact: boolean;
    }
  | { readonly ok: false; readonly pipeline: null; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads a pipeline file. It opens as far as it can: a part that is malformed is left out and reported with its place, and
 * `intact` is false. Refused, with the place, is only what is not a pipeline of a version that this one knows. Never throws.
 */
export function parsePipeline(text: string, fileName?: string): ParsedPipeline {
  const file: Where = fileName === undefined ? {} : { file: fileName };
  const read = parseJsonText(text);
  if (!read.ok) return refuse('file-unreadable', { problem: read.message, hint: read.hint }, { ...file, line: read.line, column: read.column });
  const judged = judgeFormat(read.value);
  if (!judged.ok) return refuse(judged.code, judged.args, { ...file, pointer: judged.pointer, ...read.locate(judged.pointer) });
  return new Reader(read, file).document(judged.document, fileName);
}

function refuse(code: Code, args: Arguments, where: Where): ParsedPipeline {
  return { ok: false, pipeline: null, diagnostics: [diagnostic(code, args, where)] };
}

/** One reading of one file: collects what is wrong while it puts together what is right. */
class Reader {
  private readonly diagnostics: Diagnostic[] = [];
  private readonly ids = new Set<string>();
  private intact = true;
  private readonly json: JsonText;
  private readonly file: Where;

  constructor(json: JsonText, file: Where) {
    this.json = json;
    this.file = file;
  }

  document(document: JsonObject, fileName: string | undefined): ParsedPipeline {
    for (const twice of this.json.duplicates()) this.lose('file-duplicate-key', { key: twice.key }, { pointer: twice.pointer, line: twice.line, column: twice.column });
    const parts = new Map<string, Json | undefined>([
      ['parameters', this.entries(document, 'parameters', (value, at, name) => this.part(parameterSchema, value, at, `Parameter ${name}`, { parameter: name }))],
      ['environments', this.entries(document, 'environments', (value, at, name) => this.part(environmentSchema, value, at, `Environment ${name}`, { environment: name }))],
      ['layout', this.entries(document, 'layout', (value, at, name) => this.part(layoutSchema, value, at, `The place of ${name}`, { step: name }))],
      ['steps', this.entries(document, 'steps', (value, at, id) => this.step(value, at, id)) ?? {}],
    ]);
    if (document['steps'] === undefined) this.report('file-steps-missing', {}, this.place(''));
    const name = this.name(document, fileName);
    const rest = Object.fromEntries(Object.entries(document).filter(([key]) => !parts.has(key)));
    const fields = this.part(documentSchema, { ...rest, name }, '', 'The pipeline', {}) ?? { name };
    const entries = Object.entries(document).flatMap(([key]): [string, Json][] => {
      const value = parts.has(key) ? parts.get(key) : own(fields as JsonObject, key);
      return value === undefined ? [] : [[key, value]];
    });
    const pipeline = Object.fromEntries([...entries, ...(['name', 'steps'] as const).filter((k) => !entries.some(([key]) => key === k)).map((k) => [k, k === 'name' ? name : {}] as const)]);
    return { ok: true, pipeline: pipeline as unknown as Pipeline, diagnostics: this.diagnostics, intact: this.intact };
  }

  /** A file without a name takes that of the file; nothing is lost by it. */
  private name(document: JsonObject, fileName: string | undefined): string {
    const name = document['name'];
    if (typeof name === 'string' && name !== '') return name;
    const made = fileName?.split(/[/\\]/).at(-1)?.replace(/(\.cauce)?\.json$/i, '') || 'Untitled';
    if (name !== undefined && name !== '') this.intact = false;
    this.report('file-name-missing', { name: made }, this.place(name === undefined ? '' : '/name'));
    return made;
  }

  /** A record of the document, entry by entry. The record itself when every entry is right. */
  private entries(owner: JsonObject, key: string, read: (value: Json, at: Pointer, name: string) => Json | undefined, at: Pointer = ''): JsonObject | undefined {
    const record = own(owner, key);
    const here = at + pointerOf(key);
    if (record === undefined) return undefined;
    if (!isObject(record)) {
      this.lose('file-part-malformed', { part: `“${key}”`, problem: 'is not an object', gone: 'It' }, this.place(here));
      return undefined;
    }
    let changed = false;
    const kept = Object.entries(record).flatMap(([name, value]): [string, Json][] => {
      const next = read(value, here + pointerOf(name), name);
      if (next !== value) changed = true;
      return next === undefined ? [] : [[name, next]];
    });
    return changed ? Object.fromEntries(kept) : record;
  }

  private step(value: Json, at: Pointer, id: string): Json | undefined {
    if (!idPattern.test(id)) return this.lose('file-step-id', { id }, this.place(at));
    if (this.ids.has(id)) return this.lose('file-step-id-twice', { id }, this.place(at, { step: id }));
    this.ids.add(id);
    const kind = isObject(value) ? value['kind'] : undefined;
    const step = this.part(schemaOfKind(kind), value, at, `Step ${id}`, { step: id });
    if (!isObject(step) || step['kind'] !== kind) return undefined;
    if (kind === 'map') return this.withBody(step, at);
    if (kind !== 'parallel' || !isObject(value)) return step;
    // Branches that were left out shift the others: places in the file are those of the original list.
    const original = value['branches'] as readonly Json[];
    const branches = step['branches'] as readonly JsonObject[];
    const next = branches.map((branch) => this.withBody(branch, `${at}/branches/${Math.max(original.indexOf(branch), 0)}`));
    return next.every((b, i) => b === branches[i]) ? step : { ...step, branches: next };
  }

  private withBody(owner: JsonObject, at: Pointer): JsonObject {
    const steps = this.entries(owner, 'steps', (value, place, id) => this.step(value, place, id), at) ?? {};
    return steps === owner['steps'] ? owner : { ...owner, steps };
  }

  /** One part judged by its schema: what is wrong in it is left out, or all of it. */
  private part(schema: Parameters<typeof repair>[0], value: Json, at: Pointer, called: string, where: Where): Json | undefined {
    const { value: kept, removals } = repair(schema, value);
    for (const { gone, at: fault, problem } of removals) {
      const part = fault === '' ? called : `${called} › ${fault.slice(1).replaceAll('/', ' › ')}`;
      const argument: Where = where.step !== undefined && fault !== '' ? { argument: fault } : {};
      this.lose('file-part-malformed', { part, problem, gone: gone === '' ? called : `${called} › ${gone.slice(1).replaceAll('/', ' › ')}` }, this.place(at + fault, { ...where, ...argument }));
    }
    return kept;
  }

  private place(pointer: Pointer, more: Where = {}): Where {
    return { ...more, pointer, ...this.json.locate(pointer) };
  }

  private lose(code: Code, args: Arguments, where: Where): undefined {
    this.intact = false;
    this.report(code, args, where);
  }

  private report(code: Code, args: Arguments, where: Where): void {
    this.diagnostics.push(diagnostic(code, args, { ...this.file, ...where }));
  }
}
