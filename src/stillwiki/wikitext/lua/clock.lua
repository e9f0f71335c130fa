-- The os library of modules: the site's fixed clock, UTC, and a processor time that is counted, not measured.

local guard, date, ask = guard, date, ask
local floor, type, tonumber = math.floor, type, tonumber
local clock = {}

-- Asked for only when a module wants to know: what it says then depends on the day of the dump.
local function now()
  local _, seconds = ask("now")
  return seconds
end

function clock.clock() return floor(guard.spent() / 1000) / 50000 end
function clock.difftime(a, b) return a - (b or 0) end

-- Days since 1970-01-01 in the Gregorian calendar; months and days may run over.
local function days(year, month, day)
  month = month - 1
  year, month = year + floor(month / 12), month % 12 + 1
  if month <= 2 then year = year - 1 end
  local era = floor(year / 400)
  local of_era = year - era * 400
  local of_year = floor((153 * (month + (month > 2 and -3 or 9)) + 2) / 5)
  return era * 146097 + of_era * 365 + floor(of_era / 4) - floor(of_era / 100) + of_year + day - 719469
end

local function field(t, name, default)
  local value = tonumber(t[name])
  if value then return floor(value) end
  if not default then guard.fail(("field '%s' missing in date table"):format(name)) end
  return default
end

function clock.time(t)
  if t == nil then return now() end
  if type(t) ~= "table" then guard.bad(1, "time", "table", t) end
  local day = days(field(t, "year"), field(t, "month"), field(t, "day"))
  return day * 86400 + field(t, "hour", 12) * 3600 + field(t, "min", 0) * 60 + field(t, "sec", 0)
end

function clock.date(format, at)
  format, at = format == nil and "%c" or tostring(format), tonumber(at) or now()
  if format:sub(1, 1) ~= "!" then format = "!" .. format end
  return date(format, at)
end

return clock
