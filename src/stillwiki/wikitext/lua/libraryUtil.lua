-- libraryUtil: checks of arguments, for modules. Rules: Scribunto manual, "libraryUtil".

local world = ...
local guard, globals = guard, world.globals
local library = {}

local function fail(name, number, expected, value)
  guard.fail(("bad argument #%d to '%s' (%s expected, got %s)"):format(number, name, expected, type(value)))
end

function library.checkType(name, number, value, expected, may_be_nil)
  if value == nil and may_be_nil then return end
  if type(value) ~= expected then fail(name, number, expected, value) end
end

function library.checkTypeMulti(name, number, value, expected)
  for _, kind in ipairs(expected) do
    if type(value) == kind then return end
  end
  local last = #expected
  local words = table.concat(expected, ", ", 1, last - 1)
  fail(name, number, (words ~= "" and words .. " or " or "") .. tostring(expected[last]), value)
end

function library.checkTypeForIndex(index, value, expected)
  if type(value) ~= expected then
    guard.fail(("value for index '%s' must be %s, %s given"):format(tostring(index), expected, type(value)))
  end
end

function library.checkTypeForNamedArg(name, argument, value, expected, may_be_nil)
  if value == nil and may_be_nil then return end
  if type(value) ~= expected then
    guard.fail(("bad named argument %s to '%s' (%s expected, got %s)"):format(argument, name, expected, type(value)))
  end
end

function library.makeCheckSelfFunction(library_name, variable, object, description)
  return function(self, method)
    if self ~= object then
      guard.fail(("%s: invalid %s. Did you call %s with a dot instead of a colon, i.e. %s.%s() instead of %s:%s()?"):format(
        library_name, description, method, variable, method, variable, method))
    end
  end
end

return library
