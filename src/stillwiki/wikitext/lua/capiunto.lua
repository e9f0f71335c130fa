-- capiunto: the infobox builder of the Capiunto extension, as its documentation and its output show it.

local world = ...
local create_html = world.mw.html.create
local PREFIX = "mw-capiunto-infobox"
local box = {}
box.__index = box

local function text_of(value)
  if value == nil then return nil end
  value = world.basic.tostring(value)
  return value ~= "" and value or nil
end

local function styled(node, options, name)
  return node:addClass(options[name .. "Class"]):cssText(options[name .. "Style"])
end

local function spanning(row, kind)
  return row:tag(kind):attr("colspan", "2")
end

local function add(infobox, row)
  infobox.rows[#infobox.rows + 1] = row
  return infobox
end

function box.addRow(infobox, label, data, class, row_class)
  data = text_of(data)
  if not data then return infobox end
  return add(infobox, { kind = "row", label = text_of(label), data = data, class = class, rowClass = row_class })
end
function box.addHeader(infobox, header, class)
  return add(infobox, { kind = "header", data = text_of(header) or "", class = class })
end
function box.addSubHeader(infobox, header, class, style)
  return add(infobox, { kind = "sub", data = text_of(header) or "", class = class, style = style })
end
function box.addImage(infobox, image, caption)
  image = text_of(image)
  if not image then return infobox end
  return add(infobox, { kind = "image", data = image, caption = text_of(caption) })
end
function box.addWikitext(infobox, wikitext, class, row_class)
  wikitext = text_of(wikitext)
  if not wikitext then return infobox end
  return add(infobox, { kind = "wikitext", data = wikitext, class = class, rowClass = row_class })
end

local write = {}
function write.row(node, row, options)
  if row.label then
    styled(node:tag("th"):attr("scope", "row"):addClass(PREFIX .. "-label"), options, "label"):wikitext(row.label)
  end
  local cell = node:tag("td")
  if not row.label then cell:attr("colspan", "2"):addClass(PREFIX .. "-spanning") end
  styled(cell:addClass(row.class), options, "data"):newline():wikitext(row.data)
end
function write.header(node, row, options)
  styled(spanning(node, "th"):addClass(PREFIX .. "-header"):addClass(row.class), options, "header"):wikitext(row.data)
end
function write.sub(node, row)
  spanning(node, "td"):addClass(PREFIX .. "-spanning"):addClass(row.class):cssText(row.style):newline():wikitext(row.data)
end
function write.image(node, row, options)
  local cell = styled(spanning(node, "td"):addClass(PREFIX .. "-spanning"), options, "image"):newline():wikitext(row.data)
  if row.caption then cell:tag("br"):done():tag("div"):cssText(options.captionStyle):wikitext(row.caption) end
end
function write.wikitext(node, row)
  spanning(node, "td"):addClass(PREFIX .. "-spanning"):addClass(row.class):newline():wikitext(row.data)
end

local function edge(root, options, name)
  local data = text_of(options[name])
  if data then
    local cell = spanning(root:tag("tr"), name == "top" and "th" or "td"):addClass(PREFIX .. "-" .. name)
    styled(cell, options, name):newline():wikitext(data)
  end
end

function box.__tostring(infobox)
  local options = infobox.options
  local root
  if options.isChild then
    root = create_html("")
  else
    root = styled(create_html("table"):addClass(PREFIX):attr("cellspacing", "3"), options, "body")
    if text_of(options.title) then styled(root:tag("caption"), options, "title"):wikitext(text_of(options.title)) end
  end
  edge(root, options, "top")
  for _, row in ipairs(infobox.rows) do write[row.kind](root:tag("tr"):addClass(row.rowClass), row, options) end
  edge(root, options, "bottom")
  return tostring(root)
end

local capiunto = {}
function capiunto.create(options)
  return setmetatable({ options = options or {}, rows = {} }, box)
end
return capiunto
