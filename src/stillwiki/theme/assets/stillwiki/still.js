// What the pages do besides showing their text; all of it can be missed. Runs again whenever Material has changed
// the page in place.
(() => {
  // Below the title: "Redirected from X", after a redirect's stub has left word.
  const redirected = () => {
    let word = null;
    try {
      word = JSON.parse(sessionStorage.getItem("stillwiki.redirect"));
      sessionStorage.removeItem("stillwiki.redirect");
    } catch {
      return;
    }
    const title = document.querySelector("article h1");
    if (!title || word?.to !== location.pathname) return;
    const note = document.createElement("p");
    note.className = "redirected";
    note.append("Redirected from ", Object.assign(document.createElement("bdi"), { textContent: word.from }));
    title.after(note);
  };

  // On the random page: go to an article.
  const random = async () => {
    const place = document.querySelector("article [data-random]");
    if (!place) return;
    const answer = await fetch(place.dataset.random);
    const addresses = answer.ok ? await answer.json() : [];
    if (!addresses.length) return;
    const address = addresses[Math.floor(Math.random() * addresses.length)];
    location.replace(new URL(address, new URL(`${place.dataset.base}/`, location.href)));
  };

  // On the page for dead addresses: search for the words of the address.
  const missing = () => {
    const link = document.querySelector("article .search-address");
    if (!link) return;
    let last = location.pathname.split("/").filter(Boolean).pop() ?? "";
    try {
      last = decodeURIComponent(last);
    } catch {
      // Not UTF-8: search for it as it stands.
    }
    const words = last.replace(/\.html?$/, "").replace(/[_:]+/g, " ").trim();
    if (!words) return;
    link.search = `?q=${encodeURIComponent(words)}`;
    link.textContent = `Search for “${words}”`;
    // Material would change the page in place and not look at the query.
    link.addEventListener("click", (event) => event.stopPropagation());
  };

  // What is wider than the page scrolls; who reads by keyboard must be able to reach it.
  const wide = () => {
    for (const box of document.querySelectorAll("article :is(table, pre, pre > code, .arithmatex)")) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    }
  };

  // A link that stands for a document of this site: the document itself, where the browser shows documents.
  const documents = () => {
    if (!navigator.pdfViewerEnabled || !matchMedia("(min-width: 45em)").matches) return;
    for (const link of document.querySelectorAll("article a.document")) {
      if (link.origin !== location.origin || !/\.pdf$/i.test(link.pathname) || link.dataset.shown) continue;
      link.dataset.shown = "";
      const frame = Object.assign(document.createElement("iframe"), { src: link.href, title: link.textContent, loading: "lazy" });
      frame.className = "document";
      frame.style.height = link.style.height || "";
      link.after(frame);
    }
  };

  // A search box of the wiki: a field that leads to this site's search.
  const boxes = () => {
    const query = document.querySelector(".md-search__input");
    for (const box of query ? document.querySelectorAll("article .inputbox-search:not(:has(form))") : []) {
      const label = box.querySelector(".inputbox-button")?.textContent || "Search";
      const words = box.querySelector(".inputbox-words")?.textContent ?? "";
      const form = document.createElement("form");
      const field = Object.assign(document.createElement("input"), { type: "search", value: words, placeholder: box.title });
      field.setAttribute("aria-label", box.title || label);
      form.append(field, Object.assign(document.createElement("button"), { textContent: label }));
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        const toggle = document.getElementById("__search");
        if (!toggle?.checked) toggle?.click();
        query.value = field.value;
        query.focus();
        query.dispatchEvent(new Event("keyup")); // what Material's search listens for
        query.dispatchEvent(new Event("input")); // what Pagefind's does
      });
      box.replaceChildren(form);
      box.removeAttribute("title");
    }
  };

  const arrive = () => {
    boxes();
    wide();
    documents();
    redirected();
    random().catch(() => {});
    missing();
  };
  if (window.document$) document$.subscribe(arrive);
  else document.addEventListener("DOMContentLoaded", arrive);
})();
