import { manifestTextOf, type Artifacts } from '../core/compile/types.ts';
import type { App } from '../store/react.tsx';
import { fileStem } from '../core/model/fileStem.ts';
import { currentEnvironment, problemCounts } from '../store/selectors.ts';
import type { AppState } from '../store/types.ts';

/** Nothing is written while the pipeline has errors (formats.md 3). */
export function isExportable(s: AppState): boolean {
  return !s.view.start && s.compiled.result?.artifacts !== null && s.compiled.result?.artifacts !== undefined;
}

/** Why there is nothing to export, for the menu; null when there is. */
export function whyNotExportable(s: AppState): string | null {
  if (isExportable(s)) return null;
  const { error } = problemCounts(s);
  return error > 0 ? `${error} ${error === 1 ? 'error' : 'errors'} to solve first` : 'Compiling…';
}

/** `${Name}` stays for deploy parameters: what `cauce compile` writes without an environment. */
export async function exportDefinition(app: App): Promise<void> {
  const artifacts = await currentArtifacts(app);
  if (artifacts) app.platform.files.download(artifacts.definitionText, fileNames(app).definition);
}

export async function exportManifest(app: App): Promise<void> {
  const artifacts = await currentArtifacts(app);
  if (artifacts) app.platform.files.download(manifestTextOf(artifacts), fileNames(app).manifest);
}

/** Both files with the values of an environment filled in: what `cauce compile --env` writes. */
export async function exportFor(app: App, environment: string): Promise<void> {
  const artifacts = await compiled(app, environment);
  if (!artifacts) return;
  const { definition, manifest } = fileNames(app);
  app.platform.files.download(artifacts.definitionText, definition);
  app.platform.files.download(manifestTextOf(artifacts), manifest);
  app.store.getState().notify(`Downloaded ${definition} and its manifest, filled in for ${environment}`);
}

/** The execution role for the environment that is chosen in the bar: what `cauce role --env` writes. What is to be known of it stands at its head. */
export async function exportRole(app: App): Promise<void> {
  const { store, platform } = app;
  const { pipeline } = store.getState().document;
  const environment = currentEnvironment(store.getState());
  const artifacts = await compiled(app, environment);
  if (!artifacts) return;
  const { roleOfPipeline } = await import('../core/deliver/role/pipelineRole.ts');
  const { template, fileName, diagnostics } = roleOfPipeline(pipeline, artifacts.definitionText, environment ?? undefined);
  platform.files.download(template, fileName);
  const warnings = diagnostics.filter((d) => d.severity === 'warning');
  const [first] = warnings;
  const more = warnings.length > 1 ? ` ${warnings.length - 1} more at the head of the file.` : '';
  store.getState().notify(`Downloaded ${fileName}${environment === null ? '' : ` for ${environment}`}.${first ? ` ${first.message} ${first.hint}${more}` : ''}`);
}

function fileNames({ store }: App): { readonly definition: string; readonly manifest: string } {
  const stem = fileStem(store.getState().document.pipeline.name);
  return { definition: `${stem}.asl.json`, manifest: `${stem}.manifest.json` };
}

/** Of the drawing as it is now: what is shown may still be some milliseconds older. */
async function currentArtifacts(app: App): Promise<Artifacts | null> {
  const { document, compiled: shown } = app.store.getState();
  return shown.of === document.pipeline && shown.result?.artifacts ? shown.result.artifacts : compiled(app, null);
}

async function compiled({ store, platform }: App, environment: string | null): Promise<Artifacts | null> {
  const { document, view } = store.getState();
  const result = await platform.compiler.compileOnce(document.pipeline, {
    ...(view.language ? { language: view.language } : {}),
    ...(environment === null ? {} : { environment }),
  });
  if (result.artifacts) return result.artifacts;
  const errors = result.diagnostics.filter((d) => d.severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` And ${errors.length - 1} more.` : '';
  store.getState().notify(`Nothing was exported${environment === null ? '' : ` for ${environment}`}: ${first ? `${first.message} ${first.hint}` : 'the compiler gave no definition.'}${more}`, { kind: 'error' });
  return null;
}
