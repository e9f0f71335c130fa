-- Tables that modules share and none can change: what mw.loadData gives. Rules: Scribunto manual, "mw.loadData".

local guard, type, next, setmetatable, getmetatable = guard, type, next, setmetatable, getmetatable
local data = {}

local function fail_if_unfit(value, seen)
  local kind = type(value)
  if kind == "number" or kind == "string" or kind == "boolean" then return end
  if kind ~= "table" then error(("data for mw.loadData contains unsupported data type '%s'"):format(kind), 0) end
  if seen[value] then return end
  seen[value] = true
  if getmetatable(value) ~= nil then error("data for mw.loadData contains a table with a metatable", 0) end
  for key, content in next, value do
    if type(key) == "table" then error("data for mw.loadData contains a table as a key", 0) end
    fail_if_unfit(key, seen)
    fail_if_unfit(content, seen)
  end
end

-- A view of a table that reads through and never writes.
function data.proxy(value)
  local views = {}
  local function view(t)
    if type(t) ~= "table" then return t end
    if views[t] then return views[t] end
    local function forward(_, key)
      local found, content = next(t, key)
      return found, view(content)
    end
    local made = setmetatable({}, {
      __index = function(_, key) return view(t[key]) end,
      __newindex = function() guard.fail("table from mw.loadData is read-only") end,
      __pairs = function(proxy) return forward, proxy, nil end,
      __ipairs = function(proxy)
        return function(_, n)
          n = n + 1
          if t[n] ~= nil then return n, view(t[n]) end
        end, proxy, 0
      end,
    })
    views[t] = made
    return made
  end
  return view(value)
end

-- Read once for a page, in a world of its own.
local read = {}
local environment
setmetatable(data, { __call = function(_, world)
  return function(name)
    if type(name) ~= "string" then guard.bad(1, "loadData", "string", name) end
    local title = guard.host("module", name)
    local key = title or name
    if read[key] == nil then
      environment = environment or use("environment")
      local value = environment(world.frame_id, world.parent_id).globals.require(name)
      if type(value) ~= "table" then
        error(name .. " returned " .. type(value) .. ", table expected", 0)
      end
      fail_if_unfit(value, {})
      read[key] = value
    end
    return data.proxy(read[key])
  end
end })

return data
