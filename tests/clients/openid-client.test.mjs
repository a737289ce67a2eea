import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as client from 'openid-client';
import { Browser } from './browser.mjs';
import { walk } from './person.mjs';
import { settings } from './settings.mjs';

const everything = 'openid profile email offline_access';

const server = await client.discovery(settings.issuer, settings.clientId, undefined,
  client.ClientSecretBasic(settings.clientSecret),
  settings.issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : undefined);

async function begin(parameters = {}) {
  const secrets = { pkceCodeVerifier: client.randomPKCECodeVerifier(), expectedState: client.randomState(), expectedNonce: client.randomNonce() };
  const address = client.buildAuthorizationUrl(server, {
    redirect_uri: settings.redirectUri,
    scope: everything,
    code_challenge: await client.calculatePKCECodeChallenge(secrets.pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: secrets.expectedState,
    nonce: secrets.expectedNonce,
    ...parameters,
  });
  return { address, secrets };
}

async function signIn(browser = new Browser()) {
  const { address, secrets } = await begin();
  const { url } = await walk(browser, address);
  return client.authorizationCodeGrant(server, url, { ...secrets, idTokenExpected: true });
}

test('discovery names the issuer, the endpoints and PKCE', () => {
  const metadata = server.serverMetadata();

  assert.equal(new URL(metadata.issuer).href, settings.issuer.href);
  for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'end_session_endpoint', 'jwks_uri']) {
    assert.equal(new URL(metadata[name]).origin, settings.issuer.origin, name);
  }
  assert.ok(server.serverMetadata().supportsPKCE());
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
});

test('a person signs in, allows the app, and the app gets tokens for that person', async () => {
  const { address, secrets } = await begin({ prompt: 'consent' });
  const { url, askedToSignIn, askedToConsent } = await walk(new Browser(), address);

  const tokens = await client.authorizationCodeGrant(server, url, { ...secrets, idTokenExpected: true });

  assert.ok(askedToSignIn && askedToConsent);
  assert.equal(tokens.token_type, 'bearer');
  assert.ok(tokens.expiresIn() > 0);
  assert.ok(tokens.claims().sub);
  assert.ok(tokens.claims().sid);
});

test('a request that was pushed beforehand leads to the same tokens', async () => {
  const { address, secrets } = await begin();
  const pushed = await client.buildAuthorizationUrlWithPAR(server, address.searchParams);
  const { url } = await walk(new Browser(), pushed);

  const tokens = await client.authorizationCodeGrant(server, url, { ...secrets, idTokenExpected: true });

  assert.deepEqual([...pushed.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  assert.ok(tokens.claims().sub);
});

test('an app with a key needs no secret', async () => {
  const { clientId, privateKey } = settings.keyClient;
  const key = await crypto.subtle.importKey('jwk', privateKey, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  const service = await client.discovery(settings.issuer, clientId, undefined, client.PrivateKeyJwt({ key, kid: privateKey.kid }),
    settings.issuer.protocol === 'http:' ? { execute: [client.allowInsecureRequests] } : undefined);

  const tokens = await client.clientCredentialsGrant(service, { scope: settings.apiScope });

  assert.equal(tokens.scope ?? settings.apiScope, settings.apiScope);
});

test('userinfo knows the person of the token', async () => {
  const tokens = await signIn();

  const person = await client.fetchUserInfo(server, tokens.access_token, tokens.claims().sub);

  assert.equal(person.sub, tokens.claims().sub);
  assert.ok(person.email);
});

test('a refresh token gives new tokens and a new refresh token', async () => {
  const first = await signIn();

  const second = await client.refreshTokenGrant(server, first.refresh_token);

  assert.notEqual(second.access_token, first.access_token);
  assert.notEqual(second.refresh_token, first.refresh_token);
  const person = await client.fetchUserInfo(server, second.access_token, first.claims().sub);
  assert.equal(person.sub, first.claims().sub);
});

test('a code is worth nothing without its verifier', async () => {
  const { address, secrets } = await begin();
  const { url } = await walk(new Browser(), address);

  const attempt = client.authorizationCodeGrant(server, url, { ...secrets, pkceCodeVerifier: client.randomPKCECodeVerifier() });

  await assert.rejects(attempt, { error: 'invalid_grant' });
});

test('a person who cancels is sent back with access_denied', async () => {
  const { address, secrets } = await begin({ prompt: 'consent' });
  const { url } = await walk(new Browser(), address, 'Cancel');

  await assert.rejects(client.authorizationCodeGrant(server, url, secrets), { error: 'access_denied' });
});

test('a second sign-in in the same browser asks nothing', async () => {
  const browser = new Browser();
  await signIn(browser);

  const { address } = await begin({ prompt: 'none' });
  const { url } = await walk(browser, address);

  assert.ok(url.searchParams.get('code'));
});

test('end session signs out, returns to the app and ends the tokens', async () => {
  const browser = new Browser();
  const tokens = await signIn(browser);

  const leave = client.buildEndSessionUrl(server, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: settings.postLogoutRedirectUri,
    state: 'bye',
  });
  const page = await browser.open(leave, { stop: settings.postLogoutRedirectUri });

  assert.equal(page.url.href, `${settings.postLogoutRedirectUri}?state=bye`);
  const { address } = await begin({ prompt: 'none' });
  const { url } = await walk(browser, address);
  assert.equal(url.searchParams.get('error'), 'login_required');
  await assert.rejects(client.fetchUserInfo(server, tokens.access_token, tokens.claims().sub));
});
