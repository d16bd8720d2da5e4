// First, so that what the parts add comes after what they share.
import '../ui/styles.css';
import './shell.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createBrowserPlatform } from '../platform/browser.ts';
import { AppProvider } from '../store/react.tsx';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { App } from './App.tsx';
import { createApp } from './createApp.ts';
import { preloadWhenIdle } from './preload.ts';

const root = createRoot(document.getElementById('root') as HTMLElement);
void createApp(createBrowserPlatform()).then((app) => {
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
});
