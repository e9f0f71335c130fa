-- The namespaces of the wiki, asked once for a page; for the house only, as modules could change them.

local host, lower = guard.host, use("ustring").lower
local spaces, by_name = {}, {}

local function plain(name) return lower((name:gsub("_", " "))) end

local fields = { host("namespaces") }
for i = 1, #fields, 6 do
  local id = fields[i]
  local talk = id > 0 and id % 2 == 1
  local space = { id = id, name = fields[i + 1], canonicalName = fields[i + 2], hasSubpages = fields[i + 3],
    isCapitalized = fields[i + 4], isContent = fields[i + 5], isTalk = talk, aliases = {} }
  spaces[id] = space
  by_name[plain(space.canonicalName)], by_name[plain(space.name)] = space, space
end
local aliases = { host("namespace_aliases") }
for i = 1, #aliases, 2 do
  local space = spaces[aliases[i + 1]]
  if space then
    space.aliases[#space.aliases + 1] = (aliases[i]:gsub(" ", "_"))
    by_name[plain(aliases[i])] = by_name[plain(aliases[i])] or space
  end
end
for id, space in next, spaces do
  space.subject = space.isTalk and spaces[id - 1] or space
  if id >= 0 then space.talk = space.isTalk and space or spaces[id + 1] end
end

-- A namespace by its number or any of its names; nil if there is none.
local function find(name)
  if type(name) == "number" then return spaces[name] end
  return type(name) == "string" and by_name[plain(name)] or nil
end

return { all = spaces, find = find }
