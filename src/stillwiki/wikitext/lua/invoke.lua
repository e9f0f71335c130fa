-- Runs one #invoke in an environment of its own. The host calls the function this chunk returns.

local guard = guard
local xpcall, tostring, type, ipairs, concat = xpcall, tostring, type, ipairs, table.concat
local environment = use("environment")
local show = use("basic").tostring

-- Lua's words for what went wrong, and where: only what stands above the house's own functions.
local trace
local function explain(problem)
  if guard.dead() then return problem end
  trace = traceback("", 2)
  if type(problem) == "string" or type(problem) == "number" then return tostring(problem) end
  return "(error object is a " .. type(problem) .. " value)"
end

local function execute(title, name, frame, parent)
  local world = environment(frame, parent)
  local exports = world.load(title)
  if type(exports) ~= "table" then return "not-a-table", type(exports) end
  local called = exports[name]
  if called == nil then return "no-function" end
  if type(called) ~= "function" then return "not-a-function" end
  local results = { called(world.frame) }
  local out = {}
  for n, value in ipairs(results) do out[n] = show(value) end
  local text = concat(out)
  guard.room()
  return "text", text
end

-- `allowed` starts a new count of instructions; a call inside another call has none. Gives: what came of it, text or
-- message, trace, instructions spent.
return function(allowed, title, name, frame, parent)
  if allowed then guard.start(allowed) end
  trace = ""
  local ok, kind, text = xpcall(function() return execute(title, name, frame, parent) end, explain)
  if not ok then
    if kind == "not enough memory" then guard.give_up() end
    return guard.dead() and "limit" or "error", kind, trace, guard.spent()
  end
  return kind, text or "", "", guard.spent()
end
