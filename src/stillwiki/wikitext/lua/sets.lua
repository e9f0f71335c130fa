-- Sets of characters in patterns, over bytes and (wide) over UTF-8 characters with the classes of Unicode. Rules: Lua 5.1
-- manual, 5.4.1; Scribunto manual, "Ustring patterns".

local byte, find, char = string.byte, string.find, string.char
local host = guard.host
local CLASS = { a = "%a", c = "%c", d = "%d", l = "%l", p = "%p", s = "%s", u = "%u", w = "%w", x = "%x", z = "%z" }
local NOT_PUNCTUATION = { ["$"] = true, ["+"] = true, ["<"] = true, ["="] = true, [">"] = true, ["^"] = true,
  ["`"] = true, ["|"] = true, ["~"] = true }

local beyond = {}
-- Whether a character beyond ASCII is in a Unicode class; asked once for each.
local function unicode_class(letter, c)
  local known = beyond[letter]
  if not known then
    known = {}
    beyond[letter] = known
  end
  local found = known[c]
  if found == nil then
    found = host("class", letter, c)
    known[c] = found
  end
  return found
end

local function in_class(letter, c, wide)
  local lower = letter:lower()
  local class, found = CLASS[lower], nil
  if not class then return letter == c end
  if wide and #c > 1 then
    found = unicode_class(lower, c)
  else
    found = find(c, class) ~= nil
    if wide and lower == "p" and NOT_PUNCTUATION[c] then found = false end
  end
  if letter == lower then return found end
  return not found
end

-- UTF-8 sorts as its code points do, so ranges compare as bytes (`<` of strings would ask the locale).
local function before(a, b)
  for i = 1, #a do
    local x, y = byte(a, i), byte(b, i)
    if x ~= y then return y ~= nil and x < y end
  end
  return true
end

local function holds(set, c, wide)
  local found = set.chars[c] or false
  for _, range in ipairs(set.ranges) do
    found = found or before(range[1], c) and before(c, range[2])
  end
  for _, letter in ipairs(set.classes) do found = found or in_class(letter, c, wide) end
  if set.negated then return not found end
  return found
end

-- A table from character (or byte) to whether it is in the set, filled when asked.
local function members(set, wide)
  return setmetatable({}, { __index = function(known, c)
    if c == nil then return nil end
    local found = holds(set, type(c) == "number" and char(c) or c, wide)
    known[c] = found
    return found
  end })
end

return members
