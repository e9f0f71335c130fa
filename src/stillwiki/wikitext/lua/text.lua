-- mw.text. Rules: Scribunto manual, "Text library".

local world = ...
local guard, basic, use = guard, world.basic, use
local host, show, charge = guard.host, basic.tostring, guard.charge
local byte, find, sub, gsub = string.byte, string.find, string.sub, string.gsub
local strings, ustring = use("strings"), use("ustring")
local text = { JSON_PRESERVE_KEYS = 1, JSON_TRY_FIXING = 2, JSON_PRETTY = 4 }

local function check(value, number, name)
  if type(value) == "number" then return tostring(value) end
  if type(value) ~= "string" then
    error(("bad argument #%d to '%s' (string expected, got %s)"):format(number, name, type(value)), 0)
  end
  return value
end

-- -- trimming and splitting ------------------------------------------------------------------------------------------------------

local BLANK = { [9] = true, [10] = true, [12] = true, [13] = true, [32] = true }
function text.trim(s, charset)
  s = check(s, 1, "gsub")
  if charset then
    charset = check(charset, 2, "trim")
    return (ustring.gsub(s, "^[" .. charset .. "]*(.-)[" .. charset .. "]*$", "%1"))
  end
  charge(#s / 8)
  local from = find(s, "[^\t\r\n\f ]")
  if not from then return "" end
  local to = #s
  while BLANK[byte(s, to)] do to = to - 1 end
  return sub(s, from, to)
end

-- Where a separator stands, in bytes: UTF-8 is cut at the same places when the separator is UTF-8.
local function finder(s, pattern, plain)
  if plain or not find(pattern, "[%^%$%*%+%?%.%(%[%%%-%)%]]") then
    charge(#s / 8)
    return function(i) return find(s, pattern, i, true) end
  end
  if not find(s, "[\128-\255]") and not find(pattern, "[\128-\255]") and not find(pattern, "%%[pP]") then
    return function(i) return strings.find(s, pattern, i) end
  end
  local search = use("search")
  return function(i) return search.find(s, pattern, i, true) end
end

function text.gsplit(s, pattern, plain)
  s, pattern = check(s, 1, "gsplit"), check(pattern, 2, "gsplit")
  local seek, i, n = finder(s, pattern, plain), 1, #s
  return function()
    if not i then return nil end
    local from, to
    if n > 0 or pattern ~= "" then from, to = seek(i) end
    local piece
    if not from then
      piece, i = sub(s, i), nil
    elseif to < from then
      -- An empty separator stands between all characters.
      local after = i
      repeat after = after + 1 until after > n or byte(s, after) < 128 or byte(s, after) > 191
      piece = sub(s, i, after - 1)
      i = after <= n and after or nil
    else
      piece, i = sub(s, i, from - 1), to + 1
    end
    return piece
  end
end

function text.split(s, pattern, plain)
  local out = {}
  for piece in text.gsplit(s, pattern, plain) do out[#out + 1] = piece end
  return out
end

-- -- HTML --------------------------------------------------------------------------------------------------------------------------

local ENTITIES = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;", ['"'] = "&quot;", ["'"] = "&#039;", ["\194\160"] = "&nbsp;" }
function text.encode(s, charset)
  s = check(s, 1, "gsub")
  if not charset then
    charge(#s)
    return (gsub(gsub(s, "[<>&\"']", ENTITIES), "\194\160", ENTITIES))
  end
  return (ustring.gsub(s, "[" .. charset .. "]", function(c)
    return ENTITIES[c] or ("&#%d;"):format(ustring.codepoint(c))
  end))
end

local BASIC = { lt = "<", gt = ">", amp = "&", quot = '"', nbsp = "\194\160" }
function text.decode(s, all)
  s = check(s, 1, "gsub")
  charge(#s)
  return (gsub(s, "&(#?)(x?)([^%s&;]+);", function(mark, hex, name)
    if mark == "" then
      name = hex .. name
      if not all then return BASIC[name] end
      return BASIC[name] or host("entity", name)
    end
    local code
    if hex ~= "" then code = find(name, "^%x+$") and tonumber(name, 16) else code = find(name, "^%d+$") and tonumber(name) end
    if not code or code > 0x10FFFF then return nil end
    return ustring.char(code)
  end))
end

local MARKUP = { ['"'] = "&#34;", ["&"] = "&#38;", ["'"] = "&#39;", ["<"] = "&#60;", ["="] = "&#61;", [">"] = "&#62;",
  ["["] = "&#91;", ["]"] = "&#93;", ["{"] = "&#123;", ["|"] = "&#124;", ["}"] = "&#125;", [";"] = "&#59;" }
local LINE_START = { ["#"] = "&#35;", ["*"] = "&#42;", [":"] = "&#58;", [";"] = "&#59;", ["\n"] = "&#10;", ["\r"] = "&#13;",
  [" "] = "&#32;", ["\t"] = "&#9;" }
function text.nowiki(s)
  s = check(s, 1, "gsub")
  charge(#s * 2)
  s = gsub(s, "[\"&'<=>%[%]{|};]", MARKUP)
  s = gsub("\n" .. s, "(\n)([#*:;\n\r \t])", function(line, c) return line .. LINE_START[c] end)
  s = gsub(s, "\n(%-%-%-%-)", function(dashes) return "\n&#45;" .. sub(dashes, 2) end)
  s = gsub(s, "__", "_&#95;")
  s = gsub(s, "://", "&#58;//")
  for _, word in ipairs { "ISBN", "RFC", "PMID" } do
    s = gsub(s, word .. "([\t\n\r\f ])", function(blank) return word .. ("&#%d;"):format(byte(blank)) end)
  end
  return sub(s, 2)
end

function text.tag(name, attributes, content)
  if type(name) == "table" then name, attributes, content = name.name, name.attrs, name.content end
  name = check(name, 1, "tag")
  local out = { "<", name }
  for key, value in basic.pairs(attributes or {}) do
    local kind = type(value)
    if kind ~= "string" and kind ~= "number" and kind ~= "boolean" then
      guard.fail(("bad named argument attrs to 'tag' (value for key '%s' may not be %s)"):format(show(key), kind))
    end
    if value == true then
      out[#out + 1] = " " .. key
    elseif value ~= false then
      out[#out + 1] = (' %s="%s"'):format(key, (gsub(tostring(value), '[<>&"]', ENTITIES)))
    end
  end
  if content == false then
    out[#out + 1] = " />"
  else
    out[#out + 1] = ">"
    if content ~= nil then out[#out + 1] = show(content) .. "</" .. name .. ">" end
  end
  return table.concat(out)
end

-- -- markers -----------------------------------------------------------------------------------------------------------------------

function text.unstrip(s) return host("unstrip", check(s, 1, "unstrip")) end
function text.unstripNoWiki(s) return host("unstrip_nowiki", check(s, 1, "unstripNoWiki")) end
function text.killMarkers(s) return host("kill_markers", check(s, 1, "killMarkers")) end

-- -- lists and lengths ----------------------------------------------------------------------------------------------------------

function text.listToText(list, separator, conjunction)
  if not separator or not conjunction then
    local comma, last = host("list_words")
    separator, conjunction = separator or comma, conjunction or last
  end
  local n = #list
  if n > 1 then return table.concat(list, separator, 1, n - 1) .. conjunction .. tostring(list[n]) end
  return show(list[1] or "")
end

function text.truncate(s, length, ellipsis, adjust)
  s, ellipsis = check(s, 1, "truncate"), ellipsis or "..."
  length = tonumber(length)
  local n = ustring.len(s)
  if n <= math.abs(length) then return s end
  local room = math.abs(length)
  if adjust then room = room - ustring.len(ellipsis) end
  if room <= 0 and adjust then return ellipsis end
  local cut = ellipsis
  if room > 0 then cut = length > 0 and ustring.sub(s, 1, room) .. ellipsis or ellipsis .. ustring.sub(s, -room) end
  if ustring.len(cut) >= n and not adjust then return s end
  return cut
end

-- -- JSON --------------------------------------------------------------------------------------------------------------------------

local function flag(flags, bit) return math.floor((flags or 0) / bit) % 2 == 1 end
function text.jsonDecode(s, flags)
  return use("json").decode(check(s, 1, "jsonDecode"), flag(flags, 1), flag(flags, 2))
end
function text.jsonEncode(value, flags)
  return use("json").encode(value, flag(flags, 1), flag(flags, 4), basic.pairs)
end

return text
