-- The basic functions of modules, as the Scribunto manual says they differ from Lua's: no addresses in texts, no metatables
-- but those of tables, and __pairs and __ipairs are obeyed.

local guard = guard
local type, next, getmetatable, tostring, rawget = type, next, getmetatable, tostring, rawget
local basic = {
  assert = assert, error = error, next = next, rawequal = rawequal, rawget = rawget, rawset = rawset, select = select,
  setmetatable = setmetatable, tonumber = tonumber, type = type, unpack = unpack, pcall = guard.pcall, xpcall = guard.xpcall,
  _VERSION = "Lua 5.1",
}

function basic.getmetatable(value)
  if type(value) == "table" then return getmetatable(value) end
  return nil
end

-- A field of a table's metatable, however that is protected.
local function meta(value, name)
  local found = getmetatable(value)
  if type(found) == "table" then return rawget(found, name) end
  return nil
end
basic.meta = meta

function basic.tostring(value)
  local kind = type(value)
  if kind ~= "table" and kind ~= "function" then return tostring(value) end
  if kind == "table" and meta(value, "__tostring") then return tostring(value) end
  return kind
end

function basic.pairs(t)
  if type(t) ~= "table" then guard.bad(1, "pairs", "table", t) end
  local own = meta(t, "__pairs")
  if own then return own(t) end
  return next, t, nil
end

local function step(t, n)
  n = n + 1
  local value = rawget(t, n)
  if value ~= nil then return n, value end
end
function basic.ipairs(t)
  if type(t) ~= "table" then guard.bad(1, "ipairs", "table", t) end
  local own = meta(t, "__ipairs")
  if own then return own(t) end
  return step, t, 0
end

return basic
