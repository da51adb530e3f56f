// Serves a folder on loopback, as a static host would: texts are compressed for whoever takes them so.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createGzip } from "node:zlib";

const TYPES = {
  ".css": "text/css",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** The file of an address, if there is one. */
function file(folder, address) {
  const path = join(folder, normalize(decodeURIComponent(new URL(address, "http://localhost").pathname)));
  const whole = path.endsWith("/") ? join(path, "index.html") : path;
  return path.startsWith(folder) && existsSync(whole) && statSync(whole).isFile() ? whole : null;
}

/** Starts a server on a free port; `close` ends it. */
export async function serve(folder) {
  const server = createServer((request, response) => {
    const found = file(folder, request.url);
    if (!found) return response.writeHead(404).end();
    const type = TYPES[extname(found)] ?? "application/octet-stream";
    const isText = /^text|javascript|json|xml/.test(type) && /gzip/.test(request.headers["accept-encoding"]);
    response.writeHead(200, { "content-type": type, ...(isText && { "content-encoding": "gzip" }) });
    const bytes = createReadStream(found);
    (isText ? bytes.pipe(createGzip()) : bytes).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
