-- What a search for a pattern can cost at most, as a polynomial of the length: C's matcher may take what is bounded, all
-- else goes to the counted one. Sets that cannot both match a character end the trying out of lengths.

local byte, char, find = string.byte, string.char, string.find
local CLASS = { a = "%a", c = "%c", d = "%d", l = "%l", p = "%p", s = "%s", u = "%u", w = "%w", x = "%x", z = "%z" }

local members = {}
local function in_class(letter, b)
  local lower = letter:lower()
  local class = CLASS[lower]
  if not class then return letter == char(b) end
  local known = members[lower]
  if not known then
    known = {}
    for code = 0, 255 do known[code] = find(char(code), class) ~= nil end
    members[lower] = known
  end
  if letter == lower then return known[b] end
  return not known[b]
end

local function holds(set, b)
  local found = set.chars[char(b)] or false
  for _, range in ipairs(set.ranges) do
    found = found or byte(range[1]) <= b and b <= byte(range[2])
  end
  for _, letter in ipairs(set.classes) do found = found or in_class(letter, b) end
  if set.negated then return not found end
  return found
end

-- The bytes of a set, as a table from byte to boolean.
local function bytes(set)
  local found = {}
  for b = 0, 255 do found[b] = set == true or type(set) == "string" and byte(set) == b or type(set) == "table" and holds(set, b) end
  return found
end

local function disjoint(a, b)
  if not b then return false end
  for code = 0, 255 do
    if a[code] and b[code] then return false end
  end
  return true
end

-- Goes from the last item to the first with: cost of trying the rest at one place; whether the rest always matches; the
-- bytes it must begin with (nil: any, {}: none, only the end).
local function step(state, item, n)
  local kind = item.kind
  if kind == "end" then
    state.total, state.follow, state.tail = false, {}, true
  elseif kind == "pair" then
    state.cost, state.total, state.tail = state.cost + n, false, false
    state.follow = bytes(item.from)
  elseif kind == "same" then
    state.cost, state.total, state.tail, state.follow = state.cost + n / 8 + 1, false, false, nil
  elseif kind == "edge" then
    state.cost, state.total, state.tail, state.follow = state.cost + 2, false, false, nil
  elseif kind == "one" then
    item.bytes = item.bytes or bytes(item.set)
    local apart = disjoint(item.bytes, state.follow)
    local times = item.times
    if times == "" then
      state.cost, state.total, state.tail, state.follow = state.cost + 1, false, false, item.bytes
    elseif times == "?" then
      state.cost = (state.total or apart) and state.cost + 2 or 2 * state.cost + 1
      state.follow = nil
    else
      local greedy = times ~= "-"
      if item.set == true and state.tail then
        state.cost, state.total = n * state.cost, true
      elseif state.total or apart then
        state.cost = state.cost + (greedy and 2 or 1) * n
      else
        state.cost = n * state.cost + n
      end
      if times == "+" then
        state.total, state.tail, state.follow = false, false, item.bytes
      else
        state.follow = nil
      end
    end
  end
end

local cost = {}

-- Bound for one attempt at one place.
function cost.attempt(items, n)
  local state = { cost = 1, total = true, tail = true }
  for i = #items, 1, -1 do step(state, items[i], n) end
  return state.cost
end

-- Whether an attempt that fails does so after as many steps as there are items, and one that succeeds takes as many as
-- it consumes: sets one by one, then at most one repeated set, greedily, at the end.
function cost.linear(items)
  local last
  for i, item in ipairs(items) do
    if item.kind == "one" then
      if last then return false end
      if item.times == "*" or item.times == "+" then last = i elseif item.times ~= "" then return false end
    elseif item.kind ~= "open" and item.kind ~= "close" and item.kind ~= "place" then
      return false
    end
  end
  return true
end

-- The literal text a match must begin with.
function cost.prefix(items)
  local text = {}
  for _, item in ipairs(items) do
    if item.kind == "one" then
      if type(item.set) ~= "string" or item.times ~= "" then break end
      text[#text + 1] = item.set
    elseif item.kind ~= "open" and item.kind ~= "close" then
      break
    end
  end
  return table.concat(text)
end

return cost
