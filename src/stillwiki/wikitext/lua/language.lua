-- mw.language. Rules: Scribunto manual, "Language library".

local world = ...
local guard, basic = guard, world.basic
local host, show = guard.host, basic.tostring
local ustring, floor = use("ustring"), math.floor
local language = {}

local function check_number(value, number, name)
  if type(value) ~= "number" then
    error(("bad argument #%d to '%s' (number expected, got %s)"):format(number, name, type(value)), 0)
  end
  return value
end
local function check_text(value, number, name)
  if type(value) ~= "string" and type(value) ~= "number" then
    error(("bad argument #%d to '%s' (string expected, got %s)"):format(number, name, type(value)), 0)
  end
  return tostring(value)
end

-- -- codes and names -----------------------------------------------------------------------------------------------------------------

function language.fetchLanguageName(code, in_language)
  return host("language_name", show(code), in_language and show(in_language) or "")
end
function language.fetchLanguageNames(in_language)
  local rows, out, from = nil, {}, 0
  repeat
    rows = { host("language_names", in_language and show(in_language) or "", from) }
    for i = 2, #rows, 2 do out[rows[i]] = rows[i + 1] end
    from = rows[1]
  until from < 0
  return out
end
function language.isKnownLanguageTag(code) return language.fetchLanguageName(code) ~= "" end
language.isSupportedLanguage = language.isKnownLanguageTag
function language.isValidBuiltInCode(code) return show(code):find("^[a-zA-Z0-9-]+$") ~= nil end
function language.isValidCode(code) return show(code) ~= "" and not show(code):find("[:/\\%z&<>'\"]") end
function language.getFallbacksFor(code) return { host("fallbacks", show(code)) } end

-- -- objects ---------------------------------------------------------------------------------------------------------------------------

local UNITS = { { "millennia", 31556952000 }, { "centuries", 3155695200 }, { "decades", 315569520 }, { "years", 31556952 },
  { "weeks", 604800 }, { "days", 86400 }, { "hours", 3600 }, { "minutes", 60 }, { "seconds", 1 } }
local SINGULAR = { millennia = "millennium", centuries = "century", decades = "decade", years = "year", weeks = "week",
  days = "day", hours = "hour", minutes = "minute", seconds = "second" }

local function intervals(seconds, wanted)
  local allowed = {}
  for _, unit in ipairs(wanted or { "millennia", "centuries", "decades", "years", "days", "hours", "minutes", "seconds" }) do
    allowed[unit] = true
  end
  local out, last = {}, nil
  for _, unit in ipairs(UNITS) do
    if allowed[unit[1]] then
      last = unit[1]
      local count = floor(seconds / unit[2])
      if count > 0 then
        out[unit[1]] = count
        seconds = seconds - count * unit[2]
      end
    end
  end
  if next(out) == nil and last then out[last] = 0 end
  return out
end

local ARROWS = { forwards = { "→", "←" }, backwards = { "←", "→" }, left = { "←", "←" }, right = { "→", "→" }, up = { "↑", "↑" },
  down = { "↓", "↓" } }

local function make(code)
  local self = { code = code }
  local right_to_left = host("is_rtl", code)

  function self.getCode() return code end
  function self.getFallbackLanguages() return language.getFallbacksFor(code) end
  function self.isRTL() return right_to_left end
  function self.getDir() return right_to_left and "rtl" or "ltr" end
  function self.getDirMark(_, opposite) return (right_to_left ~= (opposite or false)) and "\226\128\143" or "\226\128\142" end
  function self.getDirMarkEntity(_, opposite) return (right_to_left ~= (opposite or false)) and "&rlm;" or "&lrm;" end
  function self.getArrow(_, direction)
    local arrow = ARROWS[direction or "forwards"] or guard.fail("bad argument #1 to 'getArrow' (invalid direction)")
    return arrow[right_to_left and 2 or 1]
  end

  function self.lc(_, s) return ustring.lower(check_text(s, 1, "lc")) end
  function self.uc(_, s) return ustring.upper(check_text(s, 1, "uc")) end
  function self.lcfirst(_, s) return host("lower_first", check_text(s, 1, "lcfirst"), code) end
  function self.ucfirst(_, s) return host("upper_first", check_text(s, 1, "ucfirst"), code) end
  function self.caseFold(_, s) return ustring.upper(check_text(s, 1, "caseFold")) end

  function self.formatNum(_, number, options)
    check_number(number, 1, "formatNum")
    return host("format_number", basic.tostring(number), code, type(options) == "table" and options.noCommafy or false)
  end
  function self.parseFormattedNumber(_, text)
    if type(text) == "number" then return text end
    return tonumber(host("parse_number", check_text(text, 1, "parseFormattedNumber"), code))
  end
  function self.formatDate(_, format, timestamp, is_local)
    return host("format_date", check_text(format, 1, "formatDate"), timestamp and check_text(timestamp, 2, "formatDate") or "",
      code, is_local and true or false)
  end
  function self.plural(_, number, ...)
    check_number(number, 1, "convertPlural")
    local forms = ...
    if type(forms) ~= "table" then forms = { ... } end
    return forms[math.min(host("plural", number, code) + 1, #forms)]
  end
  self.convertPlural = self.plural
  function self.convertGrammar(_, text, _case) return check_text(text, 1, "convertGrammar") end
  function self.grammar(_, _case, text) return check_text(text, 2, "grammar") end
  function self.gender(_, what, ...)
    local forms = ...
    if type(forms) ~= "table" then forms = { ... } end
    if what == "male" then return forms[1] end
    if what == "female" then return forms[2] or forms[1] end
    return forms[3] or forms[1]  -- nobody's gender is known to a still
  end
  function self.getDurationIntervals(_, seconds, wanted)
    return intervals(check_number(seconds, 1, "getDurationIntervals"), wanted)
  end
  function self.formatDuration(_, seconds, wanted)
    local found, out = intervals(check_number(seconds, 1, "formatDuration"), wanted), {}
    for _, unit in ipairs(UNITS) do
      local count = found[unit[1]]
      if count then out[#out + 1] = self:formatNum(count) .. " " .. (count == 1 and SINGULAR[unit[1]] or unit[1]) end
    end
    return world.mw.text.listToText(out)
  end
  function self.toBcp47Code() return host("bcp47", code) end
  return self
end

function language.new(code)
  return make(check_text(code, 1, "new"):lower())
end
local content
function language.getContentLanguage()
  content = content or make(host("content_language"))
  return content
end

return language
