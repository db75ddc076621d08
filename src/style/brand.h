/* Brand files: `_brand.yml` as posit's brand-yml describes it (meta, logo, color, typography, defaults), turned into a
 * layer of style keys. What names a colour of the palette is resolved; what recto has no use for is a note. Values keep
 * the place in the brand file that they were written at. */
#pragma once

#include "base/arena.h"
#include "base/yaml.h"

#define RECTO_BRAND_FILE "_brand.yml"

/* Whether a file is named as a brand file is. */
gboolean recto_brand_is_file(const char *path);

/* Returns the layer: a map in the arena, or NULL if `brand` is not a map. Fonts that are not bundled are replaced by
 * the most similar bundled one, with a warning, unless `own_faces` is set (a font_path may provide them). */
const RectoYamlNode *recto_brand_layer(const RectoYamlNode *brand, gboolean own_faces, RectoArena *arena,
                                       RectoDiagnostics *diagnostics);
