-- bit32: the bitwise library of Lua 5.2, over numbers. Rules: Lua 5.2 manual, 6.7.

local guard, floor, type, tonumber, select = guard, math.floor, type, tonumber, select
local ALL = 4294967296
local bit32 = {}

local function check(value, number, name)
  local found = tonumber(value)
  if not found then guard.bad(number, name, "number", value) end
  return floor(found) % ALL
end

-- Applies a rule for two bits to all 32.
local function combine(a, b, rule)
  local result, place = 0, 1
  for _ = 1, 32 do
    local x, y = a % 2, b % 2
    if rule(x, y) then result = result + place end
    a, b, place = (a - x) / 2, (b - y) / 2, place * 2
  end
  return result
end
local function both(x, y) return x + y == 2 end
local function either(x, y) return x + y > 0 end
local function one(x, y) return x + y == 1 end

local function fold(name, rule, start)
  return function(...)
    local result = start
    for n = 1, select("#", ...) do result = combine(result, check((select(n, ...)), n, name), rule) end
    return result
  end
end
bit32.band, bit32.bor, bit32.bxor = fold("band", both, ALL - 1), fold("bor", either, 0), fold("bxor", one, 0)
function bit32.bnot(a) return ALL - 1 - check(a, 1, "bnot") end
function bit32.btest(...) return bit32.band(...) ~= 0 end

function bit32.lshift(a, by)
  a, by = check(a, 1, "lshift"), tonumber(by)
  if by < 0 then return bit32.rshift(a, -by) end
  if by > 31 then return 0 end
  return a * 2 ^ by % ALL
end
function bit32.rshift(a, by)
  a, by = check(a, 1, "rshift"), tonumber(by)
  if by < 0 then return bit32.lshift(a, -by) end
  if by > 31 then return 0 end
  return floor(a / 2 ^ by)
end
function bit32.arshift(a, by)
  a, by = check(a, 1, "arshift"), tonumber(by)
  if by <= 0 or a < ALL / 2 then return bit32.rshift(a, by) end
  if by > 31 then return ALL - 1 end
  return floor(a / 2 ^ by) + ALL - 2 ^ (32 - by)
end
function bit32.lrotate(a, by)
  a, by = check(a, 1, "lrotate"), by % 32
  return a * 2 ^ by % ALL + floor(a / 2 ^ (32 - by))
end
function bit32.rrotate(a, by) return bit32.lrotate(a, -by) end

local function width_of(field, width, name)
  width = width or 1
  if field < 0 or width < 1 or field + width > 32 then
    guard.fail(("bad argument to '%s' (trying to access non-existent bits)"):format(name))
  end
  return width
end
function bit32.extract(a, field, width)
  width = width_of(field, width, "extract")
  return floor(check(a, 1, "extract") / 2 ^ field) % 2 ^ width
end
function bit32.replace(a, value, field, width)
  width = width_of(field, width, "replace")
  a = check(a, 1, "replace")
  local kept = floor(a / 2 ^ field) % 2 ^ width
  return a + (check(value, 2, "replace") % 2 ^ width - kept) * 2 ^ field
end

local own = {}
for name, made in next, bit32 do own[name] = made end
return own
