import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { Browser } from './browser.mjs';

async function serve(t, answer) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    answer(request, response, body);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

test('a form is sent with its hidden fields, the cookie and the pressed button', async t => {
  const url = await serve(t, (request, response, body) => request.method === 'POST'
    ? response.end(`${request.url} ${request.headers.cookie} ${body}`)
    : response.writeHead(200, { 'set-cookie': 'session=a=b; Path=/; HttpOnly' }).end(
      `<form method="post" action="/in?a=1&amp;b=2"><input type=hidden name="token" value="&lt;x&gt;"><input name=username>
       <input type="checkbox" name="remember"><button type="button">Show</button><button name="decision" value="allow"><b>Allow</b></button></form>`));

  const browser = new Browser();
  const page = await browser.open(url);
  const answer = await browser.submit(page.forms[0], { username: 'ada' }, { button: 'Allow' });

  assert.equal(answer.text, '/in?a=1&b=2 session=a=b token=%3Cx%3E&username=ada&decision=allow');
});

test('redirects are followed up to the address of the app', async t => {
  const url = await serve(t, (request, response) => response.writeHead(302, { location: 'http://app.invalid/callback?code=1' }).end());

  const page = await new Browser().open(url, { stop: 'http://app.invalid/callback' });

  assert.equal(page.url.searchParams.get('code'), '1');
});
