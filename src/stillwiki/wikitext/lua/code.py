"""Compiled chunks, kept for the life of the process: the house's own Lua files, and the modules of wikis.

A page has its own Lua state, so code passes from state to state as bytecode. All bytecode comes from the compiler here,
none from a module: text that begins like bytecode is refused.
"""

from __future__ import annotations

from collections import OrderedDict
from functools import cache
from importlib.resources import files
from typing import Any

from lupa.lua51 import LuaError, LuaRuntime  # type: ignore[import-untyped]

_ESCAPE = b"\x1b"
_KEPT = 2000
"""Modules whose bytecode is kept; the least used go first."""
_COMPILE = b"""
local text, name = ...
local chunk, problem = loadstring(text, name)
if chunk then return true, string.dump(chunk) end
return false, problem
"""
_compiled: OrderedDict[tuple[str, str], tuple[bool, bytes]] = OrderedDict()


@cache
def library(name: str) -> bytes:
    """Bytecode of one of the house's chunks."""
    text = files(__package__).joinpath(f"{name}.lua").read_bytes()
    done, code = _compile(text, b"=stillwiki/" + name.encode())
    if not done:  # pragma: no cover (a fault of the house, seen by every test)
        raise SyntaxError(code.decode())
    return code


def module(title: str, text: str) -> tuple[bool, bytes]:
    """Bytecode of a module, or false and Lua's words for why it cannot be compiled."""
    key = (title, text)
    found = _compiled.get(key)
    if found is None:
        found = _compiled[key] = _compile(text.encode("utf-8", "replace"), b"=" + title.encode("utf-8", "replace"))
        if len(_compiled) > _KEPT:
            _compiled.popitem(last=False)
    else:
        _compiled.move_to_end(key)
    return found


@cache
def _compiler() -> Any:
    runtime = LuaRuntime(encoding=None, register_eval=False, register_builtins=False, unpack_returned_tuples=True)
    return runtime.compile(_COMPILE)


def _compile(text: bytes, name: bytes) -> tuple[bool, bytes]:
    if text.startswith(_ESCAPE):
        return False, name[1:] + b":1: unexpected symbol near '\x1b'"
    try:
        done, result = _compiler()(text, name)
    except LuaError as error:
        return False, str(error).encode()
    return bool(done), bytes(result)
