/* What front matter says of its cover, in a style's words: `cover:` is the name of a kind (plain), the address of a
 * picture, or a map:
 *
 *     cover: {picture: lake.jpg, words: A lake at dawn, credit: "Photograph: A. Brook", focus: 30% 60%, form: page}
 *
 *     cover: {figure: [12, 6, 11, 14], labels: [2023, 2024], words: Releases in half a year}
 *
 * Other programs' names for the same are understood: image, src, path, url; alt; caption. */
#pragma once

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/yaml.h"

/* The keys as a layer in `arena`; NULL: nothing is said. `kinds`: "none|field|…". */
const RectoYamlNode *recto_cover_layer(const RectoYamlNode *front, const char *kinds, RectoArena *arena,
                                       RectoDiagnostics *diagnostics);

/* The picture that a post has for other ends (thumbnail, image, seo.image), or NULL. */
const RectoYamlNode *recto_cover_post_picture(const RectoYamlNode *front);
