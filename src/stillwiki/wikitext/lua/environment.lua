-- The world of one #invoke: its globals, its loaded packages, its frames. Nothing in it is shared with another's, but
-- functions that keep nothing and data that cannot be changed.

local guard, chunk, use = guard, chunk, use
local host, setfenv, loadstring = guard.host, setfenv, loadstring
local basic, strings, tables, ustring = use("basic"), use("strings"), use("tables"), use("ustring")
local LAZY = { "hash", "html", "language", "message", "site", "text", "title", "uri" }
local wanted_of_mw = {}
for _, name in ipairs(LAZY) do wanted_of_mw["mw." .. name] = name end
local LIBRARIES = { bit = true, bit32 = true, libraryUtil = true, strict = true, capiunto = true }

local function copy(from)
  local to = {}
  for name, value in next, from do to[name] = value end
  return to
end

-- The same numbers on every machine and in every order of pages.
local function randomness(math_library)
  local state = 42
  local function draw()
    state = state * 16807 % 2147483647
    return (state - 1) / 2147483646
  end
  function math_library.randomseed(seed)
    state = math.floor(math.abs(tonumber(seed) or 0)) % 2147483646 + 1
    if state ~= state then state = 42 end
  end
  function math_library.random(from, to)
    if from == nil then return draw() end
    if to == nil then from, to = 1, from end
    if type(from) ~= "number" or type(to) ~= "number" then guard.bad(1, "random", "number", from) end
    if from > to then guard.fail("bad argument #1 to 'random' (interval is empty)") end
    return from + math.floor(draw() * (to - from + 1))
  end
end

-- -- modules ------------------------------------------------------------------------------------------------------------------

local chunks, busy = {}, {}
-- A module's code as a function; the same one serves every invoke, unless it is still running for another.
local function module_chunk(title, code)
  local found = not busy[title] and chunks[title]
  if not found then
    found = loadstring(code, "=" .. title)
    chunks[title] = found
  end
  return found
end

local function run_module(world, name)
  local title, code, problem = host("module", name)
  if not title then return false end
  if problem then error(problem, 0) end
  local body = setfenv(module_chunk(title, code), world.globals)
  busy[title] = true  -- and stays so after an error: the next run then takes a fresh function
  local result = body()
  busy[title] = nil
  return true, result
end

local function loader(world)
  local loaded, loading = world.loaded, {}
  return function(name)
    if type(name) ~= "string" then guard.bad(1, "require", "string", name) end
    if loaded[name] ~= nil then return loaded[name] end
    if loading[name] then guard.fail(("loop or previous error loading module '%s'"):format(name)) end
    loading[name] = true
    local result
    local preload = world.globals.package.preload[name]
    if preload then
      result = preload(name)
    elseif LIBRARIES[name] then
      result = chunk(name)(world)
    elseif wanted_of_mw[name] then
      result = world.mw[wanted_of_mw[name]]
    else
      local found
      found, result = run_module(world, name)
      if not found then error(("package.lua:80: module '%s' not found"):format(name), 0) end
    end
    loading[name] = nil
    if result == nil then result = true end
    if loaded[name] == nil then loaded[name] = result end
    return loaded[name]
  end
end

-- -- the globals ------------------------------------------------------------------------------------------------------------------

-- Libraries of mw come into being when they are first named.
local function lazily(world, mw)
  local wanted = {}
  for _, name in ipairs(LAZY) do wanted[name] = true end
  wanted.wikibase = world.wikibase
  local function miss(prefix, name)
    if type(name) == "string" and #name <= 40 then world.missed = prefix .. name end
  end
  setmetatable(mw.ext, { __index = function(_, name) miss("ext.", name) end, __metatable = false })
  return setmetatable(mw, { __index = function(t, name)
    if name == "wikibase" or not wanted[name] then miss("", name) end
    if not wanted[name] then return nil end
    wanted[name] = nil
    local made = chunk(name)(world)
    t[name] = made
    world.loaded["mw." .. name] = made
    return made
  end, __metatable = false })
end

local function globals_of(world)
  local globals = copy(basic)
  globals.meta = nil
  globals._G = globals
  globals.string, globals.table = copy(strings), copy(tables)
  globals.math, globals.os = copy(math), copy(use("clock"))
  randomness(globals.math)
  globals.debug = { traceback = function(message, level)
    return traceback(message ~= nil and tostring(message) or "", (tonumber(level) or 1) + 1)
  end }
  globals.package = { loaded = world.loaded, preload = {}, loaders = {}, seeall = function(t)
    return setmetatable(t, { __index = globals })
  end }
  globals.require = loader(world)
  return globals
end

-- `wikibase` says whether there is one that knows nothing, or none at all.
return function(frame, parent, wikibase)
  local world = { wikibase = wikibase, loaded = {}, frame_id = frame, parent_id = parent, basic = basic }
  local globals = globals_of(world)
  world.globals = globals
  world.ustring = copy(ustring)
  globals.string.ulower, globals.string.uupper = ustring.lower, ustring.upper
  world.mw = chunk("mw")(world)
  world.mw.ustring = world.ustring
  globals.mw = lazily(world, world.mw)
  world.frame = world.mw.getCurrentFrame()
  local loaded = world.loaded
  for _, name in ipairs { "debug", "math", "os", "package", "string", "table", "_G", "mw" } do loaded[name] = globals[name] end
  loaded.ustring, loaded["mw.ustring"] = world.ustring, world.ustring
  function world.load(title)
    local found, result = run_module(world, title)
    if not found then error("no module " .. title, 0) end
    return result
  end
  return world
end
