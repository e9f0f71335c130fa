// Tooltips: a link to a term of the glossary shows the term's definition while it is pointed at or has the focus.
// Nothing is fetched before the first link is; without this script a link is a link.
(() => {
  const script = document.currentScript;
  const base = new URL(`${script.dataset.base}/`, location.href);
  const source = new URL(script.dataset.terms, location.href);
  let known = null;
  const read = async () => {
    const answer = await fetch(source);
    const found = answer.ok ? await answer.json() : {};
    return new Map(Object.entries(found).map(([address, text]) => [new URL(address, base).pathname, text]));
  };
  const terms = () => (known ??= read().catch(() => new Map()));

  const box = Object.assign(document.createElement("div"), { id: "term-definition", className: "term-tooltip" });
  box.setAttribute("role", "tooltip");
  box.hidden = true;
  let link = null;

  const close = () => {
    link?.removeAttribute("aria-describedby");
    link = null;
    box.hidden = true;
  };

  const place = () => {
    const target = link.getBoundingClientRect();
    const left = Math.min(target.left, document.documentElement.clientWidth - box.offsetWidth - 8);
    const below = target.bottom + 6;
    const fits = below + box.offsetHeight < document.documentElement.clientHeight;
    box.style.left = `${Math.max(8, left) + scrollX}px`;
    box.style.top = `${(fits ? below : target.top - box.offsetHeight - 6) + scrollY}px`;
  };

  const open = async (event) => {
    const next = event.target.closest?.("article a[href]:not(.headerlink)");
    if (!next || next === link) return;
    close();
    const address = new URL(next.href);
    if (address.origin !== base.origin || !address.pathname.startsWith(base.pathname)) return;
    if (address.pathname === location.pathname) return;
    link = next;
    const definition = (await terms()).get(address.pathname);
    if (link !== next || !definition) return;
    box.textContent = definition;
    document.body.append(box);
    box.hidden = false;
    next.setAttribute("aria-describedby", box.id);
    place();
  };

  const leave = (event) => {
    if (!link || box.contains(event.relatedTarget) || link.contains(event.relatedTarget)) return;
    close();
  };

  document.addEventListener("mouseover", open);
  document.addEventListener("focusin", open);
  document.addEventListener("mouseout", leave);
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  if (window.document$) document$.subscribe(close);
})();
