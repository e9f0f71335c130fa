-- Limits that are counted, so that every machine reaches them at the same place: instructions (through the count hook,
-- with charges for work that C functions do in one instruction) and memory. A reached limit cannot be caught.

local error, pcall, xpcall, type, tostring, pairs = error, pcall, xpcall, type, tostring, pairs
local count, newproxy, getmetatable = collectgarbage, newproxy, getmetatable
local STEP = 1000
local TIME = "The time allocated for running scripts has expired."
local MEMORY = "not enough memory"

local spent, limit, dead = 0, 0, nil
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

local function check_memory()
  if count("count") > limits.memory then
    spent = spent + count("count") * 10
    count("collect")
    if count("count") > limits.memory then stop(MEMORY) end
  end
end

-- For the end of a call: what it gives back goes over the bridge.
guard.room = check_memory

sethook(function()
  spent = spent + STEP
  if dead or spent > limit then stop(TIME) end
  check_memory()
end, "", STEP)

-- Each round of the collector tells how much was made since the last one: a charge for work whose size no call shows
-- (joining long strings). It cannot stop here, for a round may run where no error may be raised.
local function watch_rounds()
  getmetatable(newproxy(true)).__gc = function()
    spent = spent + count("count") * 10
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
  end
  return ok, ...
end

function guard.pcall(f, ...)
  return settle(pcall(f, ...))
end

function guard.xpcall(f, handler)
  -- Inside an error of the hook no hook runs, so a module's handler must not run there either.
  return settle(xpcall(f, function(problem)
    if dead or type(problem) == "userdata" then return problem end
    return handler(problem)
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
function guard.start(allowed)
  spent, limit, dead = 0, allowed, nil
end
function guard.give_up() dead = dead or MEMORY end
function guard.spent() return spent end
function guard.dead() return dead end

-- Whether a function is of the house; errors are told at the line of the module that called.
local function ours(info)
  return info.what == "C" or info.what == "tail" or info.short_src:sub(1, 10) == "stillwiki/"
end

function guard.fail(message)
  local level = 2
  local info = getinfo(level, "Sl")
  while info and ours(info) do
    level = level + 1
    info = getinfo(level, "Sl")
  end
  error(info and ("%s:%d: %s"):format(info.short_src, info.currentline, message) or message, 0)
end

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
