-- mw.message: texts of the wiki's own interface pages, and of the labels the house knows. Rules: Scribunto manual,
-- "Message library".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local message = {}
local methods, meta = {}, {}
meta.__index = methods

local function parameter(value)
  if type(value) == "table" and value.raw ~= nil then return show(value.raw) end
  if type(value) == "table" and value.num ~= nil then
    return world.mw.language.getContentLanguage():formatNum(tonumber(value.num))
  end
  return show(value)
end

local function make(keys, raw, ...)
  return setmetatable({ keys = keys, raw = raw, parameters = {}, code = nil }, meta):params(...)
end
function message.new(key, ...) return make({ show(key) }, nil, ...) end
function message.newFallbackSequence(...)
  local keys = {}
  for n = 1, select("#", ...) do keys[n] = show((select(n, ...))) end
  return make(keys, nil)
end
function message.newRawMessage(text, ...) return make({}, show(text), ...) end
function message.rawParam(value) return { raw = value } end
function message.numParam(value) return { num = value } end
function message.getDefaultLanguage() return world.mw.language.getContentLanguage() end

function methods.params(self, ...)
  local list = ...
  if type(list) ~= "table" or list.raw ~= nil or list.num ~= nil then list = { ... } end
  for _, value in ipairs(list) do self.parameters[#self.parameters + 1] = parameter(value) end
  return self
end
function methods.rawParams(self, ...) return methods.params(self, ...) end
function methods.numParams(self, ...)
  for n = 1, select("#", ...) do methods.params(self, message.numParam((select(n, ...)))) end
  return self
end
function methods.inLanguage(self, code)
  self.code = type(code) == "table" and code.code or show(code)
  return self
end
function methods.useDatabase(self) return self end

local function text_of(self)
  if self.raw then return self.raw end
  for _, key in ipairs(self.keys) do
    local found = host("message", key, self.code or "")
    if found then return found end
  end
end
function methods.plain(self)
  local text = text_of(self)
  if not text then return "⧼" .. (self.keys[1] or "") .. "⧽" end
  return (text:gsub("%$(%d+)", function(number) return self.parameters[tonumber(number)] end))
end
meta.__tostring = methods.plain
function methods.exists(self) return text_of(self) ~= nil end
function methods.isBlank(self)
  local text = text_of(self)
  return text == nil or text == ""
end
function methods.isDisabled(self)
  local text = text_of(self)
  return text == nil or text == "" or text == "-"
end

return message
