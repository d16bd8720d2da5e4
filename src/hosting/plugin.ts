import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { readSiteConfig, type SiteConfig } from '../aws/connection/siteConfig.ts';
import { createAwsProxy, isLocalHost } from './awsProxy.ts';
import { securityHeaders } from './contentSecurity.ts';

type Next = (error?: unknown) => void;

/**
 * What `npm start` and `npm run preview` add to plain files: the headers of a careful host, made from `config.json` at each
 * request (another file by CAUCE_CONFIG), and in development the proxy to AWS.
 */
export function hosting(): Plugin {
  const nonce = randomBytes(16).toString('base64');
  const other = process.env['CAUCE_CONFIG'];
  const guard = (file: string, development: boolean) => {
    const proxy = createAwsProxy({ isOwnHost: isLocalHost });
    return (request: IncomingMessage, response: ServerResponse, next: Next): void => {
      if (development && proxy(request, response)) return;
      try {
        const headers = securityHeaders({ site: siteIn(file), ...(development ? { development: { nonce } } : {}) });
        for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      } catch (error) {
        return next(error);
      }
      if (other !== undefined && /\/config\.json(\?|$)/.test(request.url ?? '')) response.setHeader('content-type', 'application/json').end(readFileSync(other));
      else next();
    };
  };
  return {
    name: 'cauce-hosting',
    config: (_, { command, isPreview }) => (command === 'serve' && !isPreview ? { html: { cspNonce: nonce } } : {}),
    configureServer(server) {
      server.middlewares.use(guard(other ?? join(server.config.publicDir, 'config.json'), true));
    },
    configurePreviewServer(server) {
      server.middlewares.use(guard(other ?? join(server.config.root, server.config.build.outDir, 'config.json'), false));
    },
  };
}

function siteIn(file: string): SiteConfig {
  return existsSync(file) ? readSiteConfig(JSON.parse(readFileSync(file, 'utf8'))) : { connections: [], origins: [] };
}
