-- strict: reading or making a global that was not declared is an error. Rules: Scribunto manual, "strict".

local world = ...
local guard, globals = guard, world.globals
local meta = getmetatable(globals) or {}
local allowed = { arg = true }

function meta.__newindex(t, name, value)
  if allowed[name] then
    rawset(t, name, value)
    return
  end
  guard.fail(("assign to undeclared variable '%s'"):format(tostring(name)))
end
function meta.__index(_, name)
  if allowed[name] then return nil end
  guard.fail(("variable '%s' is not declared"):format(tostring(name)))
end
setmetatable(globals, meta)
return true
