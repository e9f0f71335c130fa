-- The string library of modules: Lua's own functions where their work is bounded by their input, ours where it is not.

local guard = guard
local charge, bad = guard.charge, guard.bad
local native = string
local find, rep, type, tostring, tonumber = native.find, native.rep, type, tostring, tonumber
local pattern, cost = use("pattern"), use("cost")

local PAID = 200000
-- Steps of C's matcher that one search may take; more, and it is ours, which counts them.

local KEPT = 500
local bounds, kept = {}, 0
-- What is known of a pattern: false where it has no special characters, else its items.
local function known(p, anchors)
  local found = bounds[p]
  if found ~= nil then return found end
  if not find(p, "[%^%$%*%+%?%.%(%[%%%-%)%]]") then
    found = false
  else
    found = pattern.parse(p, anchors, false)
    found.linear = cost.linear(found)
    found.prefix = cost.prefix(found)
  end
  if kept >= KEPT then bounds, kept = {}, 0 end
  bounds[p], kept = found, kept + 1
  return found
end

-- At how many places of the text an attempt can begin, as far as it matters.
local function beginnings(s, items, n, most)
  if items.anchored then return 1 end
  if items.prefix == "" then return n + 1 end
  local count, i = 0, 1
  while count <= most do
    i = find(s, items.prefix, i, true)
    if not i then return count + 1 end
    count, i = count + 1, i + 1
  end
  return n + 1
end

-- Whether C may search, and its price.
local function affordable(s, p, anchors)
  local items = known(p, anchors)
  local n = #s
  if not items then
    charge(n / 32 + #p * n / 4096)
    return true
  end
  if #items > 100 then return false end
  if items.linear then
    charge(n * (#items + 1) / 4)
    return true
  end
  local attempt = cost.attempt(items, n)
  local total = attempt * (n + 1)
  if total > PAID then total = attempt * beginnings(s, items, n, PAID / attempt) end
  if total > PAID then return false end
  charge(total / 8)
  return true
end

-- Arguments as the C functions take them.
local function text(value, number, name)
  if type(value) == "string" then return value end
  if type(value) == "number" then return tostring(value) end
  bad(number, name, "string", value)
end
local function whole(value, number, name, default)
  if value == nil then return default end
  local found = tonumber(value)
  if not found then bad(number, name, "number", value) end
  return found
end

local function start(init, n)
  if init < 0 then init = n + init + 1 end
  if init < 1 then return 1 end
  return init > n + 1 and n + 1 or init
end

local strings = {}
for _, name in ipairs { "byte", "char", "format", "len", "sub" } do strings[name] = native[name] end

for _, name in ipairs { "lower", "reverse", "upper" } do
  local change = native[name]
  strings[name] = function(s)
    s = text(s, 1, name)
    charge(#s / 8)
    return change(s)
  end
end

local function search() return use("search") end

function strings.find(s, p, init, plain)
  s, p = text(s, 1, "find"), text(p, 2, "find")
  init = whole(init, 3, "find", 1)
  if plain then
    charge(#s / 32 + #p * #s / 4096)
    return find(s, p, init, true)
  end
  if affordable(s, p, true) then return find(s, p, init) end
  local from, to, captures = search().find(s, p, start(init, #s), false)
  if from then return from, to, unpack(captures) end
  return nil
end

function strings.match(s, p, init)
  s, p = text(s, 1, "match"), text(p, 2, "match")
  init = whole(init, 3, "match", 1)
  if affordable(s, p, true) then return native.match(s, p, init) end
  return search().match(s, p, start(init, #s), false)
end

function strings.gmatch(s, p)
  s, p = text(s, 1, "gmatch"), text(p, 2, "gmatch")
  if affordable(s, p, true) then return native.gmatch(s, p) end
  return search().gmatch(s, p, false)
end
strings.gfind = strings.gmatch

function strings.gsub(s, p, repl, most)
  s, p = text(s, 1, "gsub"), text(p, 2, "gsub")
  local kind = type(repl)
  if kind ~= "string" and kind ~= "number" and kind ~= "table" and kind ~= "function" then
    bad(3, "gsub", "string/function/table", repl)
  end
  charge(#s)
  if affordable(s, p, true) then return native.gsub(s, p, repl, most) end
  return search().gsub(s, p, repl, whole(most, 4, "gsub", #s + 1), false)
end

function strings.rep(s, n)
  s = text(s, 1, "rep")
  if n == nil then bad(2, "rep", "number", n, true) end
  n = whole(n, 2, "rep", nil)
  if s == "" or n < 1 then return "" end
  if #s * n > limits.memory * 1024 then error("not enough memory", 0) end
  charge(#s * n / 16)
  return rep(s, n)
end

return strings
