/* The fixed meanings of shortcodes and template tags. */
#include "read/template_meanings.h"

#include "base/escape.h"
#include "read/template_values.h"

#include <string.h>

/* ---- shared helpers ---- */

static gboolean is_one_of(const char *name, const char *list)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    g_autofree char *word = g_strconcat(" ", lower, " ", NULL);
    return strstr(list, word) != NULL;
}

static const char *first_given(const RectoTemplateUse *use, const char *keys)
{
    const char *value = recto_template_arg(use->args, keys);
    return value ? value : recto_template_arg_at(use->args, 0);
}

static void append_escaped(GString *out, const char *text)
{
    recto_escape(out, RECTO_ESCAPE_XML, text, -1);
}

/* ---- images ---- */

static gboolean is_image_name(const char *value)
{
    static const char *const ends[] = {".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".avif", NULL};
    gsize length = strcspn(value, "?#");
    for (guint i = 0; ends[i]; i++) {
        gsize n = strlen(ends[i]);
        if (length > n && g_ascii_strncasecmp(value + length - n, ends[i], n) == 0)
            return TRUE;
    }
    return FALSE;
}

static const char *image_of(const RectoTemplateUse *use)
{
    const char *value =
        recto_template_arg(use->args, "src file path url image img image_path source href image_url link");
    if (value && (is_image_name(value) || is_one_of(use->args->name, " figure img image picture fig ")))
        return value;
    for (guint i = 0; i < use->args->values->len; i++)
        if (is_image_name(g_ptr_array_index(use->args->values, i)))
            return g_ptr_array_index(use->args->values, i);
    return NULL;
}

static void append_width(GString *out, const RectoTemplateUse *use)
{
    static const char *const names[] = {"width", "height"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = recto_template_arg(use->args, names[i]);
        if (!value || !*value)
            continue;
        g_string_append_printf(out, " %s=\"", names[i]);
        append_escaped(out, value);
        g_string_append_c(out, '"');
    }
}

/* A path that was written as a value of a template, {{ site.baseurl }}/a.png. */
static char *resolved(const RectoTemplateUse *use, const char *value)
{
    char *text = recto_template_values_fill(use->context, value);
    return text ? text : g_strdup(value);
}

static gboolean image(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *source = image_of(use), *alt = recto_template_arg(use->args, "alt image_alt alt_text");
    const char *caption = recto_template_arg(use->args, "caption title figcaption description");
    if (!source)
        return FALSE;
    /* A second positional argument describes the image. */
    const char *second = recto_template_arg_at(use->args, 1);
    if (!alt && second && !is_image_name(second) && strchr(second, ' '))
        alt = second;
    g_autofree char *address = resolved(use, source);
    gboolean captioned = use->alone && ((caption && *caption) || use->pair);
    meaning->block = use->alone;
    g_string_append(meaning->text, captioned ? "<figure>\n<img src=\"" : "<img src=\"");
    append_escaped(meaning->text, address);
    g_string_append_c(meaning->text, '"');
    if (alt || caption) {
        g_string_append(meaning->text, " alt=\"");
        append_escaped(meaning->text, alt ? alt : caption);
        g_string_append_c(meaning->text, '"');
    }
    append_width(meaning->text, use);
    g_string_append(meaning->text, ">");
    if (captioned) {
        const char *attr = recto_template_arg(use->args, "attr credit");
        g_string_append_printf(meaning->text, "\n<figcaption>\n\n%s%s%s%s", use->pair ? "" : caption, attr ? " (" : "",
                               attr ? attr : "", attr ? ")" : "");
        if (use->pair)
            meaning->tail = g_strdup("\n\n</figcaption>\n</figure>");
        else
            g_string_append(meaning->text, "\n\n</figcaption>\n</figure>");
    }
    return TRUE;
}

/* ---- callouts ---- */

gboolean recto_notation_callout(const char *name, const char **ret_mark)
{
    static const char *const kinds[][2] = {
        {"NOTE", " note notice info information aside abstract summary seealso example admonition callout alert quote "
                 "pageinfo blocknote secondary primary success check done todo definition "},
        {"TIP", " tip hint tips success-tip help lightbulb "},
        {"IMPORTANT", " important attention "},
        {"WARNING", " warning warn deprecated beta "},
        {"CAUTION", " caution danger error failure bug critical "},
    };
    for (guint i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (!is_one_of(name, kinds[i][1]))
            continue;
        *ret_mark = kinds[i][0];
        return TRUE;
    }
    return FALSE;
}

static gboolean callout(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *mark = NULL, *other = NULL;
    if (!use->pair || !recto_notation_callout(use->args->name, &mark))
        return FALSE;
    const char *type = recto_template_arg(use->args, "type kind style class level color context");
    const char *first = recto_template_arg_at(use->args, 0);
    const char *title = recto_template_arg(use->args, "title header heading summary");
    if (type && recto_notation_callout(type, &other))
        mark = other;
    else if (first && recto_notation_callout(first, &other))
        mark = other;
    else if (first && !title && strchr(first, ' '))
        title = first;
    title = title ? title : recto_template_arg_at(use->args, 1);
    g_string_append_printf(meaning->text, "> [!%s]%s%s\n", mark, title ? " " : "", title ? title : "");
    meaning->prefix = "> ";
    meaning->block = TRUE;
    return TRUE;
}

static gboolean quotation(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *author = recto_template_arg(use->args, "author cite source attribution by");
    if (!use->pair || !is_one_of(use->args->name, " quote blockquote pullquote "))
        return FALSE;
    meaning->prefix = "> ";
    meaning->block = TRUE;
    if (author) {
        gboolean ends = use->inner_length && use->inner[use->inner_length - 1] == '\n';
        meaning->tail = g_strdup_printf("%s>\n> — %s", ends ? "" : "\n", author);
    }
    return TRUE;
}

/* ---- code, folded parts, containers ---- */

static gboolean code(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *name = use->args->name, *lang = recto_template_arg(use->args, "lang language");
    if (!use->pair || !is_one_of(name, " highlight code codeblock code-block mermaid katex math literal "))
        return FALSE;
    gboolean math = is_one_of(name, " katex math ");
    lang = lang ? lang : g_str_equal(name, "mermaid") ? "mermaid" : math ? "math" : recto_template_arg_at(use->args, 0);
    lang = lang && strcspn(lang, " `\n") == strlen(lang) ? lang : "";
    gboolean breaks = use->inner_length && *use->inner == '\n';
    g_string_append_printf(meaning->text, "````%s%s", lang, breaks ? "" : "\n");
    gboolean ends = use->inner_length && use->inner[use->inner_length - 1] == '\n';
    meaning->tail = g_strconcat(ends ? "" : "\n", "````", NULL);
    meaning->literal = meaning->block = TRUE;
    if (breaks) /* the block's own first line end is dropped with its blank lines */
        g_string_append_c(meaning->text, '\n');
    return TRUE;
}

static gboolean folded(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    static const char names[] = " details expand collapse accordion spoiler fold tab tabitem tabpanel accordion-item "
                                "card panel step faq ";
    if (!use->pair || !is_one_of(use->args->name, names))
        return FALSE;
    const char *title = first_given(use, "summary title header name label tabname q question");
    meaning->block = TRUE;
    if (title && *title && !is_one_of(title, " true false "))
        g_string_append_printf(meaning->text, "**%s**\n\n", title);
    return TRUE;
}

static gboolean container(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    static const char names[] =
        " tabs tabpane tabset tabbed columns column row col rawhtml html markdown md markdownify content box block "
        "grid "
        "center div span lead section container cards cardpane steps details-group accordions filter autoescape "
        "raw verbatim cols hero table tables responsive responsive-table paragraph wrapper text figuregroup gallery ";
    if (!use->pair || !is_one_of(use->args->name, names))
        return FALSE;
    meaning->block = use->alone;
    return TRUE;
}

/* ---- tags without an end tag ---- */

static const struct {
    const char *name, *format;
} embeds[] = {
    {"youtube", "https://youtu.be/%s"},
    {"youtube_video", "https://youtu.be/%s"},
    {"youtube-lite", "https://youtu.be/%s"},
    {"youtubelite", "https://youtu.be/%s"},
    {"yt", "https://youtu.be/%s"},
    {"vimeo", "https://vimeo.com/%s"},
    {"instagram", "https://www.instagram.com/p/%s/"},
    {"bilibili", "https://www.bilibili.com/video/%s"},
    {"loom", "https://www.loom.com/share/%s"},
    {"codepen", "https://codepen.io/pen/%s"},
    {"streamable", "https://streamable.com/%s"},
};

static gboolean link_to(const RectoTemplateUse *use, RectoTemplateMeaning *meaning, const char *address)
{
    g_string_append_printf(meaning->text, "<%s>", address);
    meaning->block = use->alone;
    return TRUE;
}

static gboolean embedded(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *id = first_given(use, "id video videoid url src");
    for (guint i = 0; id && i < G_N_ELEMENTS(embeds); i++) {
        gboolean same = g_ascii_strcasecmp(use->args->name, embeds[i].name) == 0;
        gboolean alike = i == 0 && g_str_has_prefix(use->args->name, "youtube");
        if (!same && !alike)
            continue;
        g_autofree char *escaped = g_uri_escape_string(id, "/?=&", FALSE);
        g_autofree char *address = strstr(id, "://") ? g_strdup(id) : g_strdup_printf(embeds[i].format, escaped);
        return strpbrk(address, "<> \n") ? FALSE : link_to(use, meaning, address);
    }
    return FALSE;
}

static gboolean posted(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *user = recto_template_arg(use->args, "user"), *id = recto_template_arg(use->args, "id");
    user = user ? user : recto_template_arg_at(use->args, 0);
    id = id ? id : recto_template_arg_at(use->args, user == recto_template_arg_at(use->args, 0) ? 1 : 0);
    gboolean gist = is_one_of(use->args->name, " gist ");
    if (!user || !id || (!gist && !is_one_of(use->args->name, " tweet twitter x ")))
        return FALSE;
    g_autofree char *one = g_uri_escape_string(user, NULL, FALSE), *other = g_uri_escape_string(id, NULL, FALSE);
    g_autofree char *address = gist ? g_strdup_printf("https://gist.github.com/%s/%s", one, other)
                                    : g_strdup_printf("https://x.com/%s/status/%s", one, other);
    return link_to(use, meaning, address);
}

static gboolean button(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *href = recto_template_arg(use->args, "href url link relref to");
    const char *words = recto_template_arg(use->args, "text label title content");
    if (!is_one_of(use->args->name, " button link cta linkbutton btn blocks/link-down link-button "))
        return FALSE;
    href = href ? href : recto_template_arg_at(use->args, 0);
    words = words ? words : recto_template_arg_at(use->args, 1);
    if (!href || strpbrk(href, "<> \n") || (!words && !use->pair))
        return FALSE;
    g_autofree char *address = resolved(use, href);
    g_string_append_printf(meaning->text, "[%s", use->pair ? "" : words);
    g_autofree char *tail = g_strdup_printf("](<%s>)", address);
    if (use->pair)
        meaning->tail = g_steal_pointer(&tail);
    else
        g_string_append(meaning->text, tail);
    return TRUE;
}

/* Nothing on paper. */
static gboolean is_silent(const RectoTemplateUse *use)
{
    static const char names[] =
        " toc table_of_contents tableofcontents more clear clearfix icon fa fas fab fontawesome "
        "emoji-support break-after feed rss endtoc seo ";
    if (is_one_of(use->args->name, names))
        return TRUE;
    return use->kind == RECTO_TEMPLATE_TAG && use->pair && is_one_of(use->args->name, " comment ");
}

static gboolean small(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *name = use->args->name;
    if (is_silent(use)) {
        meaning->omit = TRUE;
        return TRUE;
    }
    if (is_one_of(name, " br linebreak newline line-break ")) {
        g_string_append(meaning->text, "<br>");
        return TRUE;
    }
    if (is_one_of(name, " glossary_tooltip glossary tooltip term abbr ") && recto_template_arg(use->args, "text")) {
        g_string_append(meaning->text, recto_template_arg(use->args, "text"));
        return TRUE;
    }
    if (is_one_of(name, " pagebreak page-break newpage ")) {
        g_string_append(meaning->text, "<!-- pagebreak -->");
        meaning->block = TRUE;
        return TRUE;
    }
    return FALSE;
}

/* ---- addresses ---- */

/* The path of another page, for links to be resolved (page_links.h). */
static gboolean reference(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *name = use->args->name, *path = first_given(use, "path");
    gboolean post = is_one_of(name, " post_url ");
    if (!path || !(post || is_one_of(name, " ref relref link ")) ||
        (is_one_of(name, " link ") && use->kind != RECTO_TEMPLATE_TAG))
        return FALSE;
    if (post)
        g_string_append_printf(meaning->text, "/_posts/%s%s", path, g_str_has_suffix(path, ".md") ? "" : ".md");
    else if (use->kind == RECTO_TEMPLATE_TAG)
        g_string_append_printf(meaning->text, "/%s", path + strspn(path, "/"));
    else
        g_string_append(meaning->text, path);
    return TRUE;
}

static gboolean parameter(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    const char *key = first_given(use, "name key");
    if (!key || !is_one_of(use->args->name, " param siteparam "))
        return FALSE;
    g_autofree char *path = g_strdup_printf("page.%s | default: site.params.%s", key, key);
    g_autofree char *value = recto_template_value(use->context, path, strlen(path));
    if (value)
        g_string_append(meaning->text, value);
    return value != NULL;
}

/* ---- all ---- */

static gboolean value(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    g_autofree char *text = recto_template_value(use->context, use->source, use->length);
    if (text)
        g_string_append(meaning->text, text);
    return text != NULL;
}

/* A shortcode in comment signs is shown, not used. */
static gboolean shown(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    g_autofree char *inner = g_strndup(use->source, use->length);
    g_strstrip(inner);
    gsize length = strlen(inner);
    if (length < 4 || !g_str_has_prefix(inner, "/*") || !g_str_has_suffix(inner, "*/"))
        return FALSE;
    inner[length - 2] = '\0';
    g_string_append_printf(meaning->text, "\\{\\{&lt; %s >}}", g_strstrip(inner + 2));
    return TRUE;
}

/* The text between {% raw %} and its end appears unchanged, including braces. */
static gboolean raw(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    if (!use->pair || use->kind != RECTO_TEMPLATE_TAG || !is_one_of(use->args->name, " raw verbatim "))
        return FALSE;
    for (const char *at = use->inner; at < use->inner + use->inner_length; at++) {
        if (*at == '{')
            g_string_append_c(meaning->text, '\\');
        g_string_append_c(meaning->text, *at);
    }
    meaning->omit = TRUE;
    return TRUE;
}

gboolean recto_template_meaning_find(const RectoTemplateUse *use, RectoTemplateMeaning *meaning)
{
    static gboolean (*const meanings[])(const RectoTemplateUse *, RectoTemplateMeaning *) = {
        raw,    small,     reference, code,   quotation, image,     callout,
        folded, container, embedded,  posted, button,    parameter, recto_template_include};
    if (use->kind == RECTO_TEMPLATE_SHORTCODE && shown(use, meaning))
        return TRUE;
    if (use->kind == RECTO_TEMPLATE_VALUE && value(use, meaning))
        return TRUE;
    /* Zola's {{ name(key="…") }}; all else is a value that is not known. */
    gboolean call = use->kind != RECTO_TEMPLATE_VALUE || memchr(use->source, '(', use->length);
    for (guint i = 0; use->args && call && i < G_N_ELEMENTS(meanings); i++)
        if (meanings[i](use, meaning))
            return TRUE;
    return FALSE;
}
