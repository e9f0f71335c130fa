-- Reads a Lua pattern into items, and bounds what matching it can cost. Rules: Lua 5.1 manual, 5.4.1.
-- An item: {kind, set, repeat}. kinds: "one" (a set of characters), "open", "close", "place" (position capture), "same"
-- (%1), "pair" (%b), "edge" (%f), "end" ($), "broken" (what cannot be read: an error for a match that gets there, as in
-- C). A set: a literal byte, true (any), or a table of ranges and
-- classes.

local byte, sub, find = string.byte, string.sub, string.find
local guard = guard
local pattern = {}

local broken = {}
local function fail(message)
  broken.message = message
  error(broken, 0)
end
local function malformed(why)
  fail("malformed pattern (" .. why .. ")")
end

-- The character at a place of the pattern, as a string: one byte, or one UTF-8 sequence when `wide`.
local function character(p, i, wide)
  local lead = byte(p, i)
  if not wide or not lead or lead < 192 then return sub(p, i, i), i + 1 end
  local after = i + (lead < 224 and 2 or lead < 240 and 3 or 4)
  return sub(p, i, after - 1), after
end

-- A set in brackets: {negated =, chars = {[char]=true}, ranges = {{from, to}...}, classes = {letter...}}.
local function bracket(p, i, wide)
  local set = { chars = {}, ranges = {}, classes = {} }
  if sub(p, i, i) == "^" then
    set.negated = true
    i = i + 1
  end
  local first = true
  while first or sub(p, i, i) ~= "]" do
    first = false
    if i > #p then malformed("missing ']'") end
    local c, after = character(p, i, wide)
    if c == "%" then
      c, after = character(p, after, wide)
      if c == "" then malformed("missing ']'") end
      if find(c, "%a") then set.classes[#set.classes + 1] = c else set.chars[c] = true end
    elseif sub(p, after, after) == "-" and after < #p and sub(p, after + 1, after + 1) ~= "]" then
      local to
      to, after = character(p, after + 1, wide)
      set.ranges[#set.ranges + 1] = { c, to }
    else
      set.chars[c] = true
    end
    i = after
  end
  return set, i + 1
end

local function single(p, i, wide)
  local c, after = character(p, i, wide)
  if c == "." then return true, after end
  if c == "[" then return bracket(p, after, wide) end
  if c ~= "%" then return c, after end
  c, after = character(p, after, wide)
  if c == "" then malformed("ends with '%'") end
  if find(c, "^%a$") then return { chars = {}, ranges = {}, classes = { c } }, after end
  return c, after
end

local function escape(items, p, i, wide)
  local c = sub(p, i + 1, i + 1)
  if c == "b" then
    local from, after = character(p, i + 2, wide)
    local to
    to, after = character(p, after, wide)
    if to == "" then fail("unbalanced pattern") end
    items[#items + 1] = { kind = "pair", from = from, to = to }
    return after
  end
  if c == "f" then
    if sub(p, i + 2, i + 2) ~= "[" then fail("missing '[' after '%f' in pattern") end
    local set, after = bracket(p, i + 3, wide)
    items[#items + 1] = { kind = "edge", set = set }
    return after
  end
  if find(c, "%d") then
    items[#items + 1] = { kind = "same", number = byte(c) - 48 }
    return i + 2
  end
end

local function brace(items, open, p, i)
  if sub(p, i, i) == ")" then
    local number = table.remove(open)
    if not number then fail("invalid pattern capture") end
    items[#items + 1] = { kind = "close", number = number }
    return i + 1
  end
  items.captures = items.captures + 1
  if items.captures > 32 then fail("too many captures") end
  if sub(p, i + 1, i + 1) == ")" then
    items[#items + 1] = { kind = "place", number = items.captures }
    return i + 2
  end
  open[#open + 1] = items.captures
  items[#items + 1] = { kind = "open", number = items.captures }
  return i + 1
end

local function item(items, open, p, i, wide)
  local c = sub(p, i, i)
  if c == "(" or c == ")" then return brace(items, open, p, i) end
  if c == "$" and i == #p then
    items[#items + 1] = { kind = "end" }
    return i + 1
  end
  local special = c == "%" and escape(items, p, i, wide)
  if special then return special end
  local set, after = single(p, i, wide)
  local times = sub(p, after, after)
  if find(times, "^[-*+?]$") then after = after + 1 else times = "" end
  items[#items + 1] = { kind = "one", set = set, times = times }
  return after
end

local function read(items, p, i, wide)
  local open = {}
  while i <= #p do i = item(items, open, p, i, wide) end
  if #open > 0 then fail("unfinished capture") end
end

-- Items of a pattern; `anchors` says whether ^ means the start.
function pattern.parse(p, anchors, wide)
  guard.charge(#p * 10)
  local items = { captures = 0, anchored = anchors and sub(p, 1, 1) == "^" }
  local ok, problem = guard.pcall(read, items, p, items.anchored and 2 or 1, wide)
  if not ok then
    if problem ~= broken then error(problem, 0) end
    items[#items + 1] = { kind = "broken", message = broken.message }
  end
  return items
end

return pattern
