-- A Wikibase that knows nothing, for modules that fail without one; others take the way they have for wikis without.

local NOTHING = { "getEntity", "getEntityObject", "getEntityIdForCurrentPage", "getEntityIdForTitle", "getLabel",
  "getLabelByLang", "getLabelWithLang", "label", "getDescription", "getDescriptionByLang", "getDescriptionWithLang",
  "description", "getSitelink", "sitelink", "getEntityUrl", "getReferencedEntityId", "getPropertyOrder", "orderProperties",
  "renderSnak", "renderSnaks", "formatValue", "formatValues", "resolvePropertyId", "getGlobalSiteId", "getEntityModifiedDate" }
local wikibase = { entity = {} }
for _, name in ipairs(NOTHING) do wikibase[name] = function() return nil end end
for _, name in ipairs { "getBestStatements", "getAllStatements", "getBadges" } do wikibase[name] = function() return {} end end
for _, name in ipairs { "entityExists", "isValidEntityId" } do wikibase[name] = function() return false end end

return wikibase
