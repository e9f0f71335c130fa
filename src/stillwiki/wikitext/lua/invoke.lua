-- Runs one #invoke in an environment of its own. The host calls the function this chunk returns.

local guard = guard
local xpcall, tostring, type, ipairs, concat, find = xpcall, tostring, type, ipairs, table.concat, string.find
local environment = use("environment")
local show = use("basic").tostring

-- Lua's words for what went wrong, and where: only what stands above the house's own functions.
local trace
local function explain(problem)
  if guard.dead() then return problem end
  problem = guard.placed(problem)
  trace = traceback("", 2)
  if type(problem) == "string" or type(problem) == "number" then return tostring(problem) end
  return "(error object is a " .. type(problem) .. " value)"
end

local function execute(world, title, name)
  local exports = world.load(title)
  if type(exports) ~= "table" then return "not-a-table", type(exports) end
  local called = exports[name]
  if called == nil then return "no-function" end
  if type(called) ~= "function" then return "not-a-function" end
  local out = {}
  for n, value in ipairs { called(world.frame) } do out[n] = show(value) end
  local text = concat(out)
  guard.room()
  return "text", text
end

-- `allowed` (instructions) and `time` (seconds, the fence) start a new count; a call inside another call has none. Gives:
-- what came of it, text or message, trace, instructions spent, and the library of mw that it last found missing.
return function(allowed, time, title, name, frame, parent, wikibase)
  if allowed then guard.start(allowed, time) end
  trace = ""
  local world
  local ok, kind, text = xpcall(function()
    world = environment(frame, parent, wikibase)
    return execute(world, title, name)
  end, explain)
  if ok then return kind, text or "", "", guard.spent(), world.missed or "" end
  if kind == "not enough memory" or not guard.has_room() then guard.give_up() end
  if guard.dead() then return "limit", guard.dead(), trace, guard.spent(), "" end
  return "error", kind, trace, guard.spent(), world and find(kind, "(a nil value)", 1, true) and world.missed or ""
end
