-- mw.site. Rules: Scribunto manual, "Site library".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local lower = use("ustring").lower
local site = {}
site.siteName, site.server, site.scriptPath, site.currentVersion = host("site")
site.stylePath = site.scriptPath .. "/skins"

-- -- namespaces --------------------------------------------------------------------------------------------------------------------

local by_name = {}
local function known_as(name, space) by_name[lower((name:gsub("_", " ")))] = space end
local function named(t, name)
  if type(name) ~= "string" then return nil end
  local space = by_name[lower((name:gsub("_", " ")))]
  if space and t[space.id] == space then return space end
end

site.namespaces, site.contentNamespaces, site.subjectNamespaces, site.talkNamespaces = {}, {}, {}, {}
local LISTS = { site.namespaces, site.contentNamespaces, site.subjectNamespaces, site.talkNamespaces }

local fields = { host("namespaces") }
for i = 1, #fields, 6 do
  local id, name, canonical = fields[i], fields[i + 1], fields[i + 2]
  local talk = id > 0 and id % 2 == 1
  local space = { id = id, name = name, canonicalName = canonical, hasSubpages = fields[i + 3], isCapitalized = fields[i + 4],
    isContent = fields[i + 5], isIncludable = true, isMovable = id >= 0, isSubject = not talk, isTalk = talk,
    hasGenderDistinction = false, aliases = {} }
  if id == 0 then space.displayName = "(Main)" end
  site.namespaces[id] = space
  if space.isContent then site.contentNamespaces[id] = space end
  if talk then site.talkNamespaces[id] = space else site.subjectNamespaces[id] = space end
  known_as(canonical, space)
  known_as(name, space)
end
local aliases = { host("namespace_aliases") }
for i = 1, #aliases, 2 do
  local space = site.namespaces[aliases[i + 1]]
  if space then
    space.aliases[#space.aliases + 1] = (aliases[i]:gsub(" ", "_"))
    known_as(aliases[i], space)
  end
end
for id, space in next, site.namespaces do
  space.subject = space.isTalk and site.namespaces[id - 1] or space
  if id >= 0 then
    space.talk = space.isTalk and space or site.namespaces[id + 1]
    space.associated = space.isTalk and space.subject or space.talk
  end
end
for _, list in ipairs(LISTS) do setmetatable(list, { __index = named }) end

-- -- counts ----------------------------------------------------------------------------------------------------------------------------

local stats = {}
stats.pages, stats.articles, stats.files, stats.edits, stats.users, stats.activeUsers, stats.admins = host("counts")
function stats.pagesInCategory(category, which)
  local all, pages, subcats, files = host("category_counts", show(category))
  local counts = { all = all, pages = pages, subcats = subcats, files = files }
  if which == "*" then return counts end
  return counts[which or "all"] or guard.fail(("bad argument #2 to 'pagesInCategory' (invalid value '%s')"):format(show(which)))
end
function stats.pagesInNamespace(id) return host("pages_in_namespace", tonumber(id) or 0) end
function stats.usersInGroup() return 0 end
site.stats = stats

function site.interwikiMap(filter)
  local rows, out = { host("interwiki") }, {}
  for i = 1, #rows, 2 do
    if filter ~= "local" then
      out[rows[i]] = { prefix = rows[i], url = rows[i + 1], isProtocolRelative = rows[i + 1]:sub(1, 2) == "//", isLocal = false,
        isTranscludable = false, isCurrentWiki = false, isExtraLanguageLink = false }
    end
  end
  return out
end

return site
