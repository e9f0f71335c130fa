-- mw: what stands at its top. Rules: Scribunto manual, "Base functions".

local world = ...
local guard, basic, use, chunk = guard, world.basic, use, chunk
local host, show = guard.host, basic.tostring
local type, next, select, getmetatable, setmetatable = type, next, select, getmetatable, setmetatable
local mw = { ext = { ParserFunctions = {} } }
local frame = chunk("frame")(world)

function mw.getCurrentFrame() return frame end
function mw.isSubsting() return false end
function mw.addWarning(text) host("warn", show(text)) end
function mw.incrementExpensiveFunctionCount() host("expensive") end
function mw.ext.ParserFunctions.expr(text) return host("expr", show(text)) end

function mw.allToString(...)
  local out = {}
  for n = 1, select("#", ...) do out[n] = show((select(n, ...))) end
  return table.concat(out, "\t")
end

-- What is logged is shown to nobody: a page has no console.
local logged = {}
function mw.log(...) logged[#logged + 1] = mw.allToString(...) .. "\n" end
function mw.getLogBuffer() return table.concat(logged) end
function mw.clearLogBuffer() logged = {} end

function mw.executeFunction(f, ...)
  local out = {}
  for n, value in ipairs { f(...) } do out[n] = show(value) end
  return table.concat(out)
end

-- A deep copy, metatables included; what occurs twice is one thing in the copy, too.
function mw.clone(value)
  local copies = {}
  local function copy(from)
    if type(from) ~= "table" then return from end
    if copies[from] then return copies[from] end
    local to = {}
    copies[from] = to
    for key, content in next, from do to[copy(key)] = copy(content) end
    local meta = getmetatable(from)
    if type(meta) == "table" then setmetatable(to, copy(meta)) end
    return to
  end
  return copy(value)
end

-- -- dumpObject ------------------------------------------------------------------------------------------------------------------

local ORDER = { number = 1, string = 2, boolean = 3 }
local function sorted_keys(t)
  local keys = {}
  for key in basic.pairs(t) do keys[#keys + 1] = key end
  table.sort(keys, function(a, b)
    local kind_a, kind_b = type(a), type(b)
    if kind_a ~= kind_b then return (ORDER[kind_a] or 9) < (ORDER[kind_b] or 9) end
    if kind_a == "number" or kind_a == "string" then return a < b end
    return show(a) < show(b)
  end)
  return keys
end

function mw.dumpObject(object)
  local numbers, counts = {}, {}
  local dump
  local function name_of(value)
    local kind = type(value)
    if not numbers[value] then
      counts[kind] = (counts[kind] or 0) + 1
      numbers[value] = kind .. "#" .. counts[kind]
      return numbers[value], true
    end
    return numbers[value], false
  end
  local function fields(t, indent)
    local out, listed = {}, 0
    local deeper = indent .. "  "
    for n, value in basic.ipairs(t) do
      out[#out + 1] = deeper .. dump(value, deeper, true) .. ",\n"
      listed = n
    end
    for _, key in ipairs(sorted_keys(t)) do
      if type(key) ~= "number" or key < 1 or key > listed or key % 1 ~= 0 then
        out[#out + 1] = ("%s[%s] = %s,\n"):format(deeper, dump(key, deeper, false), dump(t[key], deeper, true))
      end
    end
    return table.concat(out)
  end
  function dump(value, indent, expand)
    local kind = type(value)
    if kind == "string" then return ("%q"):format(value):gsub("\\\n", "\\n") .. "" end
    if kind ~= "table" then return kind == "function" and name_of(value) or show(value) end
    local name, first = name_of(value)
    if not first or not expand then return name end
    local out = { name }
    local text = basic.meta(value, "__tostring") and show(value)
    if text then out[#out + 1] = " " .. text end
    local meta = getmetatable(value)
    out[#out + 1] = " {\n"
    if type(meta) == "table" then
      out[#out + 1] = ("%s  metatable = %s\n"):format(indent, dump(meta, indent .. "  ", true))
    end
    out[#out + 1] = fields(value, indent) .. indent .. "}"
    return table.concat(out)
  end
  return dump(object, "", true)
end
function mw.logObject(object, prefix)
  mw.log((prefix and show(prefix) .. " = " or "") .. mw.dumpObject(object))
end

-- -- data ----------------------------------------------------------------------------------------------------------------------------

local load_data = use("data")(world)
local seen = {}
function mw.loadData(name)
  seen[name] = seen[name] or load_data(name)
  return seen[name]
end
function mw.loadJsonData(name)
  local text = host("json_page", show(name))
  return use("data").proxy(use("json").decode(text))
end

function mw.getContentLanguage() return mw.language.getContentLanguage() end
function mw.getLanguage(code) return mw.language.new(code) end

return mw
