-- mw.ustring: the string library over UTF-8 characters. ASCII takes the paths of C; what asks Unicode asks the host.

local guard = guard
local host, charge = guard.host, guard.charge
local strings = use("strings")
local byte, char, find, gsub, sub, lower = string.byte, string.char, string.find, string.gsub, string.sub, string.lower
local floor, unpack, type, tonumber, tostring = math.floor, unpack, type, tonumber, tostring
local NOT_ASCII = "[\128-\255]"
local CONTINUED = "[\128-\191]+"
local ustring = { maxPatternLength = 10000, maxStringLength = 2097152 }

local function bad(number, name, expected, value)
  error(("bad argument #%d to '%s' (%s expected, got %s)"):format(number, name, expected, type(value)), 0)
end

-- A text argument; `valid` says that it must be UTF-8.
local sound = {}
local function text(value, number, name, valid)
  if type(value) == "number" then return tostring(value) end
  if type(value) ~= "string" then bad(number, name, "string", value) end
  if valid and sound[1] ~= value and find(value, NOT_ASCII) then
    if not host("valid", value) then
      error(("bad argument #%d to '%s' (string is not UTF-8)"):format(number, name), 0)
    end
    sound[1] = value
  end
  return value
end
local function number(value, position, name, default)
  if value == nil and default then return default end
  local found = tonumber(value)
  if not found then bad(position, name, "number", value) end
  return found >= 0 and floor(found) or -floor(-found)
end

local function ascii(s) return not find(s, NOT_ASCII) end
local function count(s)
  charge(#s / 16)
  return #gsub(s, CONTINUED, "")
end

-- Place in characters of a place in bytes.
local function place(s, at) return count(sub(s, 1, at - 1)) + 1 end

-- Byte at which the n-th character (from 1) begins; one past the end for those after it.
local function at_byte(s, n)
  if n <= 1 then return 1 end
  return host("offset", s, n)
end

-- -- simple functions --------------------------------------------------------------------------------------------------------

function ustring.isutf8(s)
  return ascii(s) or host("valid", s)
end

function ustring.len(s)
  s = text(s, 1, "len")
  if ascii(s) then return #s end
  if not host("valid", s) then return nil end
  return count(s)
end

function ustring.sub(s, i, j)
  s = text(s, 1, "sub", true)
  i, j = number(i, 2, "sub", 1), number(j, 3, "sub", -1)
  if ascii(s) then return sub(s, i, j) end
  charge(#s / 4)
  return host("sub", s, i, j)
end

local function changed(name, plain)
  return function(s)
    s = text(s, 1, name, true)
    if plain and ascii(s) then return plain(s) end
    charge(#s)
    return host(name, s)
  end
end
ustring.lower, ustring.upper = changed("lower", lower), changed("upper", string.upper)
for _, form in ipairs { "NFC", "NFD", "NFKC", "NFKD" } do
  local change = changed("to" .. form)
  ustring["to" .. form] = function(s)
    s = text(s, 1, "to" .. form)
    if ascii(s) then return s end
    return host("valid", s) and change(s) or nil
  end
end

function ustring.rep(s, n)
  return strings.rep(text(s, 1, "rep"), number(n, 2, "rep"))
end
ustring.format = string.format

local function encode(code)
  if code < 0x80 then return char(code) end
  if code < 0x800 then return char(0xC0 + floor(code / 0x40), 0x80 + code % 0x40) end
  if code < 0x10000 then
    return char(0xE0 + floor(code / 0x1000), 0x80 + floor(code / 0x40) % 0x40, 0x80 + code % 0x40)
  end
  return char(0xF0 + floor(code / 0x40000), 0x80 + floor(code / 0x1000) % 0x40, 0x80 + floor(code / 0x40) % 0x40,
    0x80 + code % 0x40)
end
function ustring.char(...)
  local out = {}
  for n = 1, select("#", ...) do
    local code = number((select(n, ...)), n, "char")
    if code < 0 or code > 0x10FFFF then error(("bad argument #%d to 'char' (value out of range)"):format(n), 0) end
    out[n] = encode(code)
  end
  return table.concat(out)
end

-- -- code points -------------------------------------------------------------------------------------------------------------------

local function decode(s, at)
  local lead, b, c, d = byte(s, at, at + 3)
  if lead < 0x80 then return lead, at + 1 end
  if lead < 0xE0 then return (lead - 0xC0) * 0x40 + b - 0x80, at + 2 end
  if lead < 0xF0 then return (lead - 0xE0) * 0x1000 + (b - 0x80) * 0x40 + c - 0x80, at + 3 end
  return (lead - 0xF0) * 0x40000 + (b - 0x80) * 0x1000 + (c - 0x80) * 0x40 + d - 0x80, at + 4
end

local function range(s, i, j)
  local n = count(s)
  if i < 0 then i = n + i + 1 end
  if j < 0 then j = n + j + 1 end
  return i < 1 and 1 or i, j > n and n or j
end

function ustring.codepoint(s, i, j)
  s = text(s, 1, "codepoint", true)
  i = number(i, 2, "codepoint", 1)
  i, j = range(s, i, number(j, 3, "codepoint", i))
  local out, at = {}, at_byte(s, i)
  for n = 1, j - i + 1 do out[n], at = decode(s, at) end
  return unpack(out)
end

function ustring.gcodepoint(s, i, j)
  s = text(s, 1, "gcodepoint", true)
  i, j = range(s, number(i, 2, "gcodepoint", 1), number(j, 3, "gcodepoint", -1))
  local at, code = at_byte(s, i), nil
  return function()
    if i > j then return nil end
    i = i + 1
    code, at = decode(s, at)
    return code
  end
end

ustring.byte = strings.byte

function ustring.byteoffset(s, l, i)
  s = text(s, 1, "byteoffset", true)
  l, i = number(l, 2, "byteoffset", 1), number(i, 3, "byteoffset", 1)
  if i < 0 then i = #s + i + 1 end
  if i < 1 or i > #s then return nil end
  local starts_here = not find(sub(s, i, i), CONTINUED)
  while find(sub(s, i, i), CONTINUED) do i = i - 1 end
  local n = place(s, i) + l
  if l > 0 and starts_here then n = n - 1 end
  if n < 1 or n > count(s) then return nil end
  return at_byte(s, n)
end

-- -- patterns ------------------------------------------------------------------------------------------------------------------------

-- Whether C's functions give what the manual says: for ASCII they do, but for what punctuation is.
local function plain_pattern(s, p)
  return ascii(s) and ascii(p) and not find(p, "%%[pP]")
end

local function check_pattern(p, name)
  p = text(p, 2, name, true)
  if #p > ustring.maxPatternLength and count(p) > ustring.maxPatternLength then
    error(("bad argument #2 to '%s' (pattern is longer than 10000 characters)"):format(name), 0)
  end
  return p
end

local function start(s, init, name)
  init = number(init, 3, name, 1)
  if init < 0 then
    init = count(s) + init + 1
  end
  return init < 1 and 1 or init
end

function ustring.find(s, p, init, plain)
  s, p = text(s, 1, "find", true), check_pattern(p, "find")
  if plain_pattern(s, p) then return strings.find(s, p, number(init, 3, "find", 1), plain) end
  local i = at_byte(s, start(s, init, "find"))
  if plain or not find(p, "[%^%$%*%+%?%.%(%[%%%-%)%]]") then
    charge(#s / 8)
    local from, to = find(s, p, i, true)
    if not from then return nil end
    local first = place(s, from)
    return first, first + count(sub(s, from, to)) - 1
  end
  local from, to, captures = use("search").find(s, p, i, true, place)
  if not from then return nil end
  local first = place(s, from)
  return first, first + count(sub(s, from, to)) - 1, unpack(captures)
end

function ustring.match(s, p, init)
  s, p = text(s, 1, "match", true), check_pattern(p, "match")
  if plain_pattern(s, p) then return strings.match(s, p, number(init, 3, "match", 1)) end
  return use("search").match(s, p, at_byte(s, start(s, init, "match")), true, place)
end

function ustring.gmatch(s, p)
  s, p = text(s, 1, "gmatch", true), check_pattern(p, "gmatch")
  if plain_pattern(s, p) then return strings.gmatch(s, p) end
  return use("search").gmatch(s, p, true, place)
end

function ustring.gsub(s, p, repl, most)
  s, p = text(s, 1, "gsub", true), check_pattern(p, "gsub")
  local kind = type(repl)
  if kind ~= "string" and kind ~= "number" and kind ~= "table" and kind ~= "function" then
    bad(3, "gsub", "string or number or function or table", repl)
  end
  -- Where a match may be empty though more would match, the two libraries go on differently.
  local plain = plain_pattern(s, p)
  if plain and not (find(p, "-", 1, true) and strings.find("", p)) then return strings.gsub(s, p, repl, most) end
  charge(#s)
  return use("search").gsub(s, p, repl, number(most, 4, "gsub", 2 * #s + 2), not plain, place, true)
end

return ustring
