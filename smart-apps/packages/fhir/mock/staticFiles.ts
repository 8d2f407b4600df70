import { existsSync, readFileSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html;charset=utf-8',
  '.js': 'text/javascript;charset=utf-8',
  '.css': 'text/css;charset=utf-8',
  '.svg': 'image/svg+xml',
};
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; frame-ancestors 'self'";

/** The built apps, under the same rules as in the hub. */
export class StaticFiles {
  constructor(private readonly folder: string) {}

  answer(request: IncomingMessage, response: ServerResponse): void {
    const asked = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
    const path = join(this.folder, asked.endsWith('/') ? `${asked}index.html` : asked);
    if (!path.startsWith(this.folder) || !existsSync(path) || !statSync(path).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const packed = String(request.headers['accept-encoding']).includes('br') && existsSync(`${path}.br`);
    response.writeHead(200, {
      'Content-Type': types[extname(path)] ?? 'application/octet-stream',
      'Content-Security-Policy': policy,
      'Cache-Control': asked.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      ...(packed ? { 'Content-Encoding': 'br' } : {}),
    });
    response.end(readFileSync(packed ? `${path}.br` : path));
  }
}
