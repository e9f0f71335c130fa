// Diagrams: code of the language Mermaid is drawn by our own copy of Mermaid, which only pages with diagrams load.
// Without scripts, and where a diagram has a fault, its source stays to be read. Labels are text: no HTML, no script, no address that runs.
(() => {
  const program = new URL(document.currentScript.dataset.mermaid, location.href);
  let loading = null;
  let number = 0;

  const load = () =>
    (loading ??= new Promise((done, failed) => {
      document.head.append(
        Object.assign(document.createElement("script"), { src: program, onload: done, onerror: failed }),
      );
    }));
  const dark = () => document.body.getAttribute("data-md-color-scheme") === "slate";

  const draw = async () => {
    const blocks = document.querySelectorAll("article .diagram-source:not([data-drawn])");
    if (!blocks.length) return;
    await load();
    for (const block of blocks) {
      block.dataset.drawn = "";
      mermaid.initialize({
        startOnLoad: false,
        securityLevel: "strict",
        // What a diagram may not set for itself: all that is style, for a style can ask another host.
        secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "themeCSS", "themeVariables", "fontFamily", "htmlLabels"],
        htmlLabels: false,
        flowchart: { htmlLabels: false },
        theme: dark() ? "dark" : "neutral",
        fontFamily: "inherit",
      });
      const source = block.textContent;
      try {
        const { svg } = await mermaid.render(`diagram-${++number}`, source);
        const figure = document.createElement("figure");
        figure.className = "diagram";
        const shown = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
        if (shown.nodeName !== "svg") continue;
        shown.setAttribute("role", "img");
        shown.setAttribute("aria-label", `Diagram: ${source}`);
        figure.append(document.importNode(shown, true));
        block.replaceWith(figure);
      } catch {
        document.querySelector(`#ddiagram-${number}`)?.remove();
      }
    }
  };
  if (window.document$) document$.subscribe(() => draw().catch(() => {}));
  else document.addEventListener("DOMContentLoaded", () => draw().catch(() => {}));
})();
