-- mw.site. Rules: Scribunto manual, "Site library".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local spaces = use("spaces")
local site = {}
site.siteName, site.server, site.scriptPath, site.currentVersion = host("site")
site.stylePath = site.scriptPath .. "/skins"

-- -- namespaces --------------------------------------------------------------------------------------------------------------------

site.namespaces, site.contentNamespaces, site.subjectNamespaces, site.talkNamespaces = {}, {}, {}, {}
for id, known in next, spaces.all do
  local space = { id = id, name = known.name, canonicalName = known.canonicalName, hasSubpages = known.hasSubpages,
    isCapitalized = known.isCapitalized, isContent = known.isContent, isIncludable = true, isMovable = id >= 0,
    isSubject = not known.isTalk, isTalk = known.isTalk, hasGenderDistinction = false, aliases = { unpack(known.aliases) } }
  if id == 0 then space.displayName = "(Main)" end
  site.namespaces[id] = space
  if space.isContent then site.contentNamespaces[id] = space end
  if space.isTalk then site.talkNamespaces[id] = space else site.subjectNamespaces[id] = space end
end
for id, space in next, site.namespaces do
  space.subject = space.isTalk and site.namespaces[id - 1] or space
  if id >= 0 then
    space.talk = space.isTalk and space or site.namespaces[id + 1]
    space.associated = space.isTalk and space.subject or space.talk
  end
end
local function named(t, name)
  local known = type(name) == "string" and spaces.find(name)
  return known and rawget(t, known.id) or nil
end
for _, list in ipairs { site.namespaces, site.contentNamespaces, site.subjectNamespaces, site.talkNamespaces } do
  setmetatable(list, { __index = named })
end

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
