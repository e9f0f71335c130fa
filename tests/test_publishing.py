"""What stands between a commit and the published site: workflows, the address of a fork, and weight."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from stillwiki.weight import weigh

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    text = path.read_text("utf-8")
    return yaml.load(text.replace("\non:", "\ntriggers:"), yaml.BaseLoader)  # noqa: S506  # texts only


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_are_bounded_and_pinned(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"]["contents"] == ("write" if path.stem == "refresh" else "read")
    for job in workflow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60
        for step in job["steps"]:
            if uses := step.get("uses"):
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", uses), uses
            if run := step.get("run"):
                assert "${{" not in run, "what an event says must not become a command"
                for script in re.findall(r"(?:scripts|\.ci)/\w+", run):
                    assert (ROOT / script).stat().st_mode & 0o111, script


def test_pages_are_deployed_one_after_another_and_only_when_the_build_is_whole() -> None:
    pages = read(ROOT / ".github/workflows/pages.yml")
    assert pages["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    assert pages["jobs"]["deploy"]["needs"] == "build"
    steps = [step.get("uses", step.get("run", "")) for step in pages["jobs"]["build"]["steps"]]
    assert steps.index("scripts/build") < next(n for n, step in enumerate(steps) if "upload-pages-artifact" in step)
    assert pages["jobs"]["canary"]["continue-on-error"] == "true"


def test_a_fork_publishes_under_its_own_address(monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.config import load_config  # noqa: PLC0415  # slow, and only here

    monkeypatch.setenv("SITE_URL", "https://me.github.io/my-wiki/")
    assert load_config(str(ROOT / "mkdocs.yml")).site_url == "https://me.github.io/my-wiki/"
    monkeypatch.delenv("SITE_URL")
    assert load_config(str(ROOT / "mkdocs.yml")).site_url.startswith("https://")


def test_what_is_too_heavy_is_said(tmp_path: Path) -> None:
    for name, size in {"index.html": 300, "a/index.html": 1200, "a/big.png": 5000, "b.txt": 10}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * size)
    assert list(weigh(tmp_path)) == []
    found = list(weigh(tmp_path, site_bytes=6000, page_bytes=1000))
    assert [(d.code, d.page) for d in found] == [("site-too-large", "."), ("page-heavy", "a/index.html")]
    assert found[0].hint.startswith("largest: a/big.png")
    assert list(weigh(tmp_path, site_bytes=6510, page_bytes=1200)) == []
