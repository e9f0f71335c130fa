"""Scribunto's behaviour as its manual and a real MediaWiki 1.39 have it; expectations were read off the latter."""

# ruff: noqa: E501  # bodies of modules read best on one line

from __future__ import annotations

from dataclasses import replace

import pytest

from lua_wiki import SITE, expand, run
from stillwiki.model import Site

ARGS = "| a |b=  c |2= q | x |d"


def lua(expression: str, args: str = ARGS) -> str:
    """Values of an expression, joined."""
    body = f"""
    local function pack(...)
      local out = {{}}
      for n = 1, select('#', ...) do out[n] = tostring((select(n, ...))) end
      return table.concat(out, '|')
    end
    return pack({expression})
    """
    return run(body, args, pages={"Template:T": "<{{{1}}}{{{n|}}}>"}).text


def error(text: str) -> str:
    escaped = text.replace("'", "&#x27;").replace('"', "&quot;")
    return f'<strong class="error"><span class="scribunto-error" id="mw-scribunto-error-0">{escaped}</span></strong>'


# -- errors --------------------------------------------------------------------------------------------------------------

ERR = """local p = {}
function p.a() error('boom') end
function p.b() error('boom', 0) end
function p.c() local x = nil; return x.y end
function p.d() require('Module:Nope') end
function p.e() return nil end
p.f = 'no function'
return p"""


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("Err|a", "Lua error in Module:Err at line 2: boom."),
        ("Err|b", "Lua error: boom."),
        ("Err|c", "Lua error in Module:Err at line 4: attempt to index local 'x' (a nil value)."),
        ("Err|d", "Lua error in package.lua at line 80: module 'Module:Nope' not found."),
        ("Err|f", 'Script error: "f" is not a function.'),
        ("Err|g", 'Script error: The function "g" does not exist.'),
        ("Err|g<ref>a</ref>", 'Script error: The function "g" does not exist.'),
        ("Err|", 'Script error: The function "" does not exist.'),
        ("Err", "Script error: You must specify a function to call."),
        ("", "Script error: You must specify a function to call."),
        ("|", 'Script error: No such module "".'),
        ("Nope|a", 'Script error: No such module "Nope".'),
        ("Module:Err|a", 'Script error: No such module "Module:Err".'),
        ("Five|a", "Script error: The module returned a number value. It is supposed to return an export table."),
        ("Nothing|a", "Script error: The module returned a nil value. It is supposed to return an export table."),
        ("Top|a", "Lua error in Module:Top at line 1: top."),
    ],
)
def test_errors_read_as_mediawikis(call: str, expected: str) -> None:
    pages = {"Module:Err": ERR, "Module:Five": "return 5", "Module:Nothing": "local x", "Module:Top": "error('top')"}
    result = expand(f"{{{{#invoke:{call}}}}}", pages)
    assert result.text == error(expected)
    assert [found.code for found in result.context.diagnostics] == ["lua-error"]
    assert list(result.context.categories) == ["Category:Pages with script errors"]


def test_errors_are_numbered_and_seen_by_iferror() -> None:
    result = expand("{{#invoke:Err|a}}{{#invoke:Err|a}}{{#iferror:{{#invoke:Err|a}}|E|N}}", {"Module:Err": ERR})
    assert 'id="mw-scribunto-error-1"' in result.text
    assert result.text.endswith("E")


def test_the_trace_is_in_the_report() -> None:
    found = expand("x\n{{#invoke:Err|a}}", {"Module:Err": ERR}).context.diagnostics[0]
    assert found.line == 2
    assert "Module:Err:2: in function" in found.hint


def test_a_module_that_does_not_compile() -> None:
    assert "Lua error in Module:Bad at line 1: unexpected symbol near '='" in expand(
        "{{#invoke:Bad|a}}", {"Module:Bad": "local x = = 1"}
    ).text.replace("&#x27;", "'")


# -- what comes back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("return true", "true"), ("return nil, 'x'", ""), ("return 1, 2, 'x', nil, true", "12x"), ("return {}", "table"),
        ("return function() end", "function"), ("return", ""), ("return 1.5", "1.5"), ("return '{{lc:X}}'", "{{lc:X}}"),
        ("return '\\0'", "\ufffd"), ("return '\\255'", "\ufffd"),
        ("return setmetatable({}, {__tostring = function() return 'TS' end})", "TS"),
    ],
)  # fmt: skip
def test_results_become_text_that_is_not_expanded_again(body: str, expected: str) -> None:
    assert run(body).text == expected


def test_markers_survive() -> None:
    assert run("return '<' .. frame.args[1] .. '>'", "|<nowiki>[[x]]</nowiki>").text == "<[[x]]>"
    assert run("return frame:preprocess(frame.args[1] .. '{{lc:X}}')", "|<nowiki>[[x]]</nowiki>").text == "[[x]]x"


# -- frames ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("frame.args[1]", " a "), ("frame.args['1']", " a "), ("frame.args[2]", " x "), ("frame.args.b", "c"),
        ("frame.args[4]", "nil"), ("frame.args['01']", "nil"), ("#frame.args", "0"), ("next(frame.args)", "nil"),
        ("frame:getTitle(), frame:getParent():getTitle(), frame:getParent():getParent()", "Module:Test|Sandbox|nil"),
        ("frame:getParent().args[1]", "nil"), ("frame == mw.getCurrentFrame()", "true"),
        ("frame:preprocess('{{{1}}}{{{b}}}{{{q|d}}}{{lc:A}}')", " a cda"), ("frame:preprocess{text = '{{lc:A}}'}", "a"),
        ("frame:getParent():preprocess('{{{1}}}')", "{{{1}}}"),
        ("frame:callParserFunction('lc', 'ABC')", "abc"), ("frame:callParserFunction{name = '#if', args = {'', 'a', 'b'}}", "b"),
        ("frame:callParserFunction('#ifeq:x', 'x', 'y', 'n')", "y"), ("frame:callParserFunction('padleft', {'7', '3', '0'})", "007"),
        ("frame:expandTemplate{title = 'T', args = {'|||', n = ' 5 '}}", "<|||5>"), ("frame:expandTemplate{title = 't'}", "<{{{1}}}>"),
        ("frame:newTemplateParserValue{title = 'T', args = {1}}:expand()", "<1>"), ("frame:newParserValue('{{lc:A}}'):expand()", "a"),
        ("frame:getArgument('b'):expand(), frame:getArgument{name = 1}:expand()", "c| a "),
        ("frame:newChild{title = 'Foo', args = {'x', y = ' z '}}:preprocess('{{{1}}}{{{y}}}')", "xz"),
        ("mw.text.unstrip(frame:extensionTag('nowiki', 'a<b>'))", "a&lt;b&gt;"), ("mw.isSubsting()", "false"),
        ("pcall(frame.expandTemplate, frame, {title = 'Nope'})", 'false|expandTemplate: template "Nope" does not exist'),
        ("pcall(frame.callParserFunction, frame, 'nope', 'x')", 'false|callParserFunction: function "nope" was not found'),
    ],
)  # fmt: skip
def test_frames(expression: str, expected: str) -> None:
    assert lua(expression) == expected


def test_arguments_in_loops() -> None:
    body = """
    local out = {}
    for name, value in pairs(frame.args) do out[#out + 1] = type(name) .. name .. '=[' .. value .. ']' end
    table.sort(out)
    for n, value in ipairs(frame.args) do out[#out + 1] = n .. value end
    return table.concat(out, ';')
    """
    assert run(body, ARGS).text == "number1=[ a ];number2=[ x ];number3=[d];stringb=[c];1 a ;2 x ;3d"


def test_arguments_are_expanded_when_they_are_read() -> None:
    result = run("return frame.args[1]", "|used|{{Nope}}")
    assert result.text == "used"
    assert not result.context.diagnostics


def test_arguments_that_are_written_stay() -> None:
    assert run("frame.args.z = 'q' frame.args[1] = 'w' return frame.args.z .. frame.args[1]", ARGS).text == "qw"


def test_many_arguments_come_in_batches() -> None:
    many = "".join(f"|k{n}={n}" for n in range(250))
    assert (
        run("local n = 0 for _ in pairs(frame.args) do n = n + 1 end return n .. frame.args.k249", many).text
        == "250249"
    )


# -- modules -----------------------------------------------------------------------------------------------------------------


def test_require_runs_a_module_once_and_returns_what_it_gave() -> None:
    pages = {"Module:M": "runs = (runs or 0) + 1 return {n = runs}"}
    assert (
        run(
            "local a, b = require('Module:M'), require('Module:M') return tostring(a == b) .. a.n .. runs", pages=pages
        ).text
        == "true11"
    )


def test_exports_may_come_through_a_metatable() -> None:
    pages = {
        "Module:Meta": "return setmetatable({}, {__index = function(t, k) return function() return 'called ' .. k end end})"
    }
    assert expand("{{#invoke:Meta|x}}", pages).text == "called x"


def test_load_data_is_read_once_and_read_only() -> None:
    pages = {"Module:D": "return {a = 1, t = {5, 6}}"}
    body = """
    local d = mw.loadData('Module:D')
    local n = 0
    for _, value in ipairs(d.t) do n = n + value end
    for _ in pairs(d) do n = n + 100 end
    return n .. tostring(mw.loadData('Module:D') == d) .. tostring(pcall(function() d.a = 2 end)) .. d.a
    """
    assert run(body, pages=pages).text == "211truefalse1"


def test_load_data_refuses_functions() -> None:
    pages = {"Module:D": "return {f = function() end}"}
    assert "unsupported data type &#x27;function&#x27;" in run("mw.loadData('Module:D')", pages=pages).text


def test_load_json_data() -> None:
    assert run("return mw.loadJsonData('Data.json').a[2]", pages={"Data.json": '{"a": [1, 2]}'}).text == "2"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("require('strict') x = 1", "assign to undeclared variable 'x'"),
        ("require('strict') return y", "variable 'y' is not declared"),
        ("require('libraryUtil').checkType('f', 1, 5, 'string')", "bad argument #1 to 'f' (string expected, got number)"),
        ("require('libraryUtil').checkTypeMulti('f', 1, {}, {'string', 'number'})", "(string or number expected, got table)"),
    ],
)  # fmt: skip
def test_libraries_that_complain(body: str, expected: str) -> None:
    assert expected in run(body).text.replace("&#x27;", "'")


# -- mw ------------------------------------------------------------------------------------------------------------------------

VALUES = [
    ("mw.text.trim('  a b\\n'), mw.text.trim('xxaxx', 'x')", "a b|a"),
    ("unpack(mw.text.split('a,b,,c', ','))", "a|b||c"),
    ("unpack(mw.text.split('äöü', ''))", "ä|ö|ü"),
    ("unpack(mw.text.split('a1b22c', '%d+'))", "a|b|c"),
    ("#mw.text.split('', '')", "1"),
    ("mw.text.listToText({'a', 'b', 'c'}), mw.text.listToText({1, 2}, ';', '&')", "a, b and c|1&2"),
    ("mw.text.truncate('abcdefghij', 5), mw.text.truncate('abcdefghij', -5)", "abcde...|...fghij"),
    ("mw.text.truncate('abcdefghij', 9), mw.text.truncate('abcdefghij', 5, '..', true)", "abcdefghij|abc.."),
    ("mw.text.tag('a', {b = 'c'}, 'd'), mw.text.tag{name = 'a', content = false}", '<a b="c">d</a>|<a />'),
    ("mw.text.encode('<\"&>'), mw.text.encode('aé', 'é')", "&lt;&quot;&amp;&gt;|a&#233;"),
    ("mw.text.decode('&lt;&eacute;&#65;&#x41;&amp;lt;', true)", "<éAA&lt;"),
    ("mw.text.decode('&eacute;')", "&eacute;"),
    ("mw.text.nowiki('[[a]]')", "&#91;&#91;a&#93;&#93;"),
    (
        "mw.text.jsonEncode({1, 2, 'x', {a = true}}), mw.text.jsonEncode({}), mw.text.jsonEncode({[2] = 5})",
        '[1,2,"x",{"a":true}]|[]|{"2":5}',
    ),
    ('mw.text.jsonDecode(\'{"a":[1,{"b":"\\\\u00e9"}]}\').a[2].b, mw.text.jsonDecode(\'[1,2]\', 1)[0]', "é|1"),
    (
        "mw.html.create('div'):addClass('a'):addClass('b'):css('color', 'red'):attr('id', 'q'):wikitext('w', 1)",
        '<div class="a b" id="q" style="color:red">w1</div>',
    ),
    ("mw.html.create('br'), mw.html.create():tag('b'):done()", "<br />|<b></b>"),
    (
        "mw.html.create('p'):css('width', 'a;b'):attr('title', '<\"&>')",
        '<p title="&lt;&quot;&amp;&gt;" style="width:a\\3B b"></p>',
    ),
    ("mw.title.new('user talk:foo/bar/baz#F x').fullText", "User talk:Foo/bar/baz#F x"),
    (
        "mw.title.new('a|b'), mw.title.new(''), mw.title.new('x', 'Template'), mw.title.new('x', 10)",
        "nil|nil|Template:X|Template:X",
    ),
    ("mw.title.makeTitle('Template', 'a/b').basePageTitle, mw.title.new('User:A/b/c').rootText", "Template:A|A"),
    ("mw.title.new('Foo').exists, mw.title.new('Template:T').exists, mw.title.new('T', 10).id > 0", "false|true|true"),
    ("mw.title.new('Template:T'):getContent(), mw.title.new('Foo'):getContent()", "<{{{1}}}{{{n|}}}>|nil"),
    ("mw.title.new('Foo') == mw.title.new('foo'), mw.title.new('A') < mw.title.new('B')", "true|true"),
    (
        "mw.title.new('Foo bar'):localUrl('a=b'), mw.title.new('Foo'):fullUrl()",
        "/w/index.php?title=Foo_bar&a=b|https://wiki.example/wiki/Foo",
    ),
    (
        "mw.title.new('Talk:X').subjectPageTitle, mw.title.new('X').talkPageTitle, mw.title.new('Talk:X').isTalkPage",
        "X|Talk:X|true",
    ),
    ("mw.title.new('File:X.png').file.exists, mw.title.new('w:foo').interwiki", "false|w"),
    (
        "mw.site.siteName, mw.site.namespaces[10].name, mw.site.namespaces.template.id, mw.site.namespaces['User_talk'].subject.name",
        "Test wiki|Template|10|User",
    ),
    ("mw.site.stats.pages, mw.site.namespaces.Image.id, mw.site.contentNamespaces[0].displayName", "3|6|(Main)"),
    (
        "mw.uri.encode('a b/é~'), mw.uri.encode('a b', 'PATH'), mw.uri.encode('a b/é', 'WIKI')",
        "a+b%2F%C3%A9~|a%20b|a_b/%C3%A9",
    ),
    ("mw.uri.decode('a+b%20c_d'), mw.uri.decode('a+b%20c_d', 'WIKI')", "a b c_d|a+b c d"),
    ("mw.uri.new('http://u:p@h.example:80/p?q=1#f').relativePath, mw.uri.new('//h/p').host", "/p?q=1#f|h"),
    ("mw.uri.localUrl('Foo bar', {a = 1}), mw.uri.anchorEncode('a b')", "/w/index.php?title=Foo_bar&a=1|a_b"),
    ("mw.language.fetchLanguageName('de'), mw.language.new('de'):formatNum(1234567.5)", "Deutsch|1.234.567,5"),
    (
        "mw.getContentLanguage():formatDate('Y-m-d', '2020-02-03'), mw.getContentLanguage():ucfirst('äb')",
        "2020-02-03|Äb",
    ),
    ("mw.getContentLanguage():plural(2, 'a', 'b'), mw.getContentLanguage().code", "b|en"),
    ("mw.message.new('nope'):plain(), mw.message.newRawMessage('$1+$2', 'a', 'b'):plain()", "⧼nope⧽|a+b"),
    ("mw.hash.hashValue('md5', 'a'), mw.hash.hashValue('fnv132', 'a')", "0cc175b9c0f1b6a831c399e269772661|050c5d7e"),
    ("mw.clone({1, {2}})[2][1], mw.allToString(1, 'x', nil)", "2|1\tx\tnil"),
    ("mw.dumpObject({1, {2}, x = 'y'})", 'table#1 {\n  1,\n  table#2 {\n    2,\n  },\n  ["x"] = "y",\n}'),
    ("mw.ext.ParserFunctions.expr('1+2*3'), #mw.ext.ParserFunctions.expr('2')", "7|1"),
    (
        "os.time{year = 2020, month = 2, day = 30, hour = 1}, os.date('%Y-%m-%d', 0), os.date('%Y')",
        "1583024400|1970-01-01|2026",
    ),
    ("require('bit32').band(0xFF, 0x0F), require('bit').bor(1, 2), require('bit32').bnot(0)", "15|3|4294967295"),
]


@pytest.mark.parametrize(("expression", "expected"), VALUES, ids=[expression[:40] for expression, _ in VALUES])
def test_mw(expression: str, expected: str) -> None:
    assert lua(expression) == expected


USTRING = [
    ("len('äö')", "2"), ("len('\\255')", "nil"), ("isutf8('\\255')", "false"), ("sub('väl', 2, 2)", "ä"), ("sub('väl', -2)", "äl"),
    ("upper('äß')", "ÄSS"), ("lower('ÄЖ')", "äж"), ("char(228, 8364, 0x1D11E)", "ä€𝄞"), ("codepoint('aä€', 1, -1)", "97|228|8364"),
    ("find('väl', 'l')", "3|3"), ("find('a.bä', '.', 1, true)", "2|2"), ("find('äöü', '(ö)()')", "2|2|ö|3"),
    ("match('k: väl', '(%w+):%s*(%w+)')", "k|väl"), ("gsub('äbc', '%w', {['ä'] = 'X'})", "Xbc|3"),
    ("gsub('äbc', '(%w)(%w)', '%2%1')", "bäc|1"), ("gsub('ä b', '%s', '')", "äb|1"), ("gsub('äö', '', '-')", "-ä-ö-|3"),
    ("find('$ä', '%p')", "nil"), ("find('«ä»', '%b«»')", "1|3"), ("gsub('THE (väl) fox', '%f[%a]%a+', 'X')", "X (X) X|3"),
    ("match('٣', '%d')", "٣"), ("find('x\u00a0', '%s')", "2|2"), ("toNFC('a\u0308')", "ä"), ("byteoffset('äb', 2)", "3"),
    ("rep('ä', 3)", "äää"), ("gsub('яя', '[а-я]', 'x')", "xx|2"), ("gsub('äx', '[^ä]-', '<%0>')", "<>ä<><x><>|4"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "expected"), USTRING)
def test_ustring(expression: str, expected: str) -> None:
    assert lua(f"mw.ustring.{expression}") == expected


def test_there_is_no_wikibase_but_for_modules_that_fail_without_one() -> None:
    assert run("return mw.wikibase and 'is' or 'is not'").text == "is not"
    assert run("local w = mw.wikibase return tostring(w.getEntity('Q1'))").text == "nil"
    assert (
        run("return mw.wikibase and mw.wikibase.getEntity('Q1') or 'x' .. mw.wikibase.getLabel('Q1')").text.count(
            "error"
        )
        > 0
    )


WITH_WIKIBASE = replace(SITE, functions=frozenset({"if", "statements"}))


@pytest.mark.parametrize(
    ("body", "site", "library"),
    [
        ("return mw.wikibase.getLabel('Q1') or ''", SITE, "wikibase"),
        ("return mw.wikibase and 'is' or 'is not'", SITE, ""),
        ("return mw.wikibase and 'is' or 'is not'", WITH_WIKIBASE, "wikibase"),
        ("return 'x'", WITH_WIKIBASE, ""),
        ("return mw.smw.ask('[[A]]')", SITE, "smw"),
        ("return mw.ext.cargo.query('t', 'f')", SITE, "ext.cargo"),
        ("return mw.ext.cargo and 'is' or 'is not'", SITE, ""),
        ("local ok = mw.smw; error('another reason')", SITE, ""),
        ("return mw[{}].x", SITE, ""),
    ],
)
def test_what_a_module_lacks_is_reported(body: str, site: Site, library: str) -> None:
    found = run(body, site=site).context.diagnostics
    lacked = [each.message for each in found if each.code == "unsupported-library"]
    assert lacked == ([f"Module:Test needs mw.{library}"] if library else [])


def test_an_infobox_of_capiunto() -> None:
    body = """
    return require('capiunto').create{title = 'T'}:addImage('[[File:X.png]]'):addRow('L', 'd'):addRow('M', nil):addWikitext('<hr>')
    """
    assert run(body).text == (
        '<table class="mw-capiunto-infobox" cellspacing="3"><caption>T</caption>'
        '<tr><td colspan="2" class="mw-capiunto-infobox-spanning">\n[[File:X.png]]</td></tr>'
        '<tr><th scope="row" class="mw-capiunto-infobox-label">L</th><td>\nd</td></tr>'
        '<tr><td colspan="2" class="mw-capiunto-infobox-spanning">\n<hr></td></tr></table>'
    )


def test_methods_of_strings_are_the_bounded_ones() -> None:
    assert run("return ('abc'):gsub('b', 'x') .. ('x'):rep(3) .. ('a b'):find(' ')").text == "axcxxx2"
