// Works while the person types. A page that can't, or whose work comes too late, is answered all the same: by a code first.
const field = document.querySelector("input[data-puzzle]");
const form = field?.form;
const batch = 512;

const zeros = bytes => Math.clz32(new DataView(bytes).getUint32(0));

const solve = async (puzzle, bits) => {
  const encoder = new TextEncoder();
  for (let from = 0; ; from += batch) {
    const answers = Array.from({ length: batch }, (_, i) => `${puzzle}.${from + i}`);
    const hashes = await Promise.all(answers.map(answer => crypto.subtle.digest("SHA-256", encoder.encode(answer))));
    const found = hashes.findIndex(hash => zeros(hash) >= bits);
    if (found >= 0) return answers[found];
  }
};

// Without a secure connection a browser has no SHA-256.
if (form && globalThis.crypto?.subtle) {
  let waits = null;
  let done = false;

  form.addEventListener("submit", event => {
    if (done) return;
    event.preventDefault();
    waits = event.submitter ?? form.querySelector("button[type=submit]");
    waits?.setAttribute("aria-disabled", "true");
    const text = waits?.querySelector("span");
    if (text && waits.dataset.pending) text.textContent = waits.dataset.pending;
  });

  solve(field.dataset.puzzle, Number(field.dataset.bits))
    .then(answer => { field.value = answer; })
    .catch(() => {})
    .then(() => {
      done = true;
      if (waits) form.requestSubmit();
    });
}
