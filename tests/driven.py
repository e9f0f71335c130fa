"""A real browser that a test drives as a reader would, by Chromium's own protocol over a pair of pipes."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attacks.browser import CHROMIUM, OPTIONS

LONGEST = 60
"""Seconds to wait for anything; a busy machine takes long, and says nothing of the pages by that."""
START = """
import fcntl, os, sys
hear, tell = (fcntl.fcntl(int(pipe), fcntl.F_DUPFD_CLOEXEC, 20) for pipe in sys.argv[1:3])
os.dup2(hear, 3)
os.dup2(tell, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
"""Chromium hears at 3 and answers at 4."""
KEYS = {"Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40, "Tab": 9}


class RefusedError(Exception):
    """The browser cannot do what it is told: a script fails, or its page is just being left."""


class Browser:
    """One page in Chromium."""

    def __init__(self, pipes: tuple[int, int]) -> None:
        self._in, self._out = pipes
        self._left = b""
        self._number = 0
        self.said: list[str] = []
        """Errors that the page's scripts or its policy raised."""
        target = self._ask("Target.createTarget", url="about:blank")["result"]["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["result"]["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def _ask(self, method: str, session: str = "", **told: Any) -> dict[str, Any]:
        self._number += 1
        order = {"id": self._number, "method": method, "params": told} | ({"sessionId": session} if session else {})
        os.write(self._in, json.dumps(order).encode() + b"\0")
        while (word := self._word()).get("id") != self._number:
            self._note(word)
        found: dict[str, Any] = word
        return found

    def _word(self) -> dict[str, Any]:
        ends = time.monotonic() + LONGEST
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._out], [], [], max(ends - time.monotonic(), 0))
            assert ready, "the browser says nothing"
            heard = os.read(self._out, 1 << 20)
            assert heard, "the browser is no more"
            self._left += heard
        word, _, self._left = self._left.partition(b"\0")
        found: dict[str, Any] = json.loads(word)
        return found

    def _note(self, word: dict[str, Any]) -> None:
        told = word.get("params", {})
        if word.get("method") == "Runtime.exceptionThrown":
            self.said.append(json.dumps(told["exceptionDetails"]))
        if word.get("method") == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.said.append(f"{told['entry']['text']} {told['entry'].get('url', '')}")

    def ask(self, method: str, **told: Any) -> dict[str, Any]:
        """Tell the page something by the protocol."""
        word = self._ask(method, self._session, **told)
        if "error" in word:
            raise RefusedError(word["error"])
        found: dict[str, Any] = word["result"]
        return found

    def show(self, address: str, width: int = 1280, height: int = 900) -> None:
        """Open an address in a window of a size, and wait for its end."""
        phone = width < 600
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        self.ask("Page.navigate", url=address)
        self.until("document.readyState === 'complete' && location.href.startsWith('http')")

    def tell(self, script: str) -> Any:
        """What an expression gives."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RefusedError(answer)
        return answer["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait for a condition; one that fails may hold later, for pages are changed in place."""
        ends = time.monotonic() + LONGEST
        while not self._holds(condition):
            assert time.monotonic() < ends, f"never: {condition}; {self.said}"
            time.sleep(0.05)

    def _holds(self, condition: str) -> bool:
        try:
            return bool(self.tell(condition))
        except RefusedError:
            return False

    def write(self, text: str) -> None:
        """Type text, key by key."""
        for letter in text:
            self.ask("Input.dispatchKeyEvent", type="keyDown", text=letter, key=letter)
            self.ask("Input.dispatchKeyEvent", type="keyUp", key=letter)

    def press(self, key: str) -> None:
        """Press a key that is no letter."""
        told = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]} | (
            {"text": "\r"} if key == "Enter" else {}
        )
        self.ask("Input.dispatchKeyEvent", type="keyDown", **told)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **told)

    def click(self, css: str) -> None:
        """Click with the mouse into the middle of the first thing of a selector that can be seen."""
        place = self.tell(
            f"(() => {{ const all = [...document.querySelectorAll({json.dumps(css)})];"
            "const box = all.find((each) => each.checkVisibility()).getBoundingClientRect();"
            "return [box.x + box.width / 2, box.y + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def picture(self, path: Path) -> None:
        """Keep what is seen."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser without a past."""
    (theirs, ours), (answers, told) = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [str(CHROMIUM), *OPTIONS, f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"]
        start = [sys.executable, "-c", START, str(theirs), str(told), *command]
        running = subprocess.Popen(  # noqa: S603  # our own words
            start, pass_fds=(theirs, told), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(theirs)
        os.close(told)
        try:
            yield Browser((ours, answers))
        finally:
            running.terminate()
            running.wait(10)
            os.close(ours)
            os.close(answers)
