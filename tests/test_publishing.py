"""What stands between a commit and the published site: workflows, the address of a fork, and weight."""

from __future__ import annotations

import os
import re
import subprocess
import tomllib
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
    for name, job in workflow["jobs"].items():
        if called := job.get("uses"):
            assert (ROOT / called).is_file()
            continue
        # To fetch a large wiki for the first time, politely, takes hours.
        assert int(job["timeout-minutes"]) <= (350 if name == "fetch" else 60)
        for step in job["steps"]:
            if uses := step.get("uses"):
                assert re.fullmatch(r"actions/[a-z-]+@v\d+", uses), uses
            if run := step.get("run"):
                assert "${{" not in run, "what an event says must not become a command"
                for script in re.findall(r"(?:scripts|\.ci)/\w+\b(?![-.*])", run):
                    assert (ROOT / script).stat().st_mode & 0o111, script


def test_pages_are_deployed_one_after_another_and_only_when_the_build_is_whole() -> None:
    pages = read(ROOT / ".github/workflows/pages.yml")
    assert pages["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}
    assert pages["jobs"]["deploy"]["needs"] == "build"
    steps = [step.get("uses", step.get("run", "")) for step in pages["jobs"]["build"]["steps"]]
    assert steps.index("scripts/build") < next(n for n, step in enumerate(steps) if "upload-pages-artifact" in step)
    assert pages["jobs"]["canary"]["continue-on-error"] == "true"


def step(name: str) -> str:
    """What a step of the refreshing workflow runs."""
    steps = read(ROOT / ".github/workflows/refresh.yml")["jobs"]["fetch"]["steps"]
    return str(next(step["run"] for step in steps if step.get("id") == name))


def shell(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a step as GitHub does."""
    environment = os.environ | {"RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output")} | variables
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize(("code", "goes_on"), [(0, True), (1, True), (8, True), (9, True), (2, False), (7, False)])
def test_a_refresh_goes_on_where_readers_have_to_be_told(tmp_path: Path, code: int, *, goes_on: bool) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/refresh").write_text(f'#!/bin/sh\nprintf "%s|" "$@" >said\nexit {code}\n', "utf-8")
    (tmp_path / "scripts/refresh").chmod(0o755)
    done = shell(step("refresh"), tmp_path, SOURCE="https://a b/", OPTIONS="--images --accept shrunk", CONTACT="me")
    assert done.returncode == (0 if goes_on else code)
    assert (tmp_path / "output").read_text("utf-8") == f"code={code}\n"
    words = ["https://a b/", "--images", "--accept", "shrunk", "--contact", "me", "--news", f"{tmp_path}/news", ""]
    assert (tmp_path / "said").read_text("utf-8").split("|") == words


def test_what_changed_becomes_a_commit_that_names_it(tmp_path: Path) -> None:
    for command in (
        "init -q -b main",
        "init -q --bare origin",
        "remote add origin origin",
        "config push.default current",
    ):
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True)  # noqa: S603, S607
    (tmp_path / "news").write_text("The wiki's changes: 1 changed\n\nchanged: # 5\n", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a").write_text("1", "utf-8")
    assert shell(step("commit"), tmp_path).returncode == 0
    log = ["git", "--git-dir=origin", "log", "main", "--format=%B"]
    said = subprocess.run(log, cwd=tmp_path, capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert said.strip() == "The wiki's changes: 1 changed\n\nchanged: # 5"
    assert "commit=" in (tmp_path / "output").read_text("utf-8")
    (tmp_path / "output").write_text("", "utf-8")
    assert shell(step("commit"), tmp_path).returncode == 0
    assert (tmp_path / "output").read_text("utf-8") == ""


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


@pytest.mark.parametrize(("file", "extras"), [("requirements.txt", ()), ("requirements-dev.txt", ("dev",))])
def test_everything_that_is_installed_is_pinned_with_digests(file: str, extras: tuple[str, ...]) -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*told["dependencies"], *(each for extra in extras for each in told["optional-dependencies"][extra])]
    locked = re.findall(
        r"^([\w.-]+)==([\w.]+)(?: ;[^\n]*)? \\\n((?: +--hash=[^\n]*\n?)+)", read_lock(file), re.MULTILINE
    )
    pins = {plain_name(name): version for name, version, _ in locked}
    for each in wanted:
        name, version = each.partition(";")[0].strip().split("==")
        assert pins[plain_name(name.partition("[")[0])] == version
    lines = [line for line in read_lock(file).splitlines() if line and not line.startswith(" ")]
    assert len(locked) == len(lines)
    assert all(re.fullmatch(r"( +--hash=sha256:[0-9a-f]{64}( \\)?\n?)+", digests) for _, _, digests in locked)


def read_lock(file: str) -> str:
    return (ROOT / "scripts" / file).read_text("utf-8")


def plain_name(name: str) -> str:
    """A package's name, as all its spellings are compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
