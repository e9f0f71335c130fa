-- The sandbox's floor: the only chunk that sees Lua's own globals. It takes what the house needs, empties the rest, and
-- loads the house's other chunks into an environment of their own. Modules of a wiki never see either table.

local ask, limits = ...
local _G = _G

local house = {
  error = error, ipairs = ipairs, next = next, rawequal = rawequal, rawget = rawget, rawset = rawset, select = select,
  setmetatable = setmetatable, tonumber = tonumber, type = type, unpack = unpack, assert = assert, pairs = pairs,
  getmetatable = getmetatable, tostring = tostring, setfenv = setfenv, pcall = pcall, xpcall = xpcall,
  string = string, table = table, math = math, newproxy = newproxy, loadstring = loadstring, date = os.date, seconds = os.clock,
  sethook = debug.sethook, getinfo = debug.getinfo, traceback = debug.traceback, collectgarbage = collectgarbage,
  limits = limits, ask = ask,
}
setfenv(1, house)

local function load_house(name)
  local _, code = ask("library", name)
  return setfenv(assert(loadstring(code, "=stillwiki/" .. name)), house)
end

-- `chunk` gives the code of a room, which runs for every invoke; `use` gives what a room made when it first ran, for the
-- page: only rooms that keep nothing of a module may be used so.
local chunks, rooms = {}, {}
function house.chunk(name)
  local found = chunks[name]
  if not found then
    found = load_house(name)
    chunks[name] = found
  end
  return found
end
function house.use(name)
  local room = rooms[name]
  if room == nil then
    room = house.chunk(name)()
    rooms[name] = room
  end
  return room
end

local globals = {}
for name in pairs(_G) do globals[#globals + 1] = name end
for _, name in ipairs(globals) do _G[name] = nil end

house.guard = house.use("guard")
-- Methods of strings ("x"):rep() are the bounded ones; the table is out of every module's reach.
getmetatable("").__index = house.use("strings")
return house.use("invoke")
