"""A full history of 200 MB: what reading it takes in memory and time, and what comes out, whatever it is packed in."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import fulldump
from packing import PACKERS, zstd

SIZE = 200_000_000
SMALL = 8_000_000
MEMORY = 150 << 20
SLOWER = 1.5
"""Times a pass of the XML parser alone, with handlers that do nothing."""

# What is measured runs by itself, so that pytest's own memory does not count. Time is that of the processor; the parser
# alone reads piece by piece in between, so that what else the machine does slows both.
MEASURE = """
import json, sys, time
from pathlib import Path
from xml.parsers import expat
from stillwiki import sources

path = Path(sys.argv[1])
parser = expat.ParserCreate()
parser.buffer_text, parser.buffer_size = True, 1 << 16
parser.StartElementHandler = lambda tag, attributes: None
parser.EndElementHandler = parser.CharacterDataHandler = lambda data: None
spent = 0.0

def watch(done, total):
    global spent
    start = time.process_time()
    if sys.argv[2:]:
        parser.Parse(file.read(1 << 18), False)
    spent += time.process_time() - start

with path.open("rb") as file:
    start = time.process_time()
    wiki = sources.read(path, watch=watch)
    ours = time.process_time() - start - spent
status = Path("/proc/self/status").read_text()
print(json.dumps({
    "memory": 1024 * int(status.partition("VmHWM:")[2].split()[0]),
    "pages": len(wiki.pages),
    "findings": len(wiki.diagnostics),
    "revisions": sum(len(page.history) for page in wiki.pages),
    "slower": ours / spent,
}))
"""
linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")


def measured(path: Path, *, timed: bool = False) -> dict[str, float]:
    command = [sys.executable, "-c", MEASURE, str(path), *(["timed"] if timed else [])]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # ours
    found: dict[str, float] = json.loads(done.stdout)
    return found


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    for path in tmp_path.iterdir():  # pytest keeps folders; not gigabytes
        path.unlink()


@linux
def test_a_full_history_is_read_in_little_memory_and_time(home: Path) -> None:
    path = home / "history.xml"
    with path.open("wb") as out:
        pages = fulldump.write(out, SIZE)
    found = measured(path, timed=True)
    assert path.stat().st_size >= SIZE
    assert (found["pages"], found["findings"]) == (pages, 0)
    assert found["revisions"] > 20 * pages
    assert found["memory"] <= MEMORY
    assert found["slower"] <= SLOWER


@linux
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, zstd.compress, PACKERS["7z"], PACKERS["tar.gz"]])
def test_packed_histories_take_little_more_memory(home: Path, pack: Callable[[bytes], bytes]) -> None:
    plain = io.BytesIO()
    pages = fulldump.write(plain, SMALL)
    path = home / "history"
    path.write_bytes(pack(plain.getvalue()))
    found = measured(path)
    assert (found["pages"], found["findings"]) == (pages, 0)
    assert found["memory"] <= MEMORY
