-- Limits that are counted, so that every machine reaches them at the same place: instructions (through the count hook,
-- with charges for work that C functions do in one instruction) and memory. A reached limit cannot be caught.
-- One thing no count sees: joining long strings into one that exists already. So there is a fence of processor time, too,
-- so far out that a call reaches the count first unless it was made to do just that.

local error, pcall, xpcall, type, tostring, pairs = error, pcall, xpcall, type, tostring, pairs
local count, newproxy, getmetatable, seconds = collectgarbage, newproxy, getmetatable, seconds
local STEP = 1000
local ROUND, WHOLE_ROUND = 100, 400
-- Price of a kilobyte that the collector goes over, and that was made before it did: in its own time, or all at once.
local HOUSE = "^stillwiki/[^:]+:%d+: "
local find, gsub = string.find, string.gsub
local TIME = "The time allocated for running scripts has expired."
local MEMORY = "not enough memory"

local spent, limit, fence, dead = 0, math.huge, math.huge, nil
local guard = {}

local function stop(why)
  dead = dead or why
  error(dead, 0)
end

-- Pays for work in units of one instruction.
local function charge(units)
  spent = spent + units
  if dead or spent > limit then stop(TIME) end
end
guard.charge = charge

-- Whether there is memory left, after a whole round of the collector if there seems to be none.
local function has_room()
  if count("count") <= limits.memory then return true end
  spent = spent + count("count") * WHOLE_ROUND
  count("collect")
  return count("count") <= limits.memory
end
guard.has_room = has_room
local function check_memory()
  if not has_room() then stop(MEMORY) end
end

-- For the end of a call: what it gives back goes over the bridge.
guard.room = check_memory

sethook(function()
  spent = spent + STEP
  if dead or spent > limit or seconds() > fence then stop(TIME) end
  check_memory()
end, "", STEP)

-- Each round of the collector tells how much was made since the last one: a charge for work whose size no call shows
-- (joining long strings). It cannot stop here, for a round may run where no error may be raised.
local function watch_rounds()
  getmetatable(newproxy(true)).__gc = function()
    spent = spent + count("count") * ROUND
    watch_rounds()
  end
end
watch_rounds()

-- What a protected call gave, unless a limit was reached or the host failed: that goes through to the outermost call.
local function settle(ok, ...)
  if dead then error(dead, 0) end
  if not ok then
    local problem = ...
    if type(problem) == "userdata" then stop("the host failed") end
    if problem == MEMORY then stop(MEMORY) end
    if type(problem) == "string" then return false, (gsub(problem, HOUSE, "")) end
  end
  return ok, ...
end

-- Whether a function is of the house; errors are told at the line of the module that called.
local function ours(info)
  return info.what == "C" or info.what == "tail" or find(info.short_src, "stillwiki/", 1, true) == 1
end
local function place()
  local level = 2
  local info = getinfo(level, "Sl")
  while info and ours(info) do
    level = level + 1
    info = getinfo(level, "Sl")
  end
  return info and ("%s:%d: "):format(info.short_src, info.currentline) or ""
end

function guard.fail(message)
  error(place() .. message, 0)
end

-- An error of C tells the line of the house that called C; this tells the module's.
function guard.placed(problem)
  if type(problem) ~= "string" or not find(problem, HOUSE) then return problem end
  return place() .. gsub(problem, HOUSE, "")
end

function guard.pcall(f, ...)
  return settle(pcall(f, ...))
end

function guard.xpcall(f, handler)
  -- Inside an error of the hook no hook runs, so a module's handler must not run there either.
  return settle(xpcall(f, function(problem)
    if dead or type(problem) == "userdata" then return problem end
    return handler(guard.placed(problem))
  end))
end

-- Asks the host. The memory left between this limit and the runtime's own is for the answer: an allocation that fails
-- inside the bridge could not be caught there.
local ask = ask
local function answer(ok, ...)
  if ok then
    charge(ok)
    return ...
  end
  local message, fatal = ...
  if fatal then stop(message) end
  error(message, 0)
end
function guard.host(name, ...)
  charge(200)
  check_memory()
  return answer(ask(name, ...))
end

-- Starts the count for an outermost call.
function guard.start(allowed, time)
  spent, limit, fence, dead = 0, allowed, seconds() + time, nil
end
function guard.give_up() dead = dead or MEMORY end
function guard.spent() return spent end
function guard.dead() return dead end

-- Errors of arguments, in Lua's own words.
function guard.bad(number, name, expected, value, missing)
  local got = missing and "no value" or type(value)
  local level = 2
  while ours(getinfo(level + 1, "S") or { what = "main", short_src = "" }) do level = level + 1 end
  local how = getinfo(level, "n")
  if how and how.namewhat == "method" then
    number = number - 1
    if number == 0 then guard.fail(("calling '%s' on bad self"):format(name)) end
  end
  guard.fail(("bad argument #%d to '%s' (%s expected, got %s)"):format(number, name, expected, got))
end

return guard
