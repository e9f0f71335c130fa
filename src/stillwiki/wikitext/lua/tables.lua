-- The table library of modules: Lua's, with work that C does in one instruction paid for, and long lists sorted where the
-- comparisons are counted (C's quicksort can be driven to square time).

local guard = guard
local native, type = table, type
local sort, insert, remove, concat = native.sort, native.insert, native.remove, native.concat
local tables = { foreach = native.foreach, foreachi = native.foreachi, getn = native.getn, setn = native.setn }

local function check(t, name)
  if type(t) ~= "table" then guard.bad(1, name, "table", t) end
end

function tables.insert(t, ...)
  check(t, "insert")
  local count = select("#", ...)
  if count == 2 then guard.charge(#t / 4) elseif count ~= 1 then guard.fail("wrong number of arguments to 'insert'") end
  return insert(t, ...)
end
function tables.remove(t, ...)
  check(t, "remove")
  if select("#", ...) > 0 then guard.charge(#t / 4) end
  return remove(t, ...)
end
function tables.concat(t, ...)
  check(t, "concat")
  guard.charge(#t / 2)
  return concat(t, ...)
end
function tables.maxn(t)
  check(t, "maxn")
  local most = 0
  for key in next, t do
    if type(key) == "number" and key > most then most = key end
  end
  return most
end
function tables.sort(t, before)
  check(t, "sort")
  if not before and #t > 100 then before = function(a, b) return a < b end end
  return sort(t, before)
end

return tables
