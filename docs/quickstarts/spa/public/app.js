import { UserManager } from '/oidc-client-ts.js';

const part = id => document.getElementById(id);
const settings = await (await fetch('/settings.json')).json();

// Authorization code with PKCE is what the library does unless told otherwise.
const manager = new UserManager({
  authority: settings.authority,
  client_id: settings.clientId,
  redirect_uri: `${settings.origin}/callback`,
  post_logout_redirect_uri: `${settings.origin}/signed-out`,
  scope: 'openid profile email offline_access notes',
  // The button does it, so that you can watch; an app that calls an API leaves this on.
  automaticSilentRenew: false,
});

function say(text) {
  part('message').textContent = text;
  part('message').hidden = text === '';
}

function show(section) {
  for (const id of ['welcome', 'signed-out', 'account']) part(id).hidden = id !== section;
}

function fill(table, claims) {
  part(table).replaceChildren(...Object.entries(claims).map(([name, value]) => {
    const row = document.createElement('tr');
    const title = Object.assign(document.createElement('th'), { scope: 'row', textContent: name });
    const text = Object.assign(document.createElement('td'), { textContent: typeof value === 'string' ? value : JSON.stringify(value) });
    row.append(title, text);
    return row;
  }));
}

function showAccount(user) {
  fill('claims', user.profile);
  const expires = new Date(user.expires_at * 1000);
  part('expires').dateTime = expires.toISOString();
  part('expires').textContent = expires.toLocaleTimeString();
  show('account');
}

async function askUserInfo() {
  const user = await manager.getUser();
  const answer = await fetch(await manager.metadataService.getUserInfoEndpoint(), {
    headers: { Authorization: `Bearer ${user.access_token}` },
  });
  if (!answer.ok) throw new Error(`The userinfo endpoint answered ${answer.status}.`);
  fill('userinfo', await answer.json());
  part('userinfo-part').hidden = false;
}

async function refresh() {
  showAccount(await manager.signinSilent());
  say('New tokens have arrived.');
}

async function start() {
  if (location.pathname === '/signed-out') {
    await manager.signoutRedirectCallback();
    return show('signed-out');
  }
  if (location.pathname === '/callback') {
    // The code is good once: take it out of the address so that reloading does not send it again.
    const answer = location.href;
    history.replaceState(null, '', '/');
    return showAccount(await manager.signinRedirectCallback(answer));
  }
  const user = await manager.getUser();
  return user ? showAccount(user) : show('welcome');
}

async function attempt(action) {
  say('');
  try {
    await action();
  } catch (error) {
    const cancelled = error.error === 'access_denied';
    say(cancelled ? 'You cancelled the sign-in. Nothing was shared.' : `That did not work: ${error.message}`);
    if (part('account').hidden) show('welcome');
  }
}

for (const [id, action] of Object.entries({
  'sign-in': () => manager.signinRedirect(),
  'sign-out': () => manager.signoutRedirect(),
  'ask-userinfo': askUserInfo,
  refresh,
})) part(id).addEventListener('click', () => attempt(action));

await attempt(start);
