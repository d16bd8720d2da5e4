import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.ttf': 'font/ttf' };

/** Serves `dist/` below a path and nothing else: like any plain web host, no fallback, no rewriting. */
export function serveSite(port, base, dist = resolve(import.meta.dirname, '../dist')) {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const file = path.startsWith(base) ? join(dist, normalize('/' + decodeURIComponent(path.slice(base.length)) || '/')) : '';
    const found = file && existsSync(file) && statSync(file).isDirectory() ? join(file, 'index.html') : file;
    if (!found || !existsSync(found)) return response.writeHead(404).end('not found');
    response.writeHead(200, { 'content-type': TYPES[extname(found)] ?? 'application/octet-stream', 'cache-control': 'no-store' });
    createReadStream(found).pipe(response);
  });
  return new Promise((done) => server.listen(port, () => done(server)));
}

if (process.argv[1] === import.meta.filename) await serveSite(Number(process.argv[2]), process.argv[3] ?? '/');
