import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../core/base/json.ts';
import { valueAt } from '../core/base/pointer.ts';
import { KINDS } from '../core/catalog/kinds/index.ts';
import { argumentsWith, leavesOf, type RequestPlace } from '../core/catalog/leaves.ts';
import { loadServiceModel, makeCatalog, SERVICES } from '../core/catalog/load.ts';
import { sampleValue } from '../core/catalog/sample.ts';
import type { ServiceModel, Shape } from '../core/catalog/shape.ts';
import { compile } from '../core/compile/compile.ts';
import { definitionOf } from '../core/compile/types.ts';
import { PHASES, type Language, type Parameter, type ParameterType, type Phase, type Step } from '../core/model/pipeline.ts';
import { pipelineOf } from './build.ts';
import { sampled } from './effort.ts';
import { aslValidator, languageService } from './oracles.ts';
import { runMachine } from './runMachine.ts';

/**
 * Every leaf and every structure of every bundled request, bound to a parameter of each phase: it compiles, others find
 * nothing wrong with it, and what reaches the service is the value, of the type that it wants. Two test files, one for each
 * language, so that they run side by side.
 */
interface Case {
  /** Of the step, the state and the parameter. */
  readonly name: string;
  readonly kind: string;
  readonly place: RequestPlace;
  readonly type: ParameterType;
  readonly given: Json;
  readonly arrives: Json;
}

/** The validator costs as much to start as to read a hundred states, and a definition has a limit of 1 MB. */
const STEPS_IN_ONE = 320;

const catalog = makeCatalog(new Map(await Promise.all(SERVICES.map(async (s) => [s, await loadServiceModel(s)] as const))));

/** The kinds of Cauce's own send a request that is here already. */
const cases: readonly Case[] = KINDS.filter((k) => k.resource !== undefined && !k.id.startsWith('cauce:')).flatMap((kind, k) =>
  leavesOf(catalog, kind.id).map((place, i): Case => {
    const { shape } = place;
    // A free text takes a number too, as its text; a typed port (the ARN of a topic) does not.
    const converts = i % 2 === 0 && !place.pointer.endsWith('Arn') && shape.type === 'string' && shape.enum === undefined && shape.pattern === undefined && (shape.min ?? 0) <= 1;
    const given = converts ? 7 : sampleValue(catalog.model(kind.service ?? '') as ServiceModel, shape);
    return { name: `K${k}x${i}`, kind: kind.id, place, type: converts ? 'integer' : typeFor(shape), given, arrives: converts ? '7' : given };
  }),
);

function typeFor(shape: Shape): ParameterType {
  switch (shape.type) {
    case 'structure':
    case 'map':
    case 'document':
      return 'object';
    case 'timestamp':
      return 'string';
    default:
      return shape.type;
  }
}

/** One test for each phase and each few hundred places. */
export function testEveryPlace(language: Language): void {
  const tried = sampled(cases);
  const parts = Array.from({ length: Math.ceil(tried.length / STEPS_IN_ONE) }, (_, i) => tried.slice(i * STEPS_IN_ONE, (i + 1) * STEPS_IN_ONE));
  describe.each(PHASES)(`every place of every request, bound at %s, in ${language}`, (phase) => {
    test.each(parts.map((part) => [`${part[0]?.kind ?? ''} ${part[0]?.place.pointer ?? ''}`, part] as const))('from %s on', async (_, part) => {
      const { artifacts, diagnostics } = compiled(part, phase, language);
      expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
      if (!artifacts) throw new Error('nothing was written');
      expect(aslValidator(definitionOf(artifacts))).toEqual([]);
      expect(await languageService(artifacts.definitionText)).toEqual([]);
      const input = phase === 'run' ? Object.fromEntries(part.map((c) => [c.name, c.given])) : {};
      const run = await runMachine(deployed(artifacts.definitionText, part), input);
      expect([run.status, run.error, run.cause]).toEqual(['SUCCEEDED', undefined, undefined]);
      for (const { name, kind, place, arrives } of part) expect(valueAt(run.taskInputs[name]?.[0], place.pointer), `${kind} ${place.pointer}`).toEqual(arrives);
    });
  });
}

function compiled(part: readonly Case[], phase: Phase, language: Language): ReturnType<typeof compile> {
  const steps = Object.fromEntries(part.map((c) => [c.name.toLowerCase(), { kind: c.kind, name: c.name, arguments: argumentsWith(catalog, c.kind, c.place.pointer, { $param: c.name }) } as unknown as Step]));
  const parameters = Object.fromEntries(part.map((c): [string, Parameter] => [c.name, { type: c.type, phase, ...(phase === 'design' ? { default: c.given } : {}) }]));
  return compile(pipelineOf(steps, { parameters, settings: { artifacts: { bucket: 'bucket', prefix: 'prefix' } } }), { catalog, language });
}

/** What CloudFormation does: the text of each value in the place of its token. */
function deployed(text: string, part: readonly Case[]): JsonObject {
  const values = new Map(part.map(({ name, given }) => [name, typeof given === 'object' ? Buffer.from(JSON.stringify(given)).toString('base64') : String(given)]));
  return JSON.parse(text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => JSON.stringify(values.get(name)).slice(1, -1))) as JsonObject;
}
