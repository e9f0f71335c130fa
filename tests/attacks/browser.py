"""The attacked site in a real browser: a page that shows all others, and a server that hears what comes of it."""

from __future__ import annotations

import json
import re
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import quote

from attacks.vectors import KINDS, texts

CHROMIUM = Path("/usr/bin/chromium")
OPTIONS = (
    "--headless=new --no-sandbox --disable-gpu --no-first-run --no-proxy-server --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,900"
).split()
LONGEST = 180
"""Seconds to wait for the browser; a busy machine takes long, and says nothing of the pages by that."""
STRANGER = "evil.example"
CONTROL = f'<script>top.control = 1</script><img src="http://{STRANGER}/control.png">'
HARNESS = """<!doctype html><meta charset="utf-8"><title>All attacks</title><script>
const wait = (time) => new Promise((done) => setTimeout(done, time));
const covered = [];  // pages whose header is hidden, or that fail
const show = (address) => new Promise((done) => {
  const frame = document.createElement("iframe");
  frame.width = 1200; frame.height = 800;
  const patience = setTimeout(() => { covered.push(`${address}: does not load`); done(frame); }, 60000);
  frame.onload = async () => {
    clearTimeout(patience);
    const asked = address.includes("?q=");
    await wait(asked ? 3000 : 100);
    try {
      const page = frame.contentDocument;
      for (const node of page.querySelectorAll("article *, nav a"))
        for (const name of ["mouseover", "mouseenter", "pointerover", "focus", "focusin", "toggle", "animationstart"])
          node.dispatchEvent(new Event(name));
      for (const node of page.querySelectorAll(".md-header, .md-container, .about-page"))
        if (!node.checkVisibility({opacityProperty: true, visibilityProperty: true}))
          covered.push(`${address}: hidden ${node.className}`);
      if (asked && !page.querySelector(".md-search-result__item a")) covered.push(`${address}: nothing is found`);
      for (const [x, y] of [[600, 20], [100, 20]])
        if (page.querySelector(".md-header") && !page.elementFromPoint(x, y)?.closest(".md-header"))
          covered.push(address);
    } catch (error) { covered.push(`${address}: ${error}`); }
    done(frame);
  };
  frame.src = address;
  document.body.append(frame);
});
const all = async (addresses) => {
  const left = [...addresses];
  await Promise.all(Array.from({length: 4}, async () => {
    while (left.length) { const frame = await show(left.shift()); frame.remove(); }
  }));
};
addEventListener("load", async () => {
  await all(ADDRESSES);
  const found = {canary: window.canary ?? null, covered};
  await fetch("/report/attacks", {method: "POST", body: JSON.stringify(found)});
  await show("/control.html");
  await wait(300);
  await fetch("/report/control", {method: "POST", body: JSON.stringify({control: window.control ?? null})});
});
</script><body>"""


_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*assets/styles/[^"]*">')


_INDEX = "/search/search_index.json"


class Ears(socketserver.ThreadingTCPServer):
    """Stands for every other host, and keeps what is said to it."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)
        self.heard: list[bytes] = []

    def finish_request(self, request: object, _address: object) -> None:
        """Keep the first words; the name of the host is in them, in plain text even for TLS."""
        request.settimeout(2)  # type: ignore[attr-defined]
        self.heard.append(request.recv(4096))  # type: ignore[attr-defined]


class Desk(ThreadingHTTPServer):
    """Serves the site and takes the harness's reports."""

    daemon_threads = True

    def __init__(self, site: Path, ears: Ears) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Visit, directory=str(site)))
        self.ears = ears
        self.reports: dict[str, dict[str, object]] = {}
        self.done = threading.Event()


class _Visit(SimpleHTTPRequestHandler):
    server: Desk

    def do_POST(self) -> None:
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        told["heard"] = [words for words in self.server.ears.heard if b"google" not in words]
        self.server.reports[self.path.rpartition("/")[2]] = told
        self.send_response(204)
        self.end_headers()
        if self.path.endswith("/control"):
            self.server.done.set()

    def do_GET(self) -> None:
        """Serve a file; the search's index, whose reading costs each page a second, only to pages that search."""
        if not self.path.startswith(_INDEX) or "?q=" in self.headers.get("Referer", ""):
            super().do_GET()
            return
        index = json.loads(Path(self.directory, _INDEX.strip("/")).read_text("utf-8")) | {"docs": []}
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(json.dumps(index).encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def prepare(site: Path) -> None:
    """Write the harness, one page for all attacks of a kind, and one that succeeds, so that the test can fail."""
    skin = _cut((site / "wiki/Harmless/index.html").read_text("utf-8"))
    single = {name: [_name(vector.title) for vector in texts() if vector.kind == name] for name in KINDS}
    single["titles"] = sorted(_own(site))
    for kind, folders in single.items():
        pages = [(site / "wiki" / name / "index.html").read_text("utf-8") for name in folders]
        sheets = "".join(sorted({link for page in pages for link in _SHEET.findall(page)}))
        head = skin[0].replace("</head>", f"{sheets}</head>")
        (site / f"all/{kind}").mkdir(parents=True, exist_ok=True)
        (site / f"all/{kind}/index.html").write_text(
            "\n".join((head, *(_cut(page)[1] for page in pages), skin[2])), "utf-8"
        )
    drawn = [path.parent for path in sorted((site / "notes").rglob("index.html"))]
    articles = [_cut((folder / "index.html").read_text("utf-8"))[1] for folder in drawn]
    (site / "all/notes").mkdir()
    (site / "all/notes/index.html").write_text("\n".join((skin[0], *articles, skin[2])), "utf-8")
    # What is not in the article counts on these: contents, titles, lists.
    chosen = [name for name in sorted(_own(site)) if re.search(r"on\w+=", name) and not name.startswith(("To_", "-"))]
    chosen += [name for name in single["attributes"] if "heading" in name] + ["Styles_absolute_over_everything"]
    chosen += [f"Special/{path.name}" for path in (site / "wiki/Special").iterdir()]
    addresses = [f"/wiki/Harmless/?q={word}" for word in ("canary", "script")]  # what the search shows
    addresses += [f"/{quote(str(folder.relative_to(site)))}/" for folder in drawn if "Note_" in folder.name]
    addresses += [f"/all/{kind}/" for kind in (*single, "notes")] + [f"/wiki/{quote(name)}/" for name in chosen]
    (site / "harness.html").write_text(HARNESS.replace("ADDRESSES", json.dumps(addresses)), "utf-8")
    (site / "control.html").write_text(CONTROL, "utf-8")


def _name(title: str) -> str:
    return title.replace(" ", "_")


def _own(site: Path) -> set[str]:
    """Folders of the articles with hostile titles; stubs of redirects have no article."""
    known = {_name(vector.title) for vector in texts()}
    pages = [path for path in (site / "wiki").glob("*/index.html") if "<article" in path.read_text("utf-8")]
    return {path.parent.name for path in pages} - known


def _cut(page: str) -> tuple[str, str, str]:
    """What stands before an article's inside, the inside, and what stands behind it."""
    head, mark, rest = page.partition("<article")
    opening, end, rest = rest.partition(">")
    inside, close, tail = rest.rpartition("</article>")
    return head + mark + opening + end, inside, close + tail


@contextmanager
def _served(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]  # type: ignore[misc]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def visit(site: Path) -> dict[str, dict[str, object]]:
    """Show every attack in the browser; what it reports of them, and of the page that succeeds."""
    prepare(site)
    ears = Ears()
    desk = Desk(site, ears)
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)  # the browser still writes while it ends
    with _served(ears) as stranger, _served(desk) as port, folder as profile:
        rules = f"MAP * 127.0.0.1:{stranger}, EXCLUDE 127.0.0.1"
        command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={profile}", f"--host-resolver-rules={rules}"]
        command += ["--remote-debugging-port=0", f"http://127.0.0.1:{port}/harness.html"]
        browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own words
        try:
            desk.done.wait(LONGEST)
        finally:
            browser.terminate()
            browser.wait(10)
    return desk.reports
