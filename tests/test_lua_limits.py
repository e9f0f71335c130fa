"""A module can harm nobody but its own call: loops, memory, depth, and every way out of the sandbox."""

# ruff: noqa: E501  # bodies of modules read best on one line

from __future__ import annotations

import time

import pytest

from lua_wiki import Result, run

SECONDS = 4.0
"""Processor time that a page may take, however many of its modules run for ever."""
EXPIRED = "The time allocated for running scripts has expired."
MEMORY = "Lua error: not enough memory."


def after(body: str) -> Result:
    """Run a body, then a harmless call on the same page, which must not notice."""
    started = time.process_time()
    result = run(
        body, text="{{#invoke:Test|main}}<>{{#invoke:Test|harmless}}", more='function p.harmless() return "fine" end'
    )
    assert time.process_time() - started < SECONDS
    assert result.text.endswith("<>fine")
    return result


FOR_EVER = {
    "plain": "while true do end",
    "goto": "repeat until false",
    "pcall": "while true do pcall(function() while true do end end) end",
    "pcall in pcall": "local function f() pcall(f) while true do end end f()",
    "xpcall": "xpcall(function() while true do end end, function() while true do end end)",
    "handler": "xpcall(error, function() while true do end end)",
    "index": "local t = setmetatable({}, {__index = function() while true do end end}) return t.x",
    "tostring": "return tostring(setmetatable({}, {__tostring = function() while true do end end}))",
    "gsub": "while true do ('x'):gsub('.', function() end) end",
    "sort": "table.sort({3, 1, 2}, function() while true do end end)",
    "concat": "local s = ('x'):rep(1e6) while true do local t = s .. 'y' end",
    "upper": "local s = ('x'):rep(1e6) while true do s:upper() end",
    "rep": "while true do local s = ('x'):rep(1e6) end",
    "empty rep": "return ('').rep('', 1e15) .. ('x'):rep(-1) .. tostring(1/0) .. (function() while true do end end)()",
    "insert": "local t = {} while true do table.insert(t, 1, 1) table.remove(t, 1) for i = 1, 1000 do t[i] = i end end",
    "find": "local s = ('a'):rep(100000) while true do s:find('b', 1, true) end",
    "preprocess": "while true do frame:preprocess('x') end",
    "exists": "while true do pcall(function() return mw.title.new('x').exists end) end",
    "ustring": "local s = ('ä'):rep(10000) while true do mw.ustring.gsub(s, 'ä', 'b') end",
    "iterator": "for _ in (function() return 1 end) do end",
    "load": "while true do require('Module:Test') end",
    "clone": "while true do mw.clone({1, 2, {3}}) end",
    "decode": "while true do mw.text.jsonDecode('[1,2,3]') end",
}


@pytest.mark.parametrize("body", FOR_EVER.values(), ids=FOR_EVER.keys())
def test_what_runs_for_ever_ends(body: str) -> None:
    result = after(body)
    assert EXPIRED in result.text or "not enough memory" in result.text


CATASTROPHES = {
    "find": "return ('a'):rep(5000):find(('.-'):rep(30) .. 'b')",
    "match": "return ('a'):rep(200):match(('a*'):rep(50) .. 'b')",
    "options": "return ('a'):rep(40):find(('a?'):rep(40) .. ('a'):rep(41))",
    "gsub": "return (('a'):rep(3000):gsub(('a*'):rep(10) .. 'b', 'x'))",
    "gmatch": "for _ in ('a'):rep(3000):gmatch('(a*)(a*)(a*)(a*)b') do end",
    "ustring find": "return mw.ustring.find(('ä'):rep(3000), ('.-'):rep(20) .. 'b')",
    "ustring gsub": "return mw.ustring.gsub(('ä'):rep(3000), ('ä*'):rep(20) .. 'b', 'x')",
    "balanced": "return ('('):rep(100000):find('%b()')",
    "caught": "return tostring(pcall(string.find, ('a'):rep(5000), ('.-'):rep(30) .. 'b'))",
    "split": "return #mw.text.split(('a'):rep(5000), ('a*'):rep(10) .. 'b')",
    "plain": "return ('a'):rep(3000000):find(('a'):rep(1500000) .. 'b', 1, true)",
    "long": "return ('a'):rep(100000):find(('a?'):rep(100000))",
}


@pytest.mark.parametrize("body", CATASTROPHES.values(), ids=CATASTROPHES.keys())
def test_patterns_cannot_run_away(body: str) -> None:
    assert "internal" not in str(after(body).context.diagnostics)


EATERS = {
    "table": "local t = {} for i = 1, 1e9 do t[i] = {i} end",
    "hash": "local t = {} for i = 1, 1e9 do t['k' .. i] = i end",
    "rep": "return ('x'):rep(1e9)",
    "doubling": "local s = 'x' while true do s = s .. s end",
    "caught": "local s = 'x' while true do pcall(function() s = s .. s end) end",
    "kept": "local t, s = {}, 'x' while true do local ok, e = pcall(function() s = s .. s t[#t + 1] = s end) end",
    "concat": "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1e6) .. i end return table.concat(t)",
    "gsub": "return (('x'):rep(1e7):gsub('.', ('y'):rep(1000)))",
    "format": "local s = ('x'):rep(1e7) while true do s = ('%s%s'):format(s, s) end",
    "near": "local t = {} for i = 1, 44 do t[i] = ('x'):rep(1e6) .. i end return #frame:preprocess(('y'):rep(4e6)) .. #t",
    "near caught": "local t = {} for i = 1, 1000 do pcall(function() t[i] = ('x'):rep(1e6) .. i frame:preprocess(t[i]) end) end",
    "result": "return ('x'):rep(45e6)",
    "closures": "local f for i = 1, 1e9 do local g = f f = function() return g end end",
    "varargs": "return select('#', unpack({}, 1, 1e8))",
    "json": "return mw.text.jsonEncode(('\\1'):rep(2e7))",
    "joined": "local a = ('x'):rep(2e7) return a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a .. a",
}


@pytest.mark.parametrize("body", EATERS.values(), ids=EATERS.keys())
def test_memory_is_bounded(body: str) -> None:
    assert 'class="scribunto-error"' in after(body).text


DEPTHS = {
    "lua": "local function f() return 1 + f() end return f()",
    "metatables": "local t = {} for i = 1, 1e5 do t = setmetatable({}, {__index = t}) end return t.x",
    "calls": "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x",
    "preprocess": "return frame:preprocess('{{#invoke:Test|main}}')",
    "gsub": "local function f() return (('x'):gsub('x', f)) end return f()",
    "pcall": "local function f() return pcall(f) end return tostring(f())",
    "sort": "local function f() table.sort({1, 2}, f) return true end return f()",
    "require": "return require('Module:Test').main(frame)",
    "tostring": "local t = setmetatable({}, {}) getmetatable(t).__tostring = function(x) return tostring(x) end return tostring(t)",
    "clone": "local t = {} for i = 1, 1e5 do t = {t} end return type(mw.clone(t))",
    "json": "local t = {} for i = 1, 1e5 do t = {t} end return mw.text.jsonEncode(t)",
    "decode": "return type(mw.text.jsonDecode(('['):rep(1e5)))",
    "captures": "return ('x'):find(('('):rep(1e5))",
    "dump": "local t = {} for i = 1, 1e5 do t = {t} end return #mw.dumpObject(t)",
    "html": "local h = mw.html.create('b') for i = 1, 1e5 do h = h:tag('b') end return tostring(h:allDone())",
}


@pytest.mark.parametrize("body", DEPTHS.values(), ids=DEPTHS.keys())
def test_depth_is_bounded(body: str) -> None:
    assert "internal" not in str(after(body).context.diagnostics)


def test_preprocess_of_itself_ends_as_in_mediawiki() -> None:
    assert "Expansion depth limit exceeded" in after(DEPTHS["preprocess"]).text


def test_templates_that_call_each_other_through_modules_end() -> None:
    result = run("return frame:expandTemplate{title = 'Loop'}", pages={"Template:Loop": "{{#invoke:Test|main}}"})
    assert "Template loop detected" in result.text


# -- ways out ------------------------------------------------------------------------------------------------------------

ABSENT = """
io os.execute os.exit os.getenv os.remove os.rename os.tmpname os.setlocale debug.getinfo debug.sethook debug.getregistry
debug.getupvalue debug.setupvalue debug.getmetatable debug.setmetatable debug.getlocal debug.getfenv debug.setfenv load
loadstring loadfile dofile getfenv setfenv newproxy collectgarbage gcinfo module print coroutine python string.dump
package.loadlib package.cpath package.path package.config package.loaded.python package.loaded.io package.loaded.coroutine
_G.io _G.python package.loaded._G.debug.getinfo
""".split()


@pytest.mark.parametrize("name", ABSENT)
def test_what_leads_out_is_absent(name: str) -> None:
    expression = "_G"
    for part in name.split("."):
        expression = f"({expression} or {{}})[{part!r}]"
    assert run(f"return type({expression})").text == "nil"


ESCAPES = {
    "bytecode": "return tostring(require('Module:Bytecode'))",
    "string metatable": "return tostring(getmetatable(''))",
    "string methods": "getmetatable('').__index = function() end",
    "patched string": "string.rep = function() return 'patched' end return ('x'):rep(2)",
    "patched type": "type = function() return 'string' end return mw.text.trim({})",
    "patched error": "error = nil pcall = nil next = nil return mw.text.trim(nil)",
    "traceback": "return debug.traceback(coroutine, 'x')",
    "userdata": "local ok, e = pcall(mw.getCurrentFrame().preprocess, {}) return type(e)",
    "frame methods": "return frame.preprocess({}, 'x')",
    "title of a forged table": "return mw.title.equals({}, {})",
    "loadData writes": "mw.loadData('Module:Data').a = 1",
    "loadData nested": "mw.loadData('Module:Data').t[1] = 1",
}
PAGES = {"Module:Bytecode": "\x1bLua", "Module:Data": "return {a = 0, t = {5}}"}


@pytest.mark.parametrize("body", ESCAPES.values(), ids=ESCAPES.keys())
def test_ways_out_are_closed(body: str) -> None:
    result = run(body, pages=PAGES)
    assert "internal" not in str(result.context.diagnostics)
    assert "userdata" not in result.text


def test_every_value_within_reach_is_plain_lua() -> None:
    body = """
    local seen, found = {}, {}
    local function walk(value, path)
      if type(value) == 'userdata' or type(value) == 'thread' then found[#found + 1] = path end
      if type(value) ~= 'table' or seen[value] then return end
      seen[value] = true
      for key, content in next, value do walk(key, path .. '.key') walk(content, path .. '.' .. tostring(key)) end
      walk(getmetatable(value), path .. '.meta')
    end
    local _ = mw.title, mw.html, mw.site.namespaces, mw.text, mw.uri, mw.language, mw.message, mw.hash, mw.wikibase
    walk(_G, '_G') walk(frame, 'frame') walk(mw.title.getCurrentTitle(), 'title') walk(mw.html.create('b'), 'html')
    walk(frame:getParent(), 'parent') walk(mw.getContentLanguage(), 'language') walk(mw.message.new('x'), 'message')
    return #found == 0 and 'plain' or table.concat(found, ' ')
    """
    assert run(body).text == "plain"


def test_state_does_not_leak_between_calls() -> None:
    body = """
    seen = (seen or 0) + 1
    string.leak = (string.leak or 0) + 1
    mw.leak = (mw.leak or 0) + 1
    mw.html.leak = (mw.html.leak or 0) + 1
    local meta = getmetatable(mw.html.create('b'))
    meta.leak = (meta.leak or 0) + 1
    math.random()
    return seen .. string.leak .. mw.leak .. mw.html.leak .. meta.leak .. math.floor(math.random() * 1e6)
    """
    call = "{{#invoke:Test|main}}"
    first, second = run(body, text=f"{call}|{call}").text.split("|")
    assert first == second
    assert first.startswith("11111")


def test_the_same_page_is_the_same_everywhere() -> None:
    body = """
    local t = {} for i = 1, 100 do t['k' .. i * 7 % 101] = i end
    local out = {} for k, v in pairs(t) do out[#out + 1] = k .. v end
    return table.concat(out, ' ') .. math.random() .. os.clock() .. os.time() .. os.date() .. tostring({}) .. tostring(print)
    """
    assert run(body).text == run(body).text


def test_a_limit_counts_the_same_every_time() -> None:
    body = "local n = 0 while true do n = n + 1 log = n end"
    assert {run(body).context.lua.left for _ in range(3)} == {50_000_000}


def test_many_calls_that_never_end_leave_the_page_its_time() -> None:
    started = time.process_time()
    result = run(
        "while true do end",
        text="{{#invoke:Test|main}}" * 30 + "{{#invoke:Test|ok}}",
        more="function p.ok() return 1 end",
    )
    assert time.process_time() - started < SECONDS
    assert result.text.count(EXPIRED) >= 30
