-- What a search for a pattern can cost at most, as a polynomial of the length: C's matcher may take what is bounded, all
-- else goes to the counted one. Sets that cannot both match a character end the trying out of lengths.

local byte, char, find = string.byte, string.char, string.find
local CLASS = { a = "%a", c = "%c", d = "%d", l = "%l", p = "%p", s = "%s", u = "%u", w = "%w", x = "%x", z = "%z" }

local function in_class(letter, c)
  local class = CLASS[letter:lower()]
  if not class then return letter == c end
  if letter == letter:lower() then return find(c, class) ~= nil end
  return find(c, class) == nil
end

local function holds(set, c)
  local found = set.chars[c] or false
  for _, range in ipairs(set.ranges) do
    found = found or byte(range[1]) <= byte(c) and byte(c) <= byte(range[2])
  end
  for _, letter in ipairs(set.classes) do found = found or in_class(letter, c) end
  if set.negated then return not found end
  return found
end

-- Whether no byte is in both sets. `follow` may be nil (not known) or "" (no byte at all: the end).
local function disjoint(set, follow)
  if follow == "" then return true end
  if not follow or set == true or follow == true then return false end
  if type(set) == "string" then set, follow = follow, set end
  if type(follow) == "string" then
    if type(set) == "string" then return set ~= follow end
    return not holds(set, follow)
  end
  for code = 0, 255 do
    local c = char(code)
    if holds(set, c) and holds(follow, c) then return false end
  end
  return true
end

-- What is found out of an item and what follows it stays true for its pattern.
local function apart_from(item, follow)
  if item.apart == nil then item.apart = disjoint(item.set, follow) end
  return item.apart
end

-- Goes from the last item to the first with: cost of trying the rest at one place; whether the rest always matches; the
-- set it must begin with (nil: any, "": none, only the end).
local function step(state, item, n)
  local kind = item.kind
  if kind == "end" then
    state.total, state.follow, state.tail = false, "", true
  elseif kind == "broken" then
    state.total, state.follow, state.tail = false, nil, false
  elseif kind == "pair" then
    state.cost, state.total, state.tail = state.cost + n, false, false
    state.follow = item.from
  elseif kind == "same" then
    state.cost, state.total, state.tail, state.follow = state.cost + n / 8 + 1, false, false, nil
  elseif kind == "edge" then
    state.cost, state.total, state.tail, state.follow = state.cost + 2, false, false, nil
  elseif kind == "one" then
    local times = item.times
    local apart = times ~= "" and apart_from(item, state.follow)
    if times == "" then
      state.cost, state.total, state.tail, state.follow = state.cost + 1, false, false, item.set
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
        state.total, state.tail, state.follow = false, false, item.set
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
