-- mw.hash. Rules: Scribunto manual, "Hash library".

local world = ...
local host, show = guard.host, world.basic.tostring
local hash = {}

function hash.hashValue(algorithm, value)
  local found = host("hash", show(algorithm), show(value))
  if not found then error(("mw.hash.hashValue: Unknown hashing algorithm: %s"):format(show(algorithm)), 0) end
  return found
end
function hash.listAlgorithms() return { host("hash_names") } end

return hash
