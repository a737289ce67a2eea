// Serves the app's files, the library's browser build and the settings. Nothing here knows a secret or sees a token.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';

const url = new URL(process.env.URL ?? 'http://localhost:5200');
const authority = new URL(process.env.AUTHORITY ?? 'http://localhost:5000');
const clientId = process.env.CLIENT_ID ?? 'quickstart-spa';

const page = ['public/index.html', 'text/html; charset=utf-8'];
const files = {
  '/': page,
  '/callback': page,
  '/signed-out': page,
  '/app.js': ['public/app.js', 'text/javascript; charset=utf-8'],
  '/app.css': ['public/app.css', 'text/css; charset=utf-8'],
  '/oidc-client-ts.js': ['node_modules/oidc-client-ts/dist/esm/oidc-client-ts.js', 'text/javascript; charset=utf-8'],
  '/jwt-decode.js': ['node_modules/jwt-decode/build/esm/index.js', 'text/javascript; charset=utf-8'],
};

const headers = {
  // The only place besides this server that the page may talk to is the identity provider.
  'Content-Security-Policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    + `connect-src 'self' ${authority.origin}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, url);
  const send = (status, type, body) => response.writeHead(status, { ...headers, 'Content-Type': type }).end(body);

  if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, 'text/plain', 'Only GET is served here.');
  if (pathname === '/settings.json') {
    return send(200, 'application/json', JSON.stringify({ authority: authority.href, clientId, origin: url.origin }));
  }
  if (!Object.hasOwn(files, pathname)) return send(404, 'text/plain', 'There is no such page.');

  const [file, type] = files[pathname];
  try {
    const content = await readFile(new URL(file, import.meta.url), 'utf8');
    // A browser finds modules by address, not by package name.
    send(200, type, content.replace('from "jwt-decode"', 'from "/jwt-decode.js"'));
  } catch (error) {
    console.error(error.message);
    send(500, 'text/plain', 'A file is missing. Run "npm ci" first.');
  }
});

server.on('error', error => {
  console.error(`The app cannot listen on ${url.origin}: ${error.message}`);
  process.exitCode = 1;
});
server.listen(url.port || 80, url.hostname, () => console.log(`Listening on ${url.origin}`));
