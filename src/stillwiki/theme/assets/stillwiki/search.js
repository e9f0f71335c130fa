// The search of a large site: what is typed in the header's box is asked of Pagefind's index, which is fetched piece
// by piece. Keys are those of Material's own search. What an index says is shown as text, never as markup.
(() => {
  const base = new URL(`${document.currentScript.dataset.base}/`, location.href);
  const box = document.querySelector(".md-search");
  const toggle = document.getElementById("__search");
  const field = box?.querySelector(".md-search__input");
  if (!toggle || !field) return;
  const status = box.querySelector(".md-search-result__meta");
  const list = box.querySelector(".md-search-result__list");
  const scroller = box.querySelector(".md-search__scrollwrap");
  const PAGE = 10; // results shown at a time
  const SECTIONS = 2; // of a page, below it
  const PAUSE = 150; // milliseconds without a key before a search begins

  let engine = null;
  const load = () => {
    engine ??= import(new URL("search/pagefind.js", base)).then(async (pagefind) => {
      await pagefind.options({ baseUrl: base.pathname, excerptLength: 24 });
      await pagefind.init();
      return pagefind;
    });
    return engine;
  };

  // Excerpts are HTML: text, and `mark` around what was found.
  const words = (html) => {
    const nodes = new DOMParser().parseFromString(html, "text/html").body.childNodes;
    return [...nodes].map((node) => {
      if (node.nodeName !== "MARK") return node.textContent;
      return Object.assign(document.createElement("mark"), { textContent: node.textContent });
    });
  };

  const link = (address, title, excerpt, kind, level) => {
    const anchor = Object.assign(document.createElement("a"), { className: "md-search-result__link", href: address });
    const place = document.createElement("div"); // Material has an `article` here, of which a page has one
    place.className = `md-search-result__article md-typeset ${kind}`;
    if (level === "h1") place.append(Object.assign(document.createElement("div"), { className: "md-search-result__icon md-icon" }));
    const name = Object.assign(document.createElement(level), { textContent: title, dir: "auto" });
    const text = Object.assign(document.createElement("p"), { dir: "auto" });
    text.append(...words(excerpt));
    place.append(name, text);
    anchor.append(place);
    return anchor;
  };

  // A page, and those of its sections that say most of what was asked.
  const entry = (page) => {
    const item = document.createElement("li");
    item.className = "md-search-result__item";
    item.append(link(page.url, page.meta.title, page.excerpt, "md-search-result__article--document", "h1"));
    const sections = page.sub_results.filter((part) => part.anchor?.id && part.anchor.element !== "h1");
    const best = [...sections].sort((one, other) => other.locations.length - one.locations.length).slice(0, SECTIONS);
    for (const part of sections.filter((each) => best.includes(each))) item.append(link(part.url, part.title, part.excerpt, "", "h2"));
    return item;
  };

  let asked = ""; // what the results on show, or on their way, are for
  let answer = Promise.resolve(); // when they are on show
  let found = [];
  let shown = 0;
  let coming = null; // further ones of these, which are not asked for twice

  const next = async (mine) => {
    try {
      const pages = await Promise.all(mine.slice(shown, shown + PAGE).map((result) => result.data()));
      if (mine !== found) return;
      list.append(...pages.map(entry));
      shown += pages.length;
    } finally {
      if (mine === found) coming = null; // what failed to come may come the next time
    }
  };
  const more = () => (coming ??= next(found));

  const say = (count) => {
    if (!asked) status.textContent = box.dataset.start;
    else if (count === 1) status.textContent = box.dataset.one;
    else status.textContent = count ? box.dataset.found.replace("#", count.toLocaleString()) : box.dataset.none;
  };

  const results = async (query) => {
    let all = [];
    try {
      if (query) all = (await (await load()).search(query)).results;
    } catch {
      if (query !== asked) return;
      engine = null; // it may be there the next time
      asked = "";
      list.replaceChildren();
      status.textContent = "The search cannot be loaded.";
      return;
    }
    if (query !== asked) return;
    found = all;
    shown = 0;
    coming = null;
    list.replaceChildren();
    scroller.scrollTop = 0;
    say(found.length);
    await more();
  };
  const search = () => {
    const query = field.value.trim();
    if (query !== asked) answer = results((asked = query));
    return answer;
  };

  let pause = 0;
  const soon = () => {
    clearTimeout(pause);
    pause = setTimeout(search, PAUSE);
  };
  const open = (wanted) => {
    if (toggle.checked !== wanted) toggle.click();
  };

  field.addEventListener("focus", () => {
    open(true);
    load().catch(() => {});
  });
  field.addEventListener("input", () => {
    open(true); // Material closes it a moment after it has changed the page
    soon();
  });
  toggle.addEventListener("change", () => toggle.checked && field.focus());
  field.form.addEventListener("submit", (event) => event.preventDefault());
  field.form.addEventListener("reset", () => {
    setTimeout(search);
    field.focus();
  });
  scroller.addEventListener("scroll", () => {
    if (scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 300) more();
  });
  list.addEventListener("click", (event) => event.target.closest("a") && open(false));

  const move = async (step) => {
    const places = () => [field, ...list.querySelectorAll("a")];
    let at = Math.max(places().indexOf(document.activeElement), 0) + step;
    if (at >= places().length) await more();
    at = (at + places().length) % places().length;
    places()[at].focus();
  };

  // Return before the results are there means the first of them.
  const first = async () => {
    clearTimeout(pause);
    await search();
    list.querySelector("a")?.click();
  };

  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (toggle.checked) {
      if (event.key === "Escape") {
        open(false);
        field.blur();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowUp" ? -1 : 1);
      else if (event.key === "Enter" && document.activeElement === field) first();
      else return;
    } else {
      const writing = event.target.closest?.("input, textarea, select, [contenteditable]");
      if (writing || !["/", "f", "s"].includes(event.key)) return;
      field.focus();
      field.select();
    }
    event.preventDefault();
  });
  // Whoever leaves the results by Tab leaves the search.
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget) && event.relatedTarget !== toggle) open(false);
  });

  // An address that ends in `?q=words` opens the search, as Material's does.
  const query = new URLSearchParams(location.search).get("q");
  if (query) {
    field.value = query;
    field.focus();
    search();
  }
})();
