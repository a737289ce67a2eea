// All frames have been loaded, or could not be: the page need not wait for its time to run out.
const next = document.querySelector("a[data-continue]");
if (next) addEventListener("load", () => location.replace(next.href));
