-- Frames: the view a module has of the #invoke and of the template around it. Rules: Scribunto manual, "Frame object".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local type, tostring, next, rawget = type, tostring, next, rawget
local frame_of = {}

-- Arguments as a flat list name, value, ...; numbers keep their place as numbers.
local function flat(args, method)
  local list = {}
  for name, value in basic.pairs(args) do
    local kind = type(value)
    if kind ~= "string" and kind ~= "number" and kind ~= "boolean" then
      error(("frame:%s: invalid type %s for arg '%s'"):format(method, kind, show(name)), 0)
    end
    list[#list + 1] = name
    if kind == "boolean" then value = value and "1" or "" end
    list[#list + 1] = type(value) == "number" and tostring(value) or value
  end
  return list
end

-- -- arguments ---------------------------------------------------------------------------------------------------------------

local function number_of(name)
  local number = tonumber(name)
  if number and tostring(number) == name and number % 1 == 0 then return number end
  return name
end

-- Which arguments there are, as a table from name to true.
local function names_of(id)
  local names, from = {}, 0
  repeat
    local got = { host("arg_names", id, from) }
    for i = 2, #got do names[number_of(got[i])] = true end
    from = got[1]
  until from < 0
  return names
end

local function fetch_all(id, known)
  local from = 0
  repeat
    local got = { host("args", id, from) }
    for i = 2, #got, 2 do
      local name = number_of(got[i])
      if known[name] == nil then known[name] = got[i + 1] end
    end
    from = got[1]
  until from < 0
end

-- Arguments are asked for when they are read; what a module writes stays.
local function arguments(id)
  local known, whole, names = {}, false, nil
  local args = {}
  local function get(_, name)
    if type(name) == "number" and name % 1 == 0 then name = name
    elseif type(name) == "number" then name = tostring(name)
    elseif type(name) ~= "string" then return nil
    else name = number_of(name) end
    local value = known[name]
    if value == nil and not whole then
      names = names or names_of(id)
      value = names[name] and host("arg", id, tostring(name))
      known[name] = value or false
    end
    return value or nil
  end
  local function all()
    if not whole then
      for name, value in next, known do
        if value == false then known[name] = nil end
      end
      fetch_all(id, known)
      whole = true
    end
    return known
  end
  local function forward(t, name)
    local key, value = next(t, name)
    while key ~= nil and value == false do key, value = next(t, key) end
    return key, value
  end
  setmetatable(args, {
    __index = get,
    __pairs = function() return forward, all(), nil end,
    __ipairs = function()
      local n = 0
      return function()
        n = n + 1
        local value = get(nil, n)
        if value ~= nil then return n, value end
      end
    end,
    __newindex = function(_, name, value)
      if type(name) == "string" then name = number_of(name) end
      known[name] = value
    end,
  })
  return args
end

-- -- values that are expanded later -----------------------------------------------------------------------------------------

local function parser_value(expand)
  return { expand = expand }
end

local methods = {}
local function own(frame, name)
  local id = frame_of[frame]
  if not id then
    error(("frame:%s: invalid frame object. Did you call %s with a dot instead of a colon, i.e. frame.%s() instead of frame:%s()?"):format(
      name, name, name, name), 0)
  end
  return id
end

function methods.getArgument(frame, name)
  local id = own(frame, "getArgument")
  if type(name) == "table" then name = name.name end
  local value = host("arg", id, tostring(name))
  if value == nil then return nil end
  return parser_value(function() return value end)
end
function methods.argumentPairs(frame) return basic.pairs(frame.args) end
function methods.getTitle(frame) return host("frame_title", own(frame, "getTitle")) end
function methods.preprocess(frame, text)
  local id = own(frame, "preprocess")
  if type(text) == "table" then text = text.text end
  if text == nil then return nil end
  return host("preprocess", id, show(text))
end
function methods.newParserValue(frame, options)
  if type(options) == "table" then options = options.text end
  return parser_value(function() return methods.preprocess(frame, options) end)
end

local function template(frame, options, name)
  if type(options) ~= "table" then guard.fail(("frame:%s: the first parameter must be a table"):format(name)) end
  if options.title == nil then guard.fail(("frame:%s: a title is required"):format(name)) end
  return host("template", own(frame, name), show(options.title), unpack(flat(options.args or {}, name)))
end
function methods.expandTemplate(frame, options) return template(frame, options, "expandTemplate") end
function methods.newTemplateParserValue(frame, options)
  return parser_value(function() return template(frame, options, "newTemplateParserValue") end)
end

function methods.callParserFunction(frame, name, args, ...)
  local id = own(frame, "callParserFunction")
  if type(name) == "table" then
    name, args = name.name, name.args
    if type(args) ~= "table" then args = { args } end
  elseif type(args) ~= "table" then
    args = { args, ... }
  end
  if name == nil then guard.fail("frame:callParserFunction: a function name is required") end
  if type(name) ~= "string" and type(name) ~= "number" then
    guard.fail("frame:callParserFunction: function name should be a string")
  end
  return host("call", id, tostring(name), unpack(flat(args, "callParserFunction")))
end

function methods.extensionTag(frame, name, content, attributes)
  local id = own(frame, "extensionTag")
  if type(name) == "table" then name, content, attributes = name.name, name.content, name.args end
  if name == nil then guard.fail("frame:extensionTag: a tag name is required") end
  if type(attributes) == "table" then attributes = flat(attributes, "extensionTag")
  elseif attributes == nil then attributes = {}
  else attributes = { 1, show(attributes) } end
  return host("tag", id, show(name), content ~= nil and show(content) or "", content ~= nil, unpack(attributes))
end

local make
function methods.newChild(frame, options)
  options = options or {}
  if type(options) ~= "table" then guard.fail("frame:newChild: the first parameter must be a table") end
  local title = options.title ~= nil and show(options.title) or ""
  local id = host("child", own(frame, "newChild"), title, unpack(flat(options.args or {}, "newChild")))
  return make(id, frame)
end

function make(id, parent)
  local frame = { args = arguments(id) }
  for name, method in next, methods do frame[name] = method end
  function frame.getParent() return parent end
  frame_of[frame] = id
  return frame
end

return make(world.frame_id, world.parent_id and make(world.parent_id))
