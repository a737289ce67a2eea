import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { Browser } from './browser.mjs';
import { allowDevice, walk } from './person.mjs';
import { settings } from './settings.mjs';

const options = { [oauth.allowInsecureRequests]: settings.issuer.protocol === 'http:' };
const { redirectUri, apiScope } = settings;

const app = { client_id: settings.clientId };
const secret = oauth.ClientSecretBasic(settings.clientSecret);

const signer = { client_id: settings.keyClient.clientId };
const jwk = settings.keyClient.privateKey;
const privateKey = { key: await crypto.subtle.importKey('jwk', jwk, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']), kid: jwk.kid };
const assertion = oauth.PrivateKeyJwt(privateKey);

const server = await oauth.processDiscoveryResponse(settings.issuer, await oauth.discoveryRequest(settings.issuer, options));

async function begin(client, scope) {
  const verifier = oauth.generateRandomCodeVerifier();
  const parameters = new URLSearchParams({
    client_id: client.client_id,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope,
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  });
  return { parameters, verifier };
}

function addressOf(parameters) {
  const address = new URL(server.authorization_endpoint);
  address.search = parameters.toString();
  return address;
}

// The library insists on the issuer in the answer (RFC 9207), and on the state and nonce of the request.
async function redeem(client, authentication, { parameters, verifier }, answer) {
  const checked = oauth.validateAuthResponse(server, client, answer, parameters.get('state'));
  const response = await oauth.authorizationCodeGrantRequest(server, client, authentication, checked, redirectUri, verifier, options);
  return oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: parameters.get('nonce'), requireIdToken: true });
}

async function signIn(scope = 'openid email offline_access') {
  const request = await begin(app, scope);
  const { url } = await walk(new Browser(), addressOf(request.parameters));
  return redeem(app, secret, request, url);
}

async function introspect(client, authentication, token) {
  const response = await oauth.introspectionRequest(server, client, authentication, token, options);
  return oauth.processIntrospectionResponse(server, client, response);
}

test('code flow with PKCE and the issuer in the answer; userinfo tells about the same person', async () => {
  const tokens = await signIn();
  const { sub } = oauth.getValidatedIdTokenClaims(tokens);

  const response = await oauth.userInfoRequest(server, app, tokens.access_token, options);
  const person = await oauth.processUserInfoResponse(server, app, sub, response);

  assert.ok(server.authorization_response_iss_parameter_supported);
  assert.ok(person.email);
});

test('an answer with another issuer is not taken', async () => {
  const request = await begin(app, 'openid');
  const { url } = await walk(new Browser(), addressOf(request.parameters));
  url.searchParams.set('iss', 'https://attacker.example.com');

  await assert.rejects(redeem(app, secret, request, url), /iss/);
});

test('a pushed request is answered once', async () => {
  const request = await begin(app, 'openid');
  const response = await oauth.pushedAuthorizationRequest(server, app, secret, request.parameters, options);
  const pushed = await oauth.processPushedAuthorizationResponse(server, app, response);

  const { url } = await walk(new Browser(), addressOf(new URLSearchParams({ client_id: app.client_id, request_uri: pushed.request_uri })));

  assert.ok((await redeem(app, secret, request, url)).id_token);
});

test('a signed request, redeemed by an app with a key', async () => {
  const request = await begin(signer, 'openid');
  const object = await oauth.issueRequestObject(server, signer, request.parameters, privateKey);

  const { url } = await walk(new Browser(), addressOf(new URLSearchParams({ client_id: signer.client_id, request: object })));

  assert.ok((await redeem(signer, assertion, request, url)).id_token);
});

test('a refresh gives tokens about the same person', async () => {
  const first = await signIn();

  const response = await oauth.refreshTokenGrantRequest(server, app, secret, first.refresh_token, options);
  const second = await oauth.processRefreshTokenResponse(server, app, response);

  assert.notEqual(second.refresh_token, first.refresh_token);
  assert.equal(oauth.getValidatedIdTokenClaims(second).sub, oauth.getValidatedIdTokenClaims(first).sub);
});

test('a revoked token is not active any more', async () => {
  const { access_token: token } = await signIn();
  const before = await introspect(app, secret, token);

  await oauth.processRevocationResponse(await oauth.revocationRequest(server, app, secret, token, options));

  assert.equal(before.active, true);
  assert.equal((await introspect(app, secret, token)).active, false);
});

test('a service gets a token for its API with its key, and the API looks into it', async () => {
  const response = await oauth.clientCredentialsGrantRequest(server, signer, assertion, { scope: apiScope }, options);
  const tokens = await oauth.processClientCredentialsResponse(server, signer, response);

  const found = await introspect(signer, assertion, tokens.access_token);

  assert.deepEqual([found.active, found.client_id, found.scope], [true, signer.client_id, apiScope]);
});

test('a device waits until the person has allowed it', async () => {
  const device = { client_id: settings.deviceClientId };
  const asked = await oauth.deviceAuthorizationRequest(server, device, oauth.None(), { scope: 'openid' }, options);
  const codes = await oauth.processDeviceAuthorizationResponse(server, device, asked);
  const poll = async () => oauth.processDeviceCodeResponse(
    server, device, await oauth.deviceCodeGrantRequest(server, device, oauth.None(), codes.device_code, options));

  await assert.rejects(poll(), { error: 'authorization_pending' });
  await allowDevice(new Browser(), codes.verification_uri_complete);
  // The server lets nobody ask more often than this.
  await new Promise(done => setTimeout(done, codes.interval * 1000));

  assert.ok(oauth.getValidatedIdTokenClaims(await poll()).sub);
});
