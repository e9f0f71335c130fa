"""Options and fixtures of all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from stillwiki.pagewise import DEEP

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "scripts")]
if TYPE_CHECKING:
    from mediawiki.loopback import Loopback
# How long one example takes says nothing on a shared machine; and the same state of the code has the same examples
# everywhere, so that a run says what that state is. Chance belongs into `scripts/fuzz`.
settings.register_profile("shared machine", deadline=None, derandomize=True)
settings.load_profile("shared machine")
sys.setrecursionlimit(DEEP)  # which a conversion needs: Hypothesis does not let an example set it


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="write what the spec cases give into their files")


@pytest.fixture(autouse=True, scope="session")
def _own_caches(tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the tests remember of one another is nothing of the user's."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("caches"))


@pytest.fixture(autouse=True, scope="session")
def _own_templates() -> Iterator[None]:
    """The theme is that of all builds."""
    from compiled import once  # noqa: PLC0415  # which needs the path

    with once():
        yield


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that Pagefind searches, made once; copies of it are what tests change."""
    from largewiki import built  # noqa: PLC0415  # which needs the path

    return built(tmp_path_factory.mktemp("large"))


@pytest.fixture
def accepting(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def empty_wiki(tmp_path_factory: pytest.TempPathFactory) -> Loopback:
    """A MediaWiki as it is after its installation, made once; copies of it are what tests change."""
    from mediawiki.loopback import Loopback, missing  # noqa: PLC0415  # only who asks for it needs it

    if lacking := missing():
        pytest.skip(lacking)
    wiki = Loopback(tmp_path_factory.mktemp("mediawiki") / "empty")
    wiki.install()
    return wiki


@pytest.fixture
def live_wiki(empty_wiki: Loopback, tmp_path: Path) -> Iterator[Loopback]:
    """A MediaWiki of the test's own that answers on loopback."""
    with empty_wiki.copy(empty_wiki.folder.parent / tmp_path.name).serving() as wiki:
        yield wiki
