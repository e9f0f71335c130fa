-- find, match, gmatch and gsub over our matcher, for bytes and (wide) for UTF-8 characters. Places are bytes here; `place`
-- makes of one what the caller counts in. Rules: Lua 5.1 manual, 5.4.

local byte, sub, find = string.byte, string.sub, string.find
local pattern, matcher = use("pattern"), use("matcher")
local concat, unpack, type = table.concat, unpack, type
local search = {}

local KEPT = 200
local cache, kept = {}, 0
-- A pattern made ready; the last few hundred are kept.
local function ready(p, anchors, wide)
  local key = (anchors and "a" or "g") .. (wide and "w" or "b") .. p
  local found = cache[key]
  if found then return found end
  found = matcher.compile(pattern.parse(p, anchors, wide), wide)
  if kept >= KEPT then cache, kept = {}, 0 end
  cache[key], kept = found, kept + 1
  return found
end

function search.find(s, p, i, wide, place)
  local compiled = ready(p, true, wide)
  local from, to = matcher.match(compiled, s, i)
  if not from then return nil end
  local found = compiled.captures > 0 and matcher.captures(compiled, s, from, to, place) or {}
  return from, to, found
end

function search.match(s, p, i, wide, place)
  local compiled = ready(p, true, wide)
  local from, to = matcher.match(compiled, s, i)
  if not from then return nil end
  return unpack(matcher.captures(compiled, s, from, to, place))
end

function search.gmatch(s, p, wide, place)
  local compiled = ready(p, false, wide)
  local i = 1
  return function()
    if i > #s + 1 then return nil end
    local from, to = matcher.match(compiled, s, i)
    if not from then
      i = #s + 2
      return nil
    end
    i = to >= from and to + 1 or from + 1
    return unpack(matcher.captures(compiled, s, from, to, place))
  end
end

-- A replacement text made into pieces: strings, and numbers of captures.
local function pieces(text)
  local found, i = {}, 1
  while true do
    local at = find(text, "%", i, true)
    found[#found + 1] = sub(text, i, (at or #text + 1) - 1)
    if not at then return found end
    local c = sub(text, at + 1, at + 1)
    found[#found + 1] = find(c, "%d") and byte(c) - 48 or c
    i = at + 2
  end
end

local function text_of(made, whole, captures, count)
  local out = {}
  for n, piece in ipairs(made) do
    if piece == 0 or piece == 1 and count == 0 then
      out[n] = whole
    elseif type(piece) == "number" then
      if piece > count then error("invalid capture index", 0) end
      out[n] = captures[piece]
    else
      out[n] = piece
    end
  end
  return concat(out)
end

local function replacement(kind, repl)
  if kind == "string" or kind == "number" then
    local made = pieces(tostring(repl))
    return function(whole, captures, count) return text_of(made, whole, captures, count) end
  end
  if kind == "table" then return function(_, captures) return repl[captures[1]] end end
  return function(_, captures) return (repl(unpack(captures))) end
end

-- `again` says that after an empty match a longer one is looked for at the same place, as mw.ustring does.
function search.gsub(s, p, repl, most, wide, place, again)
  local compiled = ready(p, true, wide)
  local value_of = replacement(type(repl), repl)
  local out, i, done, n = {}, 1, 0, #s
  local next_from, next_to
  while done < most do
    local from, to = next_from, next_to
    if not from then from, to = matcher.match(compiled, s, i) end
    if not from then break end
    local whole = sub(s, from, to)
    local value = value_of(whole, matcher.captures(compiled, s, from, to, place), compiled.captures)
    if value and type(value) ~= "string" and type(value) ~= "number" then
      error("invalid replacement value (a " .. type(value) .. ")", 0)
    end
    done = done + 1
    out[#out + 1] = sub(s, i, from - 1)
    out[#out + 1] = value or whole
    i = to + 1
    next_from = nil
    if to < from and again and from <= n then next_from, next_to = matcher.match(compiled, s, from, true) end
    if to < from and not next_from then
      -- An empty match: the character after it is passed over.
      local after = from + 1
      while wide and after <= n and byte(s, after) >= 128 and byte(s, after) < 192 do after = after + 1 end
      out[#out + 1] = sub(s, from, after - 1)
      i = after
    end
    if i > n + 1 or compiled.anchored and not next_from then break end
  end
  out[#out + 1] = sub(s, i)
  return concat(out), done
end

return search
