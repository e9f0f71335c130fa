-- mw.uri. Rules: Scribunto manual, "URI library".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local find, gsub, sub, byte, format, concat = string.find, string.gsub, string.sub, string.byte, string.format, table.concat
local uri = {}
local methods, meta = {}, {}

-- -- encoding --------------------------------------------------------------------------------------------------------------------

local function percent(c) return format("%%%02X", byte(c)) end
local STYLES = {
  QUERY = function(s) return (gsub(gsub(s, "[^%w%-_.~ ]", percent), " ", "+")) end,
  PATH = function(s) return (gsub(s, "[^%w%-_.~]", percent)) end,
  WIKI = function(s) return host("wiki_encode", s) end,
}
local function style_of(name, known, fname)
  name = name == nil and "QUERY" or show(name):upper()
  return known[name] or error(("bad argument #2 to '%s' (expected QUERY, PATH, or WIKI)"):format(fname), 0)
end
function uri.encode(s, style)
  guard.charge(#show(s) * 2)
  return style_of(style, STYLES, "encode")(show(s))
end

local function unpercent(s)
  return (gsub(s, "%%(%x%x)", function(code) return string.char(tonumber(code, 16)) end))
end
local BACK = {
  QUERY = function(s) return unpercent((gsub(s, "%+", " "))) end,
  PATH = unpercent,
  WIKI = function(s) return (gsub(unpercent(s), "_", " ")) end,
}
function uri.decode(s, style)
  guard.charge(#show(s) * 2)
  return style_of(style, BACK, "decode")(show(s))
end

function uri.anchorEncode(s) return host("anchor", show(s)) end

-- -- queries ------------------------------------------------------------------------------------------------------------------------

-- Keys of a query: in the order they were parsed in, others after them in an order of their own.
local orders = setmetatable({}, { __mode = "k" })
local function sorted(t)
  local keys, known = {}, {}
  for _, key in ipairs(orders[t] or {}) do
    if t[key] ~= nil and not known[key] then keys[#keys + 1], known[key] = key, true end
  end
  local others = {}
  for key in basic.pairs(t) do
    if not known[key] then others[#others + 1] = key end
  end
  table.sort(others, function(x, y)
    if type(x) == type(y) and type(x) ~= "table" then return x < y end
    return type(x) == "number"
  end)
  for _, key in ipairs(others) do keys[#keys + 1] = key end
  return keys
end

function uri.buildQueryString(query)
  local out = {}
  local function add(name, value)
    if type(value) == "table" then
      for _, key in ipairs(sorted(value)) do add(("%s[%s]"):format(name, show(key)), value[key]) end
    elseif value == false then
      out[#out + 1] = STYLES.QUERY(name)
    else
      out[#out + 1] = STYLES.QUERY(name) .. "=" .. STYLES.QUERY(show(value))
    end
  end
  for _, key in ipairs(sorted(query)) do
    local value = query[key]
    if type(value) == "table" and value[1] ~= nil and #value > 0 then
      for _, one in ipairs(value) do add(show(key), one) end
    else
      add(show(key), value)
    end
  end
  return concat(out, "&")
end

function uri.parseQueryString(s, from, to)
  s = sub(s, from or 1, to or -1)
  local out, order = {}, {}
  orders[out] = order
  for piece in string.gmatch(s, "[^&]+") do
    local at = find(piece, "=", 1, true)
    local name = BACK.QUERY(at and sub(piece, 1, at - 1) or piece)
    local value = at and BACK.QUERY(sub(piece, at + 1)) or false
    order[#order + 1] = name
    if out[name] == nil then
      out[name] = value
    elseif type(out[name]) == "table" then
      out[name][#out[name] + 1] = value
    else
      out[name] = { out[name], value }
    end
  end
  return out
end

-- -- objects ------------------------------------------------------------------------------------------------------------------------

local COMPUTED = {}
function COMPUTED.userInfo(t)
  local user = rawget(t, "user")
  return user and user .. (t.password and ":" .. t.password or "")
end
function COMPUTED.hostPort(t) return t.host and t.host .. (t.port and ":" .. t.port or "") end
function COMPUTED.authority(t)
  local info = t.userInfo
  return t.hostPort and (info and info .. "@" or "") .. t.hostPort
end
function COMPUTED.queryString(t) return t.query and uri.buildQueryString(t.query) end
function COMPUTED.relativePath(t)
  return (t.path or "") .. (t.queryString and "?" .. t.queryString or "") .. (t.fragment and "#" .. t.fragment or "")
end

function meta.__index(t, name)
  local computed = COMPUTED[name]
  if computed then return computed(t) end
  return methods[name]
end
function meta.__newindex(t, name, value)
  if name == "queryString" then
    t.query = value and uri.parseQueryString(value)
  elseif name == "authority" or name == "hostPort" then
    t.host, t.port = value and value:gsub(":%d*$", ""):gsub("^.*@", ""), value and tonumber(value:match(":(%d+)$"))
  elseif name ~= "relativePath" and name ~= "userInfo" then
    rawset(t, name, value)
  end
end
function meta.__tostring(t)
  local out = {}
  if t.protocol then out[1] = t.protocol .. ":" end
  if t.authority then out[#out + 1] = "//" .. t.authority end
  return concat(out) .. t.relativePath
end
meta.__concat = function(a, b) return show(a) .. show(b) end
meta.__eq = function(a, b) return show(a) == show(b) end

function methods.parse(t, s)
  for name in next, t do rawset(t, name, nil) end
  local from, to, protocol = find(s, "^([^:/?#]+):")
  local i = from and to + 1 or 1
  rawset(t, "protocol", protocol)
  local _, stop, authority = find(s, "^//([^/?#]*)", i)
  if authority then
    local info, rest = authority:match("^(.*)@(.*)$")
    local name, port = (rest or authority):match("^(.-):(%d*)$")
    if info then
      rawset(t, "user", (info:match("^[^:]*")))
      rawset(t, "password", info:match(":(.*)$"))
    end
    rawset(t, "host", name or rest or authority)
    rawset(t, "port", tonumber(port))
    i = stop + 1
  end
  local path, query, fragment = s:match("^([^?#]*)%??([^#]*)#?(.*)$", i)
  if path ~= "" then rawset(t, "path", path) end
  if find(s, "^[^?#]*%?", i) then rawset(t, "query", uri.parseQueryString(query)) end
  if find(s, "#", i, true) then rawset(t, "fragment", fragment) end
  return t
end
function methods.clone(t) return uri.new(t) end
function methods.extend(t, parameters)
  local query = t.query or uri.parseQueryString("")
  rawset(t, "query", query)
  for key, value in basic.pairs(parameters) do query[key] = value end
  return t
end
function methods.validate(t) return uri.validate(t) end

function uri.new(s)
  local made = setmetatable({}, meta)
  if s == nil then s = host("current_url") end
  if type(s) == "table" then
    for name, value in basic.pairs(s) do
      if name == "query" and type(value) == "table" then
        local copy = uri.parseQueryString("")
        for _, key in ipairs(sorted(value)) do
          copy[key] = value[key]
          orders[copy][#orders[copy] + 1] = key
        end
        value = copy
      end
      made[name] = value
    end
    return made
  end
  return made:parse(show(s))
end

function uri.validate(t)
  if type(t) ~= "table" then guard.bad(1, "validate", "table", t) end
  local wrong = {}
  if t.protocol and not find(show(t.protocol), "^%a[%w+.-]*$") then wrong[1] = "invalid .protocol" end
  if t.host and find(show(t.host), "[/?#]") then wrong[#wrong + 1] = "invalid .host" end
  if t.path and find(show(t.path), "[?#]") then wrong[#wrong + 1] = "invalid .path" end
  if t.host and t.path and t.path ~= "" and sub(t.path, 1, 1) ~= "/" then wrong[#wrong + 1] = "invalid .path" end
  return #wrong == 0, concat(wrong, ", ")
end

local function address(kind)
  return function(page, query)
    if type(query) == "table" then query = uri.buildQueryString(query) end
    local found = host("url", kind, show(page), query and show(query) or "")
    return found and uri.new(found)
  end
end
uri.localUrl, uri.fullUrl, uri.canonicalUrl = address("local"), address("full"), address("canonical")

return uri
