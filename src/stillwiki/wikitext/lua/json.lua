-- JSON to tables and back. Rules: RFC 8259, and Scribunto manual, "mw.text.jsonDecode", "mw.text.jsonEncode".

local guard, type, next, tonumber, tostring = guard, type, next, tonumber, tostring
local find, sub, char, format, concat = string.find, string.sub, string.char, string.format, table.concat
local json = {}
local MAX_DEPTH = 100

-- -- decoding ------------------------------------------------------------------------------------------------------------------

local ESCAPES = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t", ['"'] = '"', ["\\"] = "\\", ["/"] = "/" }
local WORDS = { t = { "true", true }, f = { "false", false }, n = { "null", nil } }

local function wrong() error("mw.text.jsonDecode: Syntax error", 0) end
local function skip(s, i) return (find(s, "[^ \t\r\n]", i)) or #s + 1 end

local function escaped(s, i)
  local c = sub(s, i, i)
  if c ~= "u" then return ESCAPES[c] or wrong(), i + 1 end
  local code = tonumber(find(s, "^%x%x%x%x", i + 1) and sub(s, i + 1, i + 4) or "", 16) or wrong()
  if code >= 0xD800 and code < 0xDC00 and find(s, "^\\u[dD][c-fC-F]%x%x", i + 5) then
    local low = tonumber(sub(s, i + 7, i + 10), 16)
    return use("ustring").char(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00), i + 11
  end
  return use("ustring").char(code), i + 5
end

local function text(s, i)
  local out = {}
  while true do
    local at = find(s, '["\\%c]', i) or wrong()
    out[#out + 1] = sub(s, i, at - 1)
    local c = sub(s, at, at)
    if c == '"' then return concat(out), at + 1 end
    if c ~= "\\" then wrong() end
    out[#out + 1], i = escaped(s, at + 1)
  end
end

local value
local keep = false  -- the keys as they are
local function array(s, i, depth)
  local out, n = {}, keep and -1 or 0
  i = skip(s, i)
  if sub(s, i, i) == "]" then return out, i + 1 end
  while true do
    n = n + 1
    out[n], i = value(s, i, depth)
    i = skip(s, i)
    local c = sub(s, i, i)
    if c == "]" then return out, i + 1 end
    if c ~= "," then wrong() end
    i = i + 1
  end
end

-- Keys that look like whole numbers become numbers, as in PHP's arrays.
local function key_of(name)
  if find(name, "^-?[1-9]%d*$") or name == "0" then return tonumber(name) end
  return name
end

-- Objects whose keys are 0 to n are lists, as in the host's arrays; lists begin at 1 unless keys are to be kept.
local function from_one(t, n)
  for i = 0, n - 1 do
    if t[i] == nil then return t end
  end
  local out = {}
  for i = 0, n - 1 do out[i + 1] = t[i] end
  return out
end

local function object(s, i, depth)
  local out, n = {}, 0
  i = skip(s, i)
  if sub(s, i, i) == "}" then return out, i + 1 end
  while true do
    i = skip(s, i)
    if sub(s, i, i) ~= '"' then wrong() end
    local name
    name, i = text(s, i + 1)
    i = skip(s, i)
    if sub(s, i, i) ~= ":" then wrong() end
    out[key_of(name)], i = value(s, i + 1, depth)
    n = n + 1
    i = skip(s, i)
    local c = sub(s, i, i)
    if c == "}" then return keep and out or from_one(out, n), i + 1 end
    if c ~= "," then wrong() end
    i = i + 1
  end
end

function value(s, i, depth)
  if depth > MAX_DEPTH then error("mw.text.jsonDecode: Maximum stack depth exceeded", 0) end
  i = skip(s, i)
  local c = sub(s, i, i)
  if c == "{" then return object(s, i + 1, depth + 1) end
  if c == "[" then return array(s, i + 1, depth + 1) end
  if c == '"' then return text(s, i + 1) end
  local word = WORDS[c]
  if word and sub(s, i, i + #word[1] - 1) == word[1] then return word[2], i + #word[1] end
  local from, to = find(s, "^-?%d+%.?%d*[eE]?[-+]?%d*", i)
  if not from then wrong() end
  return tonumber(sub(s, from, to)) or wrong(), to + 1
end

-- `tolerant` allows commas before a closing bracket.
function json.decode(s, preserve, tolerant)
  guard.charge(#s * 4)
  if tolerant then s = s:gsub(",(%s*[%]}])", "%1") end
  keep = preserve
  local found, i = value(s, 1, 0)
  if skip(s, i) <= #s then wrong() end
  return found
end

-- -- encoding ---------------------------------------------------------------------------------------------------------------------

local NAMED = { ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t", ['"'] = '\\"', ["\\"] = "\\\\" }
local function quoted(s)
  return '"' .. s:gsub('[%c"\\]', function(c)
    return NAMED[c] or c == "\127" and c or format("\\u%04x", c:byte())
  end) .. '"'
end

local function number(value)
  if value ~= value or value == math.huge or value == -math.huge then
    error("mw.text.jsonEncode: Cannot encode non-finite numbers", 0)
  end
  return value % 1 == 0 and math.abs(value) < 1e15 and format("%d", value) or format("%.17g", value)
end

-- Keys in order, and whether they are 1 to n, or 0 to n - 1.
local function keys_of(t, pairs_of)
  local keys, list = {}, true
  for key in pairs_of(t) do
    if type(key) ~= "string" and type(key) ~= "number" then
      error(("mw.text.jsonEncode: Cannot use type '%s' as a table key"):format(type(key)), 0)
    end
    keys[#keys + 1] = key
    list = list and type(key) == "number"
  end
  table.sort(keys, function(a, b)
    if type(a) == type(b) then return a < b end
    return type(a) == "number"
  end)
  local least = keys[1] == 0 and 0 or 1
  for n, key in ipairs(keys) do list = list and key == n - 1 + least end
  return keys, list
end

local encode
local function encode_table(t, state, indent)
  if state.inside[t] then error("mw.text.jsonEncode: Cannot use recursive tables", 0) end
  state.inside[t] = true
  local keys, list = keys_of(t, state.pairs)
  local deeper = indent and indent .. "    "
  local out = {}
  for _, key in ipairs(keys) do
    local content = encode(t[key], state, deeper)
    if not list or state.preserve then
      content = quoted(tostring(key)) .. (indent and ": " or ":") .. content
    end
    out[#out + 1] = content
  end
  state.inside[t] = nil
  local open, close = "{", "}"
  if list and not state.preserve or #out == 0 then open, close = "[", "]" end
  if not indent or #out == 0 then return open .. concat(out, ",") .. close end
  return open .. "\n" .. deeper .. concat(out, ",\n" .. deeper) .. "\n" .. indent .. close
end

function encode(value, state, indent)
  local kind = type(value)
  if kind == "nil" then return "null" end
  if kind == "boolean" then return tostring(value) end
  if kind == "number" then return number(value) end
  if kind == "string" then return quoted(value) end
  if kind == "table" then return encode_table(value, state, indent) end
  error(("mw.text.jsonEncode: Cannot encode type '%s'"):format(kind), 0)
end

function json.encode(value, preserve, pretty, pairs_of)
  return encode(value, { inside = {}, preserve = preserve, pairs = pairs_of }, pretty and "" or nil)
end

return json
