// Makes pages nicer; none of them needs it.

const button = (text, label, onClick) => {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "button quiet small";
  b.textContent = text;
  if (label) b.setAttribute("aria-label", label);
  b.addEventListener("click", onClick);
  return b;
};

// A password can be shown while it is typed; it is sent hidden, so that browsers offer to keep it.
for (const box of document.querySelectorAll("[data-password]")) {
  const input = box.querySelector("input");
  const { show, showLabel, hide, hideLabel } = box.dataset;
  const set = visible => {
    const { selectionStart, selectionEnd } = input;
    input.type = visible ? "text" : "password";
    toggle.textContent = visible ? hide : show;
    toggle.setAttribute("aria-label", visible ? hideLabel : showLabel);
    toggle.setAttribute("aria-pressed", String(visible));
    input.setSelectionRange(selectionStart, selectionEnd);
  };
  const toggle = button(show, showLabel, () => set(input.type === "password"));
  toggle.setAttribute("aria-pressed", "false");
  toggle.setAttribute("aria-controls", input.id);
  box.append(toggle);
  input.form?.addEventListener("submit", () => set(false));
}

for (const box of document.querySelectorAll("[data-copy]")) {
  const { copy, copied } = box.dataset;
  const b = button(copy, null, async () => {
    await navigator.clipboard.writeText(box.querySelector("code").textContent);
    b.textContent = copied;
    setTimeout(() => { b.textContent = copy; }, 2000);
  });
  b.setAttribute("aria-live", "polite");
  if (navigator.clipboard) box.append(b);
}

// A form is sent once. The button says so when the answer takes longer than a blink.
const sent = new WeakMap();
document.addEventListener("submit", event => {
  const form = event.target;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;

  const b = event.submitter ?? form.querySelector("button[type=submit]");
  const text = b?.querySelector("span");
  const before = text?.textContent;
  const timer = setTimeout(() => {
    b?.setAttribute("aria-disabled", "true");
    if (text && b.dataset.pending) text.textContent = b.dataset.pending;
  }, 300);
  sent.set(form, () => {
    clearTimeout(timer);
    b?.removeAttribute("aria-disabled");
    if (text) text.textContent = before;
  });
});

// A page that comes back by the Back button, or an address that opened another program, can be sent again.
const reset = () => {
  for (const form of document.forms) {
    sent.get(form)?.();
    sent.delete(form);
  }
};
addEventListener("pageshow", event => { if (event.persisted) reset(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") reset(); });

for (const time of document.querySelectorAll("time[data-local]")) {
  const date = new Date(time.dateTime);
  time.title = time.textContent;
  time.textContent = date.toLocaleString(document.documentElement.lang, {
    day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
  });
}

for (const form of document.querySelectorAll("form[data-autosubmit]")) {
  form.querySelector("button")?.remove();
  form.querySelector("select")?.addEventListener("change", () => form.requestSubmit());
}

document.querySelector("[data-errors]")?.focus();
