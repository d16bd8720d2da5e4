// First, so that what the parts add comes after what they share.
import '../ui/styles.css';
import './shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserPlatform } from '../platform/browser.ts';
import { WATCHING } from '../store/keptWatching.ts';
import { AppProvider } from '../store/react.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { App } from './App.tsx';
import { browserConnections, handOver, takeSignInReturn, wasSignedIn } from './connecting.ts';
import { createApp } from './createApp.ts';
import { followLinks } from './linkedRun.ts';
import { preloadWhenIdle } from './preload.ts';

const returned = takeSignInReturn(location, history);
const root = createRoot(document.getElementById('root') as HTMLElement);
// The window of a sign-in only hands its answer to the tab that waits for it.
if (returned?.display === 'popup') handOver(returned);
else void start();

async function start(): Promise<void> {
  const platform = createBrowserPlatform();
  const app = await createApp(platform, browserConnections(platform));
  root.render(
    <StrictMode>
      <ErrorBoundary name="Cauce">
        <AppProvider app={app}>
          <App />
        </AppProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
  preloadWhenIdle();
  if (platform.tabMemory.get(WATCHING) !== null) await (await import('../store/watchingAgain.ts')).watchAgain(app);
  if (returned || wasSignedIn()) await app.connections.getState().resume(returned);
  await followLinks(app);
}
