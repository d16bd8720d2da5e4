import { isObject, type Json, type JsonObject } from '../../core/base/json.ts';
import { isSecretName } from '../../core/deliver/run/secretName.ts';
import type { App } from '../react.tsx';

export interface NamedRun {
  readonly name: string;
  readonly input: JsonObject;
}

/** What of a sweep outlives a reload of the tab, while some of its runs are not started. */
export interface SweepPlan {
  readonly machineArn: string;
  readonly atOnce: number;
  readonly runs: readonly NamedRun[];
}

type Plans = Readonly<Record<string, SweepPlan>>;
const KEY = 'sweeps';

/** Keeps a plan in this tab; not one with a secret in it. */
export function keepPlan({ platform }: Pick<App, 'platform'>, id: string, plan: SweepPlan): void {
  if (!plan.runs.some((r) => Object.keys(r.input).some(isSecretName))) write(platform, { ...read(platform), [id]: plan });
}

export function forgetPlan({ platform }: Pick<App, 'platform'>, id: string): void {
  const { [id]: gone, ...others } = read(platform);
  if (gone !== undefined) write(platform, others);
}

export function planOf({ platform }: Pick<App, 'platform'>, id: string): SweepPlan | undefined {
  return read(platform)[id];
}

/** Sweeps of a machine that were left with runs that are not started. */
export function plansFor({ platform }: Pick<App, 'platform'>, machineArn: string): readonly string[] {
  return Object.entries(read(platform)).filter(([, plan]) => plan.machineArn === machineArn).map(([id]) => id);
}

function write({ tabMemory }: App['platform'], plans: Plans): void {
  tabMemory.set(KEY, Object.keys(plans).length === 0 ? null : JSON.stringify(plans));
}

/** What is not what this page wrote is nothing. */
function read({ tabMemory }: App['platform']): Plans {
  try {
    const plans = JSON.parse(tabMemory.get(KEY) ?? '{}') as Json;
    return isObject(plans) ? (plans as unknown as Plans) : {};
  } catch {
    return {};
  }
}
