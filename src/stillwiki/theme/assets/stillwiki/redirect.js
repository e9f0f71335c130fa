// On the stub of a redirect: go on to the target, with the visitor's own fragment if there is one, and leave word
// there of where the visitor came from.
(() => {
  const { to, from } = document.currentScript.dataset;
  const target = new URL(to, location.href);
  if (location.hash) target.hash = location.hash;
  try {
    if (from) sessionStorage.setItem("stillwiki.redirect", JSON.stringify({ from, to: target.pathname }));
  } catch {
    // Storage may be forbidden; the redirect works without it.
  }
  location.replace(target);
})();
