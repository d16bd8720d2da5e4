import { preview } from 'vite';

/**
 * Serves `dist/` below a path, as a careful web host does: plain files, no fallback, the security headers that `config.json`
 * asks for.
 * @param {number} port 0: any that is free
 * @param {string} base path that begins and ends with a slash
 * @returns {Promise<import('node:http').Server>}
 */
export async function serveSite(port, base) {
  return (await preview({ base, appType: 'mpa', logLevel: 'warn', preview: { port, strictPort: true, host: 'localhost' } })).httpServer;
}

if (process.argv[1] === import.meta.filename) await serveSite(Number(process.argv[2]), process.argv[3] ?? '/');
