-- Our own matching of Lua patterns, for what C's matcher must not take: patterns that could run for long (here every step
-- is counted) and patterns over characters beyond ASCII. Works on bytes; `wide` says that characters are UTF-8.
-- A node is a function from a place to the place after the match, or nil; it ends in a call of the next node.

local byte, sub, find = string.byte, string.sub, string.find
local use = use
local membership = use("sets")

-- -- one character ------------------------------------------------------------------------------------------------------------

local subject, length = "", 0

local function width(lead)
  return lead < 192 and 1 or lead < 224 and 2 or lead < 240 and 3 or 4
end

-- A function from a place to the place after a character of the set, or nil.
local function stepper(set, wide)
  if type(set) == "string" then
    local size, first = #set, byte(set)
    if size == 1 then
      return function(i) if byte(subject, i) == first then return i + 1 end end
    end
    return function(i) if sub(subject, i, i + size - 1) == set then return i + size end end
  end
  if set == true then
    if not wide then return function(i) if i <= length then return i + 1 end end end
    return function(i) if i <= length then return i + width(byte(subject, i)) end end
  end
  local known = membership(set, wide)
  if not wide then
    return function(i) if i <= length and known[byte(subject, i)] then return i + 1 end end
  end
  return function(i)
    local lead = byte(subject, i)
    if not lead then return end
    if lead < 128 then
      if known[lead] then return i + 1 end
      return
    end
    local after = i + width(lead)
    if known[sub(subject, i, after - 1)] then return after end
  end
end

-- -- nodes ----------------------------------------------------------------------------------------------------------------------

local starts, stops = {}, {}
local PLACE = -1
local make = {}

local REPEAT = {}
REPEAT[""] = function(one, rest)
  return function(i)
    local after = one(i)
    if after then return rest(after) end
  end
end
REPEAT["?"] = function(one, rest)
  return function(i)
    local after = one(i)
    local found = after and rest(after)
    if found then return found end
    return rest(i)
  end
end
REPEAT["-"] = function(one, rest)
  return function(i)
    while i do
      local found = rest(i)
      if found then return found end
      i = one(i)
    end
  end
end
local function greedy(least)
  return function(one, rest, wide)
    return function(i)
      local low = i
      if least == 1 then
        low = one(i)
        if not low then return end
      end
      local high, after = low, one(low)
      while after do high, after = after, one(after) end
      while high >= low do
        local found = rest(high)
        if found then return found end
        high = high - 1
        if wide then
          local b = byte(subject, high)
          while high > low and b and b >= 128 and b < 192 do
            high = high - 1
            b = byte(subject, high)
          end
        end
      end
    end
  end
end
REPEAT["*"], REPEAT["+"] = greedy(0), greedy(1)

function make.one(item, rest, wide)
  return REPEAT[item.times](stepper(item.set, wide), rest, wide)
end
make["end"] = function(_, rest)
  return function(i) if i == length + 1 then return rest(i) end end
end
function make.broken(item)
  return function() guard.fail(item.message) end
end
function make.open(item, rest)
  local number = item.number
  return function(i)
    local was = starts[number]
    starts[number] = i
    local found = rest(i)
    if not found then starts[number] = was end
    return found
  end
end
function make.close(item, rest)
  local number = item.number
  return function(i)
    local was = stops[number]
    stops[number] = i - 1
    local found = rest(i)
    if not found then stops[number] = was end
    return found
  end
end
function make.place(item, rest)
  local number = item.number
  return function(i)
    starts[number], stops[number] = i, PLACE
    return rest(i)
  end
end
function make.same(item, rest)
  local number = item.number
  return function(i)
    local from, to = starts[number], stops[number]
    if not from or not to then guard.fail("invalid capture index") end
    if to == PLACE then return nil end
    local after = i + to - from + 1
    guard.charge((to - from) / 8)
    if sub(subject, from, to) == sub(subject, i, after - 1) then return rest(after) end
  end
end
function make.pair(item, rest)
  local from, to = item.from, item.to
  return function(i)
    if sub(subject, i, i + #from - 1) ~= from then return end
    local depth, at = 1, i + #from
    while at <= length do
      if sub(subject, at, at + #to - 1) == to then
        depth, at = depth - 1, at + #to
        if depth == 0 then return rest(at) end
      elseif sub(subject, at, at + #from - 1) == from then
        depth, at = depth + 1, at + #from
      else
        at = at + 1
      end
    end
  end
end
function make.edge(item, rest, wide)
  local known = membership(item.set, wide)
  local function at(i)
    if i < 1 or i > length then return known["\0"] end
    local lead = byte(subject, i)
    if not wide or lead < 128 then return known[lead] end
    return known[sub(subject, i, i + width(lead) - 1)]
  end
  return function(i)
    local previous = i - 1
    while wide and previous > 1 and byte(subject, previous) >= 128 and byte(subject, previous) < 192 do
      previous = previous - 1
    end
    if not at(previous) and at(i) then return rest(i) end
  end
end

-- Where the match may not end: where it began, when an empty one is not wanted.
local refused = 0
local function last(i)
  if i ~= refused then return i end
end

local function build(items, wide)
  local node = last
  for i = #items, 1, -1 do node = make[items[i].kind](items[i], node, wide) end
  return node
end

-- -- matching -------------------------------------------------------------------------------------------------------------------

local matcher = {}

-- Prepares parsed items for `match`.
function matcher.compile(items, wide)
  local cost = use("cost")
  return { node = build(items, wide), anchored = items.anchored, captures = items.captures,
    prefix = cost.prefix(items), wide = wide }
end

-- First match at or after a place: its first and last place; nil if there is none. `more` asks for one at this very place
-- that is not empty.
function matcher.match(compiled, s, i, more)
  local node, prefix, wide = compiled.node, compiled.prefix, compiled.wide
  local once = more or compiled.anchored
  refused = more and i or 0
  repeat
    subject, length = s, #s
    if prefix ~= "" and not once then
      i = find(s, prefix, i, true)
      if not i then return end
    end
    for number = 1, compiled.captures do starts[number], stops[number] = nil, nil end
    local after = node(i)
    if after then return i, after - 1 end
    i = i + 1
    if wide and i <= length then
      local b = byte(s, i)
      while b and b >= 128 and b < 192 do
        i = i + 1
        b = byte(s, i)
      end
    end
  until once or i > length + 1
end

-- Value of a capture of the match just made; a position goes through `place`.
function matcher.capture(s, number, place)
  local from, to = starts[number], stops[number]
  if not from or not to then error("unfinished capture", 0) end
  if to == PLACE then return place and place(s, from) or from end
  return sub(s, from, to)
end

-- All captures, or the whole match where the pattern has none.
function matcher.captures(compiled, s, from, to, place)
  local found = {}
  for number = 1, compiled.captures do found[number] = matcher.capture(s, number, place) end
  if compiled.captures == 0 then found[1] = sub(s, from, to) end
  return found
end

return matcher
