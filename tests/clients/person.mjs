import assert from 'node:assert/strict';
import { settings } from './settings.mjs';

/** Signs in and answers consent, if either is asked, with the given button; ends at the app's address. */
export async function walk(browser, address, decision = 'Allow') {
  const stop = settings.redirectUri;
  let page = await browser.open(address, { stop });
  const signIn = page.forms.find(form => 'username' in form.fields);
  if (signIn) page = await fillIn(browser, signIn, { stop });
  const consent = page.forms.find(form => form.buttons.some(button => button.text === decision));
  if (consent) page = await browser.submit(consent, {}, { button: decision, stop });
  assert.ok(page.url.href.startsWith(stop), `The browser should be back at the app but is at ${page.url} (${page.status}):\n${page.text}`);
  return { url: page.url, askedToSignIn: Boolean(signIn), askedToConsent: Boolean(consent) };
}

/** Opens the link that a device shows, signs in and allows the device. */
export async function allowDevice(browser, link) {
  let page = await browser.open(link);
  const names = ['user_code', 'username'];
  for (const name of names) {
    const form = page.forms.find(form => name in form.fields);
    if (form) page = name === 'username' ? await fillIn(browser, form) : await browser.submit(form, {});
  }
  const confirm = page.forms.find(form => form.buttons.some(button => button.value === 'allow'));
  assert.ok(confirm, `The device should be confirmed on ${page.url} (${page.status}):\n${page.text}`);
  const { text } = confirm.buttons.find(button => button.value === 'allow');
  return browser.submit(confirm, {}, { button: text });
}

function fillIn(browser, form, options) {
  const { username, password } = settings;
  return browser.submit(form, { username, password }, { button: 'Continue', ...options });
}
