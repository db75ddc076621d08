/* Converts the cover of front matter into style keys. `cover:` is the name of a kind (plain), the path or URL of an
 * image, or a map:
 *
 *     cover: {picture: lake.jpg, words: A lake at dawn, credit: "Photograph: A. Brook", focus: 30% 60%, form: page}
 *
 *     cover: {figure: [12, 6, 11, 14], labels: [2023, 2024], words: Releases in half a year}
 *
 * The function also accepts the names of other programs: image, src, path, url; alt; caption. */
#pragma once

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/yaml.h"

/* Returns the keys as a layer in `arena`, or NULL if front matter gives no cover. `kinds`: "none|field|…". */
const RectoYamlNode *recto_cover_layer(const RectoYamlNode *front, const char *kinds, RectoArena *arena,
                                       RectoDiagnostics *diagnostics);

/* The picture that a post has for other ends (thumbnail, image, seo.image), or NULL. */
const RectoYamlNode *recto_cover_post_picture(const RectoYamlNode *front);
