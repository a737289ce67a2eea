// Just enough of a browser to walk through pages that work without script: cookies, redirects, forms.
export class Browser {
  #cookies = new Map();

  /** Opens an address and follows redirects, but not to an address that starts with `stop`. */
  async open(address, { stop, ...init } = {}) {
    let url = new URL(address);
    for (let hops = 0; hops < 20; hops++) {
      if (stop && url.href.startsWith(stop)) return { url, forms: [], text: '' };

      const response = await fetch(url, { ...init, redirect: 'manual', headers: { ...init.headers, cookie: this.#cookieHeader() } });
      this.#store(response);
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status > 399) {
        const html = await response.text();
        return { url, status: response.status, text: html, forms: readForms(html, url) };
      }
      url = new URL(location, url);
      if (response.status !== 307 && response.status !== 308) init = {};
    }
    throw new Error(`Too many redirects, the last one to ${url}`);
  }

  /** Fills in a form and presses the button with the given text (the first one when none is named). */
  async submit(form, values, { button, stop } = {}) {
    const pressed = button ? form.buttons.find(b => b.text === button) : form.buttons[0];
    if (!pressed) throw new Error(`The form has no button "${button}": ${JSON.stringify(form)}`);
    const fields = new URLSearchParams({ ...form.fields, ...values });
    if (pressed.name) fields.set(pressed.name, pressed.value);
    const action = new URL(pressed.action ?? form.action);
    if (form.method === 'post') return this.open(action, { method: 'POST', body: fields, stop });
    action.search = fields.toString();
    return this.open(action, { stop });
  }

  #store(response) {
    for (const cookie of response.headers.getSetCookie()) {
      const [pair, ...attributes] = cookie.split(';').map(part => part.trim());
      const [name, ...value] = pair.split('=');
      const ended = attributes.some(a => /^max-age=(0|-\d+)$/i.test(a) || (/^expires=/i.test(a) && new Date(a.slice(8)) < new Date()));
      if (ended) this.#cookies.delete(name);
      else this.#cookies.set(name, value.join('='));
    }
  }

  #cookieHeader() {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}

function readForms(html, page) {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gis)].map(([, attributes, content]) => {
    const form = readAttributes(attributes);
    const inputs = [...content.matchAll(/<input\b([^>]*)>/gis)].map(([, text]) => readAttributes(text));
    const sent = inputs.filter(i => i.name && (!/^(checkbox|radio)$/i.test(i.type ?? '') || 'checked' in i));
    return {
      action: new URL(form.action || page, page).href,
      method: (form.method ?? 'get').toLowerCase(),
      fields: Object.fromEntries(sent.map(i => [i.name, i.value ?? ''])),
      buttons: [...content.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gis)]
        .map(([, text, label]) => ({ ...readAttributes(text), text: decode(label.replace(/<[^>]*>/g, '')).trim() }))
        .filter(b => (b.type ?? 'submit') === 'submit')
        .map(b => ({ name: b.name, value: b.value ?? '', text: b.text, action: b.formaction && new URL(b.formaction, page).href })),
    };
  });
}

function readAttributes(text) {
  const found = text.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g);
  return Object.fromEntries([...found].map(([, name, double, single, bare]) => [name.toLowerCase(), decode(double ?? single ?? bare ?? '')]));
}

function decode(text) {
  const names = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) =>
    hex ? String.fromCodePoint(parseInt(hex, 16)) : decimal ? String.fromCodePoint(Number(decimal)) : names[name] ?? whole);
}
