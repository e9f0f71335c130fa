-- mw.html: HTML built piece by piece. Rules: Scribunto manual, "HTML library".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local find, gsub, lower, concat, type, getmetatable = string.find, string.gsub, string.lower, table.concat, type, getmetatable
local VOID = { area = true, base = true, br = true, col = true, command = true, embed = true, hr = true, img = true,
  input = true, keygen = true, link = true, meta = true, param = true, source = true, track = true, wbr = true }
local ESCAPED = { ["<"] = "&lt;", [">"] = "&gt;", ["&"] = "&amp;", ['"'] = "&quot;" }
local methods, meta = {}, {}
meta.__index = methods

local function check(name, number, value, kinds, words)
  if not kinds[type(value)] then
    guard.fail(("bad argument #%d to '%s' (%s expected, got %s)"):format(number, name, words, type(value)))
  end
end
local TEXT = { string = true, number = true }
local TEXT_OR_NIL = { string = true, number = true, ["nil"] = true }

local function create(name, options)
  if name ~= nil then
    check("mw.html.create", 1, name, { string = true }, "string")
    if name ~= "" and not find(name, "^[a-zA-Z0-9]+$") then guard.fail(("invalid tag name '%s'"):format(name)) end
    if name == "" then name = nil end
  end
  local node = setmetatable({ attributes = {}, nodes = {}, styles = {} }, meta)
  node.tagName, node.parent = name, options and options.parent
  node.selfClosing = options and options.selfClosing or name and VOID[lower(name)] or false
  return node
end

local function attribute(node, name)
  for n, entry in ipairs(node.attributes) do
    if entry.name == name then return entry, n end
  end
end

-- -- text --------------------------------------------------------------------------------------------------------------------------

local function encode(text)
  return (gsub(tostring(text), '[<>&"]', ESCAPED))
end

-- A value of a style: what a protected piece stands for, and `;` so that it ends nothing.
local function style_value(value)
  value = tostring(value)
  if find(value, "\127", 1, true) then value = host("unstrip_nowiki", value) end
  return (gsub(value, ";", "\\3B "))
end

local function styles(node, start)
  local out = { start }
  for _, entry in ipairs(node.styles) do
    out[#out + 1] = type(entry) == "table" and entry.name .. ":" .. style_value(entry.value) or entry
  end
  return ' style="' .. encode(concat(out, ";")) .. '"'
end

local function write(node, out)
  local name = node.tagName
  if name then
    out[#out + 1] = "<" .. name
    local styled = false
    for _, entry in ipairs(node.attributes) do
      if entry.name == "style" and #node.styles > 0 then
        out[#out + 1], styled = styles(node, entry.value), true
      else
        out[#out + 1] = " " .. entry.name .. '="' .. encode(entry.value) .. '"'
      end
    end
    if not styled and #node.styles > 0 then out[#out + 1] = styles(node) end
    if node.selfClosing then
      out[#out + 1] = " />"
      return
    end
    out[#out + 1] = ">"
  end
  for _, child in ipairs(node.nodes) do
    if type(child) == "table" and getmetatable(child) == meta then write(child, out) else out[#out + 1] = show(child) end
  end
  if name then out[#out + 1] = "</" .. name .. ">" end
end

function meta.__tostring(node)
  local out = {}
  write(node, out)
  return concat(out)
end

-- -- what modules call -----------------------------------------------------------------------------------------------------------

function methods.node(node, child)
  if child ~= nil then node.nodes[#node.nodes + 1] = child end
  return node
end
function methods.wikitext(node, ...)
  for n = 1, select("#", ...) do
    local piece = (select(n, ...))
    check("wikitext", n, piece, TEXT_OR_NIL, "string or number")
    if piece == nil then break end
    node.nodes[#node.nodes + 1] = piece
  end
  return node
end
function methods.newline(node)
  node.nodes[#node.nodes + 1] = "\n"
  return node
end
function methods.tag(node, name, options)
  local child = create(name, options)
  child.parent = node
  node.nodes[#node.nodes + 1] = child
  return child
end
function methods.getAttr(node, name)
  check("getAttr", 1, name, { string = true }, "string")
  local entry = attribute(node, name)
  return entry and entry.value
end

function methods.attr(node, name, value)
  if type(name) == "table" then
    if value ~= nil then guard.fail("bad argument #2 to 'attr' (if argument #1 is a table, argument #2 must be left empty)") end
    for key, content in basic.pairs(name) do methods.attr(node, key, content) end
    return node
  end
  check("attr", 1, name, TEXT, "string or number")
  check("attr", 2, value, TEXT_OR_NIL, "string, number or nil")
  if not find(name, "^[a-zA-Z_:][a-zA-Z0-9_.:-]*$") then
    guard.fail(("bad argument #1 to 'attr' (invalid attribute name '%s')"):format(name))
  end
  if name == "style" then node.styles = {} end
  local entry, n = attribute(node, name)
  if value == nil then
    if entry then table.remove(node.attributes, n) end
  elseif entry then
    entry.value = value
  else
    node.attributes[#node.attributes + 1] = { name = name, value = value }
  end
  return node
end

function methods.addClass(node, class)
  check("addClass", 1, class, TEXT_OR_NIL, "string, number or nil")
  if class == nil then return node end
  local entry = attribute(node, "class")
  if entry then entry.value = entry.value .. " " .. class else methods.attr(node, "class", class) end
  return node
end

function methods.css(node, name, value)
  if type(name) == "table" then
    if value ~= nil then guard.fail("bad argument #2 to 'css' (if argument #1 is a table, argument #2 must be left empty)") end
    for key, content in basic.pairs(name) do methods.css(node, key, content) end
    return node
  end
  check("css", 1, name, TEXT, "string or number")
  check("css", 2, value, TEXT_OR_NIL, "string, number or nil")
  for n, entry in ipairs(node.styles) do
    if type(entry) == "table" and entry.name == name then
      if value == nil then table.remove(node.styles, n) else entry.value = value end
      return node
    end
  end
  if value ~= nil then node.styles[#node.styles + 1] = { name = name, value = value } end
  return node
end
function methods.cssText(node, css)
  check("cssText", 1, css, TEXT_OR_NIL, "string, number or nil")
  if css ~= nil then node.styles[#node.styles + 1] = tostring(css) end
  return node
end

function methods.done(node) return node.parent or node end
function methods.allDone(node)
  while node.parent do node = node.parent end
  return node
end

return { create = create }
