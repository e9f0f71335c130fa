-- mw.title. Rules: Scribunto manual, "Title library". What a title is comes with it; what its page is, is asked when read.

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local type, tonumber, rawequal, setmetatable = type, tonumber, rawequal, setmetatable
local title = {}
local spaces = use("spaces")
local facts_of = {}
local meta, methods, computed, asked = {}, {}, {}, {}

local function make(namespace, text, fragment, interwiki, prefixed)
  if not namespace then return nil end
  local made = setmetatable({}, meta)
  facts_of[made] = { namespace = namespace, text = text, fragment = fragment, interwiki = interwiki, prefixedText = prefixed }
  return made
end

local function key_of(namespace, name, number)
  local space = spaces.find(namespace)
  if not space then
    guard.fail(("bad argument #%d to '%s' (unrecognized namespace name '%s')"):format(number, name, show(namespace)))
  end
  return space.id
end

function title.new(text, namespace)
  if type(text) == "number" then return make(host("title_by_id", text)) end
  if type(text) ~= "string" then guard.bad(1, "title.new", "number or string", text) end
  return make(host("title", text, namespace ~= nil and key_of(namespace, "title.new", 2) or 0))
end
function title.makeTitle(namespace, text, fragment, interwiki)
  if text == nil then guard.bad(2, "makeTitle", "string", text) end
  return make(host("make_title", key_of(namespace, "makeTitle", 1), show(text), fragment and show(fragment) or "",
    interwiki and show(interwiki) or ""))
end
local current
function title.getCurrentTitle()
  current = current or make(host("current_title"))
  return current
end

local function check(value, name)
  if type(value) ~= "table" or not facts_of[value] then
    error(("mw.title: invalid title object. Did you call %s with a dot instead of a colon, i.e. title.%s() instead of "
      .. "title:%s()?"):format(name, name, name), 0)
  end
  return facts_of[value]
end

-- -- comparing -------------------------------------------------------------------------------------------------------------------

function title.equals(a, b)
  local x, y = check(a, "equals"), check(b, "equals")
  return x.interwiki == y.interwiki and x.namespace == y.namespace and x.text == y.text
end
local function order(a, b)
  if a == b then return 0 end
  return a < b and -1 or 1
end
function title.compare(a, b)
  local x, y = check(a, "compare"), check(b, "compare")
  for _, field in ipairs { "interwiki", "namespace", "text" } do
    local found = order(x[field], y[field])
    if found ~= 0 then return found end
  end
  return 0
end
meta.__eq = title.equals
meta.__lt = function(a, b) return title.compare(a, b) < 0 end
meta.__le = function(a, b) return title.compare(a, b) <= 0 end
meta.__tostring = function(t) return facts_of[t].prefixedText end

-- -- what follows from the title ------------------------------------------------------------------------------------------------

local function space(facts) return spaces.all[facts.namespace] end
local function parts(facts)
  local base, last = facts.text:match("^(.*)/(.*)$")
  if not base or not space(facts) or not space(facts).hasSubpages then return facts.text, facts.text end
  return base, last
end
local function sibling(facts, namespace, text)
  return make(host("make_title", namespace, text, "", ""))
end

function computed.nsText(facts) return (space(facts).name:gsub(" ", "_")) end
function computed.subjectNsText(facts) return (space(facts).subject.name:gsub(" ", "_")) end
function computed.talkNsText(facts) return space(facts).talk and (space(facts).talk.name:gsub(" ", "_")) end
function computed.fullText(facts)
  return facts.prefixedText .. (facts.fragment ~= "" and "#" .. facts.fragment or "")
end
function computed.rootText(facts)
  return space(facts).hasSubpages and facts.text:match("^[^/]*") or facts.text
end
function computed.baseText(facts) return (parts(facts)) end
function computed.subpageText(facts) return (select(2, parts(facts))) end
function computed.canTalk(facts) return space(facts).talk ~= nil end
function computed.isContentPage(facts) return space(facts).isContent end
function computed.isExternal(facts) return facts.interwiki ~= "" end
function computed.isLocal(facts) return facts.interwiki == "" end
function computed.isSpecialPage(facts) return facts.namespace == -1 end
function computed.isSubpage(facts) return (parts(facts)) ~= facts.text end
function computed.isTalkPage(facts) return space(facts).isTalk end
function computed.basePageTitle(facts) return sibling(facts, facts.namespace, (parts(facts))) end
function computed.rootPageTitle(facts) return sibling(facts, facts.namespace, computed.rootText(facts)) end
function computed.talkPageTitle(facts)
  local talk = space(facts).talk
  return talk and sibling(facts, talk.id, facts.text)
end
function computed.subjectPageTitle(facts) return sibling(facts, space(facts).subject.id, facts.text) end
function computed.protectionLevels(facts)
  if not asked.exists(facts) then return {} end
  return { edit = {}, move = {}, upload = facts.namespace == 6 and {} or nil }
end
function computed.cascadingProtection() return { restrictions = {}, sources = {} } end
function computed.categories(facts) return { host("page_categories", facts.prefixedText) } end
function computed.content(facts) return host("content", facts.prefixedText) end
function computed.pageLang() return world.mw.language.getContentLanguage() end

-- -- what its page is ---------------------------------------------------------------------------------------------------------------

local function page(facts)
  if not facts.page then
    local id, exists, model, is_redirect = host("page", facts.prefixedText, facts.namespace, facts.interwiki)
    facts.page = { id = id, exists = exists, contentModel = model, isRedirect = is_redirect }
  end
  return facts.page
end
for _, name in ipairs { "id", "exists", "contentModel", "isRedirect" } do
  asked[name] = function(facts) return page(facts)[name] end
end
function asked.redirectTarget(facts)
  return make(host("redirect_target", facts.prefixedText)) or false
end
function asked.file(facts)
  if facts.namespace ~= 6 and facts.namespace ~= -2 then return nil end
  local found = { exists = host("file_exists", facts.text) }
  if found.exists then found.width, found.height, found.pages, found.size, found.mimeType = 0, 0, nil, 0, "" end
  return found
end
function asked.fileExists(facts)
  return (facts.namespace == 6 or facts.namespace == -2) and host("file_exists", facts.text) or false
end

-- -- methods --------------------------------------------------------------------------------------------------------------------------

function methods.inNamespace(t, namespace)
  return check(t, "inNamespace").namespace == key_of(namespace, "inNamespace", 1)
end
function methods.inNamespaces(t, ...)
  for n = 1, select("#", ...) do
    if methods.inNamespace(t, (select(n, ...))) then return true end
  end
  return false
end
function methods.hasSubjectNamespace(t, namespace)
  return space(check(t, "hasSubjectNamespace")).subject.id == key_of(namespace, "hasSubjectNamespace", 1)
end
function methods.isSubpageOf(t, other)
  local mine, theirs = check(t, "isSubpageOf"), check(other, "isSubpageOf")
  return mine.interwiki == theirs.interwiki and mine.namespace == theirs.namespace
    and mine.text:sub(1, #theirs.text + 1) == theirs.text .. "/"
end
function methods.subPageTitle(t, text)
  local facts = check(t, "subPageTitle")
  return sibling(facts, facts.namespace, facts.text .. "/" .. show(text))
end
function methods.partialUrl(t) return host("wiki_encode", check(t, "partialUrl").text) end
local function address(kind)
  return function(t, query, protocol)
    local facts = check(t, kind .. "Url")
    if type(query) == "table" then query = world.mw.uri.buildQueryString(query) end
    local found = host("url", kind, computed.fullText(facts), query and show(query) or "")
    if protocol == "http" or protocol == "https" then found = found:gsub("^%a*:?//", protocol .. "://") end
    if protocol == "relative" then found = found:gsub("^%a+:", "") end
    return found
  end
end
methods.fullUrl, methods.localUrl, methods.canonicalUrl = address("full"), address("local"), address("canonical")
function methods.getContent(t) return computed.content(check(t, "getContent")) end

function meta.__index(t, name)
  local facts = facts_of[t]
  if facts[name] ~= nil and name ~= "page" then return facts[name] end
  if methods[name] then return methods[name] end
  if name == "thePartialUrl" then return methods.partialUrl(t) end
  local ask = computed[name] or asked[name]
  if not ask then return nil end
  local value = ask(facts)
  if type(value) == "table" then rawset(t, name, value) end
  return value
end
function meta.__newindex(t, name, value)
  local facts = facts_of[t]
  if name == "fragment" then
    facts.fragment = show(value)
  elseif facts[name] ~= nil or methods[name] or computed[name] or asked[name] then
    guard.fail(("index '%s' is read only"):format(show(name)))
  else
    rawset(t, name, value)
  end
end
local EVERY = {}
for _, list in ipairs { methods, computed, asked } do
  for name in next, list do EVERY[#EVERY + 1] = name end
end
for _, name in ipairs { "namespace", "text", "fragment", "interwiki", "prefixedText" } do EVERY[#EVERY + 1] = name end
table.sort(EVERY)
function meta.__pairs(t)
  local n = 0
  return function()
    local value
    repeat
      n = n + 1
      if EVERY[n] == nil then return nil end
      value = t[EVERY[n]]
    until value ~= nil
    return EVERY[n], value
  end, t, nil
end

return title
