import { AwsFault } from '../aws/fault.ts';
import type { StepFunctions } from '../aws/stepFunctions/types.ts';
import type { Json, JsonObject } from '../core/base/json.ts';
import { sha256 } from '../core/compile/sha256.ts';
import { definitionOf, type Artifacts } from '../core/compile/types.ts';
import { readDefinition, type ReadDefinition } from '../core/deliver/carry/readDefinition.ts';
import { parsePipeline } from '../core/file/parse.ts';
import type { Language, Pipeline, StepId } from '../core/model/pipeline.ts';
import { allSteps } from '../core/model/scopes.ts';
import { meantStates, statesOfSteps, type StepOfState } from '../core/rehearse/meant.ts';
import { Ways } from '../core/rehearse/ways.ts';
import { gzip } from '../platform/compression.ts';
import type { Compiler } from '../platform/types.ts';

/** The drawing that an execution ran, beside the one that is open. */
export interface RanDrawing {
  /**
   * `same`: the one that is open. `other`: another one, which its machine carries. `by-name`: what ran is something else and carries
   * no drawing, so its states are taken for the steps that would have these names. `unknown`: AWS did not say what ran.
   */
  readonly relation: 'same' | 'other' | 'by-name' | 'unknown';
  /** What the states are of. */
  readonly pipeline: Pipeline;
  readonly environment: string | undefined;
  readonly definition: JsonObject;
  readonly states: StepOfState;
  readonly ways: Ways | undefined;
  /** The state that each key of a test case means. */
  readonly meant: ReadonlyMap<string, string>;
  /** Steps that ran or could have, and that the open drawing does not have. */
  readonly missing: readonly StepId[];
  /** What the machine carries, to be opened as a file is. */
  readonly carried: { readonly pipeline: Json; readonly name: string; readonly environment: string } | undefined;
  readonly fault: AwsFault | undefined;
}

export interface OpenDrawing {
  readonly pipeline: Pipeline;
  readonly environment: string | null;
}

/** The machine of an execution as it was when that was started: nothing changes it any more. */
export interface RanMachine extends ReadDefinition {
  readonly name: string;
}

export async function readRan(client: StepFunctions, executionArn: string): Promise<RanMachine> {
  const { name, definition } = await client.describeMachineOf(executionArn);
  return { name, ...(await readDefinition(definition, gzip)) };
}

/** Finds out what an execution ran: the definition of its version, and the drawing in it. Where AWS refuses to tell it is `unknown`. */
export async function ranDrawing(ran: Promise<RanMachine>, open: OpenDrawing, compiler: Compiler): Promise<RanDrawing> {
  const compile = async (pipeline: Pipeline, environment: string | null, language: Language | undefined): Promise<Artifacts | null> =>
    (await compiler.compileOnce(pipeline, { ...(environment === null ? {} : { environment }), ...(language === undefined ? {} : { language }) })).artifacts;
  try {
    const { name, definition, sha256: hash, carried } = await ran;
    const language = definition['QueryLanguage'] === 'JSONata' ? 'jsonata' : 'jsonpath';
    const environment = carried !== undefined && Object.hasOwn(open.pipeline.environments ?? {}, carried.environment) ? carried.environment : open.environment;
    const drawn = await compile(open.pipeline, environment, language);
    const travels = carried === undefined ? undefined : { pipeline: carried.pipeline, name, environment: carried.environment };
    if (drawn !== null && sha256(drawn.definitionText) === hash) return described(open.pipeline, 'same', { pipeline: open.pipeline, environment: environment ?? undefined, definition, artifacts: drawn, carried: travels });
    const read = travels && parsePipeline(JSON.stringify(travels.pipeline), name);
    if (travels && read?.ok === true) {
      const artifacts = await compile(read.pipeline, travels.environment, language);
      if (artifacts !== null) return described(open.pipeline, 'other', { pipeline: read.pipeline, environment: travels.environment, definition, artifacts, carried: travels });
    }
    return described(open.pipeline, 'by-name', { pipeline: open.pipeline, environment: environment ?? undefined, definition, artifacts: drawn });
  } catch (error) {
    if (!(error instanceof AwsFault)) throw error;
    const artifacts = await compile(open.pipeline, open.environment, undefined);
    return { ...described(open.pipeline, 'unknown', { pipeline: open.pipeline, environment: open.environment ?? undefined, definition: artifacts === null ? {} : definitionOf(artifacts), artifacts }), fault: error };
  }
}

function described(open: Pipeline, relation: RanDrawing['relation'], { pipeline, environment, definition, artifacts, carried }: Pick<RanDrawing, 'pipeline' | 'environment' | 'definition'> & { readonly artifacts: Artifacts | null; readonly carried?: RanDrawing['carried'] }): RanDrawing {
  // What is drawn may have errors while what ran had none: then a state is the step of its name.
  const states = artifacts === null ? new Map([...allSteps(pipeline)].map(([id, { step }]) => [step.name, id])) : statesOfSteps(artifacts.sourceMap, definition);
  const steps = allSteps(open);
  return {
    relation, pipeline, environment, definition, states,
    ways: artifacts === null ? undefined : new Ways(artifacts),
    meant: meantStates(pipeline, states, definition),
    missing: [...new Set(states.values())].filter((id) => !steps.has(id)),
    carried,
    fault: undefined,
  };
}
