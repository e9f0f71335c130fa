-- bit: an older name for bitwise operations that some modules ask for; results are signed.

local world = ...
local bit32 = world.globals.require("bit32")
local HALF, ALL = 2147483648, 4294967296
local bit = {}

local function signed(value) return value >= HALF and value - ALL or value end

function bit.tobit(a) return signed(math.floor(a) % ALL) end
function bit.tohex(a, digits)
  digits = digits or 8
  local text = ("%08x"):format(bit32.band(a)):sub(-math.min(math.abs(digits), 8))
  return digits < 0 and text:upper() or text
end
for name, from in next, { band = "band", bor = "bor", bxor = "bxor", bnot = "bnot", lshift = "lshift", rshift = "rshift",
  arshift = "arshift", rol = "lrotate", ror = "rrotate", blshift = "lshift", brshift = "rshift" } do
  local made = bit32[from]
  bit[name] = function(...) return signed(made(...)) end
end

return bit
