import { isList, isObject, type Json, type JsonObject } from '../core/base/json.ts';
import { pointer as pointerOf, type Pointer } from '../core/base/pointer.ts';
import { addElement, moveElement, removeElement, removeField, renameElement, setArguments, setField } from '../core/edit/arguments.ts';
import { bindLiteral, bindParameter, makeParameter } from '../core/edit/bind.ts';
import { copySteps, duplicateSteps, pasteSteps } from '../core/edit/clipboard.ts';
import { addEnvironment, copyEnvironment, removeEnvironment, renameEnvironment, setEnvironment, setEnvironmentValue } from '../core/edit/environments.ts';
import { addBranch, addCatch, addOrder, removeBranch, removeCatch, removeOrder, setCatch, setOnFailure, setWay } from '../core/edit/flow.ts';
import { addLane, removeLane } from '../core/edit/lanes.ts';
import { connectOutwards } from '../core/edit/outwards.ts';
import { addParameter, moveParameter, removeParameter, renameParameter, setParameter, setPhase } from '../core/edit/parameters.ts';
import { renameOutput, setDescription, setLanguage, setMachine, setOutput, setPipelineName, setPreset, setSettings } from '../core/edit/pipeline.ts';
import { moveToScope, wrapInMap, wrapInParallel } from '../core/edit/scopeMoves.ts';
import { ungroup } from '../core/edit/ungroup.ts';
import { moveBranch, removeChoiceOutput, renameStepOutput, setChoiceOutput, setLoopMax } from '../core/edit/stepOutputs.ts';
import { setEstimate, takeMeasured } from '../core/edit/estimates.ts';
import { addStep, moveSteps, removeSteps, renameStep, setNotes } from '../core/edit/steps.ts';
import { placesOf } from '../core/edit/tree.ts';
import type { Edit } from '../core/edit/types.ts';
import { connect, connectToList, disconnect, disconnectOne } from '../core/edit/wires.ts';
import { edgesOf } from '../core/model/edges.ts';
import { PHASES, type Pipeline } from '../core/model/pipeline.ts';
import { scopesOf } from '../core/model/scopes.ts';
import { plainCatalog } from './build.ts';
import { hostileJson, hostileText } from './hostile.ts';
import type { Tape } from './tape.ts';

/** Any edit with arguments that fit a pipeline, mostly: some name things that are not there or hold what nobody would type. */
export function anyEdit(tape: Tape, pipeline: Pipeline): { readonly name: string; readonly edit: Edit } {
  const step = (): string => tape.maybe([...placesOf(pipeline).keys(), 'nobody']) ?? 'nobody';
  const steps = (): string[] => Array.from({ length: 1 + tape.int(3) }, step);
  const parameter = (): string => tape.maybe([...Object.keys(pipeline.parameters ?? {}), 'Nothing', '__proto__']) ?? 'Nothing';
  const environment = (): string => tape.maybe([...Object.keys(pipeline.environments ?? {}), 'nowhere']) ?? 'nowhere';
  const name = (): string => hostileText(tape);
  const json = (): Json => hostileJson(tape);
  const place = (id: string): Pointer => {
    const all = placesIn(placesOf(pipeline).get(id)?.step as unknown as Json);
    return tape.maybe([...all, '/arguments/New', '/retry/0/maxAttempts', '/x/y/z', '', 'odd', '/arguments/a~b/-1']) ?? '';
  };
  const field = (): readonly [string, Pointer] => {
    const id = step();
    return [id, place(id)];
  };
  const edge = (): { to: string; pointer: string } => {
    const data = edgesOf(pipeline).filter((e) => e.kind === 'data');
    return tape.maybe(data) ?? { to: step(), pointer: '/arguments/x' };
  };
  const scope = () => tape.maybe(scopesOf(pipeline).map(({ path, branch }) => ({ path, ...(branch === undefined ? {} : { branch }) })));
  const phase = () => tape.pick(PHASES as unknown as ['design', 'deploy', 'run']);
  const way = () => tape.pick<'otherwise' | number>(['otherwise', 0, 1, 5]);
  const source = () => ({ step: step(), ...(tape.chance(80) ? { port: tape.pick(['made', 'Payload', 'k0', 'r0', 'value']) } : {}) });
  const edits = {
    addStep: () => addStep({ kind: tape.pick(['pass', 'lambda:invoke', 'map', 'parallel', 'nope']), ...(scope() ?? {}), at: [tape.int(900), tape.int(900)] }, plainCatalog),
    removeSteps: () => removeSteps(steps(), { keepFlow: tape.chance(50) }),
    renameStep: () => renameStep(step(), name()),
    setNotes: () => setNotes(step(), name()),
    takeMeasured: () => takeMeasured(new Map([[step(), 30], [step(), 0.5]]), { on: '2026-11-25', run: 'nightly' }),
    setEstimate: () => setEstimate(step(), tape.pick<number | undefined>([1, -1, NaN, undefined])),
    moveSteps: () => moveSteps({ [step()]: [tape.int(900), tape.int(900)] }),
    moveToScope: () => moveToScope(steps(), scope() ?? { path: ['nobody'] }),
    wrapInMap: () => wrapInMap(steps()),
    wrapInParallel: () => wrapInParallel(steps()),
    ungroup: () => ungroup(step()),
    addLane: () => addLane(step(), tape.int(3)),
    removeLane: () => removeLane(step(), tape.pick(['a', 'b'])),
    renameStepOutput: () => renameStepOutput(step(), tape.pick(['made', 'r0', 'value', 'k0']), name()),
    setChoiceOutput: () => setChoiceOutput(step(), name(), 'json'),
    removeChoiceOutput: () => removeChoiceOutput(step(), 'value'),
    moveBranch: () => moveBranch(step(), tape.int(3), tape.int(3)),
    setLoopMax: () => setLoopMax(step(), way(), tape.pick<number | undefined>([1, 0, undefined])),
    duplicateSteps: () => duplicateSteps(steps()),
    paste: () => pasteSteps(copySteps(pipeline, steps()), { at: [tape.int(900), 0], ...(tape.chance(50) ? { scope: scope() ?? { path: [] } } : {}) }),
    setField: () => setField(...field(), json()),
    removeField: () => removeField(...field()),
    setArguments: () => setArguments(step(), json()),
    addElement: () => addElement(...field(), json()),
    removeElement: () => removeElement(...field()),
    moveElement: () => moveElement(...field(), tape.int(4) - 1),
    renameElement: () => renameElement(...field(), name()),
    connect: () => connect(source(), { step: step(), pointer: place(step()) }, plainCatalog, { alsoWhen: tape.chance(50) }),
    connectOutwards: () => connectOutwards(source(), { step: step(), pointer: '/arguments/fromInside' }, plainCatalog),
    connectToList: () => connectToList(source(), { step: step(), list: '/arguments/List' }, plainCatalog),
    disconnect: () => disconnect(edge().to, edge().pointer),
    disconnectOne: () => disconnectOne(edge().to, edge().pointer, tape.int(3)),
    addOrder: () => addOrder(step(), step()),
    removeOrder: () => removeOrder(step(), step()),
    setWay: () => setWay(step(), way(), tape.chance(80) ? step() : undefined),
    addBranch: () => addBranch(step(), tape.chance(50) ? { to: step(), when: json() } : {}),
    removeBranch: () => removeBranch(step(), tape.int(3)),
    addCatch: () => addCatch(step(), { errors: ['States.ALL'], to: step() }),
    setCatch: () => setCatch(step(), tape.int(2), { errors: [name()], to: step() }),
    removeCatch: () => removeCatch(step(), tape.int(2)),
    setOnFailure: () => setOnFailure(tape.chance(80) ? step() : undefined),
    addParameter: () => addParameter(tape.chance(50) ? name() : undefined, { phase: phase() }),
    makeParameter: () => makeParameter(...field(), phase(), {}, plainCatalog),
    bindParameter: () => bindParameter(...field(), parameter()),
    bindLiteral: () => bindLiteral(edge().to, edge().pointer, environment()),
    setParameter: () => setParameter(parameter(), { description: name(), default: json() }),
    setPhase: () => setPhase(parameter(), phase()),
    renameParameter: () => renameParameter(parameter(), tape.pick(['Renamed', 'with_underscore', 'Boolean1', '', name()])),
    removeParameter: () => removeParameter(parameter()),
    moveParameter: () => moveParameter(parameter(), tape.int(30)),
    addEnvironment: () => addEnvironment(name()),
    renameEnvironment: () => renameEnvironment(environment(), name()),
    copyEnvironment: () => copyEnvironment(environment(), name()),
    removeEnvironment: () => removeEnvironment(environment()),
    setEnvironmentValue: () => setEnvironmentValue(environment(), parameter(), tape.chance(70) ? json() : undefined),
    setEnvironment: () => setEnvironment(environment(), { region: name(), tracing: undefined }),
    setPipelineName: () => setPipelineName(name()),
    setDescription: () => setDescription(name()),
    setLanguage: () => setLanguage(tape.pick(['jsonata', 'jsonpath'])),
    setSettings: () => setSettings({ checkInputFirst: tape.chance(50), artifacts: { bucket: { $param: parameter() } } }),
    setMachine: () => setMachine({ role: { $param: parameter() }, type: 'STANDARD' }),
    setOutput: () => setOutput(name(), tape.chance(70) ? { $param: parameter() } : undefined),
    renameOutput: () => renameOutput('out0', name()),
    setPreset: () => setPreset(name(), tape.chance(50) ? { x: json() } : undefined),
  };
  const kind = tape.pick(Object.keys(edits) as [keyof typeof edits, ...(keyof typeof edits)[]]);
  return { name: kind, edit: edits[kind]() };
}

/** Pointers to everything in a step, bodies of containers left out. */
export function placesIn(value: Json | undefined, at: Pointer = ''): readonly Pointer[] {
  if (isList(value)) return [at, ...value.flatMap((v, i) => placesIn(v, at + pointerOf(i)))];
  if (!isObject(value)) return [at];
  return [at, ...Object.entries(value as JsonObject).flatMap(([k, v]) => (k === 'steps' ? [] : placesIn(v, at + pointerOf(k))))];
}
