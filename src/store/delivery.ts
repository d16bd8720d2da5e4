import { createStore, type StoreApi } from 'zustand/vanilla';
import { deploy } from '../aws/deploy/deploy.ts';
import { planDeployment, type DeployedMachine, type DeployPlan } from '../aws/deploy/plan.ts';
import { asFault, AwsFault } from '../aws/fault.ts';
import type { Session } from '../aws/session.ts';
import { lastOfArn } from '../core/base/arn.ts';
import type { Artifacts } from '../core/compile/types.ts';
import { runFields, type RunField } from '../core/deliver/run/runForm.ts';
import type { PlacedDiagnostic } from '../core/deliver/placed.ts';
import type { JsonObject } from '../core/base/json.ts';
import { hasErrors } from '../core/diagnostic/diagnostic.ts';
import type { Pipeline } from '../core/model/pipeline.ts';
import { gzip } from '../platform/compression.ts';
import { openCarried } from './openCarried.ts';
import { perStore } from './perStore.ts';
import type { App } from './react.tsx';
import { learnRights } from './rights.ts';
import { openForm } from './run/runForm.ts';
import { openRuns, refreshRuns } from './runs/runList.ts';
import { currentEnvironment } from './selectors.ts';
import { watchOnDrawing } from './watching.ts';

/** Deploying the drawing and running what is deployed, as far as they have come. One for each application; loads with its panel. */
export interface Delivery {
  readonly busy: 'looking' | 'deploying' | 'starting' | null;
  /** What is deployed and what would change; null before the first look, or where the drawing has errors. */
  readonly look: Look | null;
  /** Why there is nothing to look at, in a sentence. */
  readonly obstacle: string | null;
  readonly fault: AwsFault | null;
  /** What was being done when that happened: it is told beside it. */
  readonly faultDuring: Delivery['busy'];
  /** What AWS said of the definition at the last deployment. */
  readonly diagnostics: readonly PlacedDiagnostic[];
  /** Somebody else deployed between the look and the deployment: what was there, and what is. */
  readonly meanwhile: Meanwhile | null;
  /** How the next version is to be deployed, as typed: it stays while other tabs of the dock are looked at. */
  readonly choice: { readonly description: string; readonly alias: string; readonly share: number };
}

export interface Meanwhile {
  readonly before: DeployedMachine | undefined;
  readonly after: DeployedMachine | undefined;
}

export interface Look {
  readonly plan: DeployPlan;
  readonly pipeline: Pipeline;
  readonly environment: string;
  readonly artifacts: Artifacts;
  readonly session: Session;
}

const NOTHING: Delivery = { busy: null, look: null, obstacle: null, fault: null, faultDuring: null, diagnostics: [], meanwhile: null, choice: { description: '', alias: '', share: 100 } };

export const deliveryOf: (app: Pick<App, 'store'>) => StoreApi<Delivery> = perStore(({ store }) => {
  const delivery = createStore<Delivery>(() => NOTHING);
  // What was typed and found is about one document.
  store.subscribe((now, before) => {
    if (now.document.loads !== before.document.loads) delivery.setState(NOTHING);
  });
  return delivery;
});

/** Compiles the drawing for the chosen environment, and looks at what is deployed there. */
export async function lookAtDeployment(app: App): Promise<void> {
  const delivery = deliveryOf(app);
  const { session } = app.connections.getState();
  const { document, view } = app.store.getState();
  const environment = currentEnvironment(app.store.getState());
  if (session === null) return;
  if (environment === null) return delivery.setState({ look: null, obstacle: 'Choose an environment above: it gives the values that are deployed.' });
  await asBusy(app, 'looking', async (signal) => {
    const client = session.stepFunctions.until(signal);
    const { artifacts, diagnostics } = await app.platform.compiler.compileOnce(document.pipeline, { environment, ...(view.language === null ? {} : { language: view.language }) });
    if (artifacts === null || hasErrors(diagnostics)) {
      return delivery.setState({ look: null, obstacle: `The pipeline has errors in ${environment}: ${diagnostics.find((d) => d.severity === 'error')?.message ?? 'see Problems'}` });
    }
    const plan = await planDeployment({ pipeline: document.pipeline, environment, artifacts }, { client, region: session.connection.region, account: session.identity.account, compression: gzip, carries: session.connection.carriesDrawing !== false });
    if (app.store.getState().document.loads !== document.loads || signal.aborted) return;
    delivery.setState({
      look: { plan, pipeline: document.pipeline, environment, artifacts, session },
      obstacle: null,
    });
    void learnRights(app, { plan, session });
    openForm(app, { arn: plan.arn, name: plan.machine.name });
    await openRuns(app, plan.deployed ? { client: session.stepFunctions, machineArn: plan.arn } : null);
  });
}

/** Carries out what was looked at. */
export async function deployDrawing(app: App, choice: Delivery['choice'] = deliveryOf(app).getState().choice): Promise<void> {
  const delivery = deliveryOf(app);
  const { look } = delivery.getState();
  if (look === null) return;
  const done = await asBusy(app, 'deploying', async (signal) => {
    const outcome = await deploy(look.plan, look.session.stepFunctions.until(signal), { description: choice.description, alias: choice.alias === '' ? undefined : { name: choice.alias, share: choice.share }, sourceMap: look.artifacts.sourceMap });
    if (outcome.kind === 'refused') delivery.setState({ diagnostics: outcome.diagnostics });
    if (outcome.kind === 'deployed') {
      delivery.setState({ diagnostics: outcome.warnings, choice: { ...delivery.getState().choice, description: '' } });
      app.store.getState().notify(`Deployed ${look.plan.machine.name}${outcome.deployed.versionArn === undefined ? '' : `, version ${lastOfArn(outcome.deployed.versionArn)}`}`);
    }
    return outcome;
  });
  // Both leave another state of affairs than the one that was looked at.
  if (done === undefined || done.kind === 'refused') return;
  await lookAtDeployment(app);
  if (done.kind === 'changed-meanwhile') delivery.setState(({ look: now }) => ({ meanwhile: { before: look.plan.deployed, after: now?.plan.deployed } }));
  else if (done.unfinished[0]) delivery.setState({ fault: afterwards(done.unfinished[0]), faultDuring: 'deploying' });
}

function afterwards({ what, fault }: { readonly what: string; readonly fault: AwsFault }): AwsFault {
  return new AwsFault(fault.kind, `The version is deployed, but ${what} could not be changed. ${fault.message}`, fault.hint, { detail: fault.detail, ...(fault.permission === undefined ? {} : { permission: fault.permission }) });
}

/** Opens the drawing that the deployed machine carries, in the environment that it was deployed for. */
export async function openDeployed(app: App): Promise<void> {
  const { look } = deliveryOf(app).getState();
  const carried = look?.plan.deployed?.carried;
  if (look === null || carried === undefined) return;
  await openCarried(app, carried, look.plan.machine.name);
}

/** The manifest that the form asks by: that of what is deployed, else of what is drawn. */
export function manifestOf({ plan, artifacts }: Look): JsonObject {
  return plan.deployed !== undefined && plan.deployed.sha256 !== plan.sha256 ? (plan.deployed.carried?.manifest ?? artifacts.manifest) : artifacts.manifest;
}

export function fieldsOf(look: Look | null): readonly RunField[] {
  return look ? runFields(manifestOf(look)) : [];
}

/** Shows an execution on the drawing, and reads the runs anew when it has ended. */
export async function watchRun(app: App, arn: string, name: string): Promise<void> {
  await watchOnDrawing(app, arn, name);
  await refreshRuns(app);
}

const endings = new WeakMap<StoreApi<Delivery>, AbortController>();

/** Ends what is being done in the account, and its being tried again. What was on its way may be carried out all the same. */
export function cancelDelivery(app: App): void {
  endings.get(deliveryOf(app))?.abort();
}

const CANCELLED: Readonly<Record<NonNullable<Delivery['busy']>, readonly [message: string, hint: string]>> = {
  looking: ['Looking was cancelled.', 'Look again when you want it.'],
  deploying: ['Deploying was cancelled.', 'AWS may have carried it out already: look again at what is deployed before you deploy once more.'],
  starting: ['Starting was cancelled.', 'The run may have started all the same. Started again under the same name it is not run twice.'],
};

/** One thing at a time; what goes wrong stands beside it until the next. Undefined where it did. */
export async function asBusy<T>(app: App, busy: NonNullable<Delivery['busy']>, work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const delivery = deliveryOf(app);
  const ending = new AbortController();
  endings.set(delivery, ending);
  const cancelled = new Promise<never>((_, fail) => ending.signal.addEventListener('abort', () => fail(new AwsFault('cancelled', ...CANCELLED[busy]))));
  delivery.setState({ busy, fault: null, faultDuring: null, ...(busy === 'deploying' ? { diagnostics: [], meanwhile: null } : {}) });
  try {
    // What cannot be ended (a renewal of keys) is not waited for.
    return await Promise.race([work(ending.signal), cancelled]);
  } catch (error) {
    delivery.setState({ faultDuring: busy, fault: asFault(error) });
    return undefined;
  } finally {
    delivery.setState({ busy: null });
  }
}
