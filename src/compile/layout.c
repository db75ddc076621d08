/* Lays out the document in several passes, and imposes print pages. */
#include "compile/compile_state.h"

#include "base/limits.h"
#include "base/files.h"
#include "assembly/assembly.h"
#include "page/images.h"
#include "page/printer_marks.h"
#include "proof/proof.h"

#include <string.h>

/* Maximum number of passes over the document; a note that moves out of the margin can make others move. */
#define MOST_PASSES 6

/* Returns FALSE if the list contains an unknown value. */
static gboolean parse_debug(const char *text, guint *ret_debug)
{
    static const struct {
        const char *name;
        guint flag;
    } drawings[] = {{"grid", RECTO_DEBUG_GRID}, {"boxes", RECTO_DEBUG_BOXES}, {"spaces", RECTO_DEBUG_SPACES}};
    g_auto(GStrv) words = g_strsplit(text ? text : "", ",", -1);
    for (guint i = 0; words[i]; i++) {
        guint k = 0;
        while (k < G_N_ELEMENTS(drawings) && !g_str_equal(words[i], drawings[k].name))
            k++;
        if (k == G_N_ELEMENTS(drawings))
            return FALSE;
        *ret_debug |= drawings[k].flag;
    }
    return TRUE;
}

gboolean recto_debug_is_known(const char *text)
{
    guint debug = 0;
    return parse_debug(text, &debug);
}

/* Returns the website root that recto.yaml names, or NULL if it is not a directory of the project. Caller frees. */
static char *config_site_root(RectoCompile *compile)
{
    const RectoYamlNode *config = compile->project->yaml ? compile->project->yaml->root : NULL;
    const RectoYamlNode *node = recto_yaml_get(config, "site_root");
    const char *name = recto_yaml_text(node);
    if (!name)
        return NULL;
    g_autofree char *path = g_canonicalize_filename(name, compile->project->root);
    g_autofree char *real = recto_path_below(compile->project->root, path);
    if (real && g_file_test(real, G_FILE_TEST_IS_DIR))
        return g_steal_pointer(&path);
    recto_diagnose(compile->diagnostics, RECTO_CODE_WRONG_TYPE, node->span,
                   "site_root: “%s” is not a directory of the project", name);
    return NULL;
}

static RectoImageLookup *new_site(const RectoCompile *compile, const char *root, const char *named)
{
    const RectoWebsite *website = compile->project->website;
    RectoImageLookup *site = recto_image_lookup_new(compile->options->input, root, named);
    recto_site_set_roots(site, (const char *const *)website->roots, website->address);
    return site;
}

/* If images are elsewhere in the repository, makes their common parent directory the base of the names inside the
 * PDF. */
static void widen_project(RectoCompile *compile, const char *named)
{
    RectoProject *project = compile->project;
    if (g_str_equal(project->root, project->bound))
        return;
    g_autoptr(RectoImageLookup) site = new_site(compile, project->bound, named);
    const RectoNode *node = NULL;
    RectoWalk walk;
    while (recto_node_next(compile->document->root, &node, &walk)) {
        g_autofree char *path = NULL;
        if (walk != RECTO_ENTER || node->kind != RECTO_NODE_IMAGE)
            continue;
        const char *name = recto_diagnostics_source_name(compile->diagnostics, node->span.file);
        g_autofree char *parent = name && *name != '<' ? g_path_get_dirname(name) : NULL;
        g_autofree char *folder = parent ? g_canonicalize_filename(parent, NULL) : NULL;
        if (recto_image_lookup_find(site, folder, node->text, &path) == RECTO_SITE_FILE)
            recto_project_widen(project, path);
    }
}

static void find_site(RectoCompile *compile)
{
    const RectoCompileOptions *options = compile->options;
    g_autofree char *named = options->site_root ? g_strdup(options->site_root) : config_site_root(compile);
    widen_project(compile, named);
    compile->site = new_site(compile, compile->project->root, named);
    gboolean seen = options->format != RECTO_FORMAT_PDF || options->cover_width > 0;
    compile->images = recto_images_new(compile->site, compile->fonts, seen, compile->diagnostics);
}

void recto_compile_gather(RectoCompile *compile)
{
    const char *input = compile->options->input;
    g_autofree char *parent = g_str_equal(input, "-") ? g_strdup(".") : g_path_get_dirname(input);
    g_autofree char *folder = g_canonicalize_filename(parent, NULL);
    find_site(compile);
    const RectoResourcesRequest request = {
        .document = compile->document,
        .style = compile->style,
        .strings = compile->strings,
        .diagnostics = compile->diagnostics,
        .images = compile->images,
        .folder = folder,
        .root = compile->project->root,
        .name_root = compile->project->root,
    };
    compile->resources = recto_resources_gather(&request);
    recto_compile_tick(compile, "resources");
}

/* Applies bleed, printer's marks and imposition to the pages. */
static void press_stage(RectoCompile *compile)
{
    if (compile->options->booklet) {
        compile->composed = compile->pages;
        compile->pages = recto_pages_booklet(compile->composed);
    }
    if (recto_compile_is_print(compile)) {
        recto_compose_inks(compile->pages, compile->style);
        recto_press_set_inks(&compile->press, compile->pages->inks);
        recto_compose_press(compile->pages, compile->style);
    }
    recto_compile_tick(compile, "press");
}

/* Returns the divisor of the page count: print.multiple, or 4 for a booklet whose print.multiple is not a multiple of
 * 4. */
static guint multiple_of(const RectoCompile *compile)
{
    guint wanted = recto_compile_is_print(compile) ? (guint)compile->style->print_multiple : 1;
    return compile->options->booklet && wanted % 4 ? 4 : wanted;
}

/* Data passed from one layout pass to the next. Page numbers in the text, and notes that do not fit in the margin, are
 * known only after a pass; the next pass uses them. */
typedef struct {
    GHashTable *page_numbers; /* or NULL */
    GHashTable *grounded;     /* grows with every pass */
    GHashTable *fields, *unplaced;
    gboolean narrow; /* a number of a page is longer than the room that was reserved for it */
} Passes;

static void passes_clear(Passes *passes)
{
    g_clear_pointer(&passes->page_numbers, g_hash_table_unref);
    g_clear_pointer(&passes->grounded, g_hash_table_unref);
    g_clear_pointer(&passes->fields, g_hash_table_unref);
    g_clear_pointer(&passes->unplaced, g_hash_table_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Passes, passes_clear)

static void layout_pass(RectoCompile *compile, Passes *passes)
{
    g_clear_pointer(&compile->flow, recto_flow_free);
    g_clear_pointer(&compile->pages, recto_pages_free);
    g_clear_pointer(&passes->fields, g_hash_table_unref);
    g_clear_pointer(&passes->unplaced, g_hash_table_unref);
    compile->pages = recto_pages_new(compile->style->page_width, compile->style->page_height);
    recto_resources_share(compile->resources, compile->pages);
    RectoLayout layout = {
        .style = compile->style,
        .strings = compile->strings,
        .fonts = compile->fonts,
        .engine = compile->engine,
        .document = compile->document,
        .pages = compile->pages,
        .images = compile->images,
        .diagnostics = compile->diagnostics,
        .resources = compile->resources,
        .page_numbers = passes->page_numbers,
        .grounded = passes->grounded,
        .check = compile->options->check,
        .print = recto_compile_is_print(compile),
        .multiple = multiple_of(compile),
    };
    parse_debug(compile->options->debug, &layout.debug);
    compile->flow = recto_flow(&layout);
    recto_compile_tick(compile, "flow");
    recto_compose(&layout, compile->flow);
    recto_compile_tick(compile, "pages");
    passes->fields = layout.fields;
    passes->unplaced = layout.unplaced;
    passes->narrow = layout.narrow_fields;
}

/* Moves notes that did not fit to their alternative positions; in the last pass but one, all notes that could be in the
 * margin. Returns TRUE if another pass is needed. */
static gboolean ground(RectoCompile *compile, Passes *passes, guint pass)
{
    if (!passes->unplaced)
        return FALSE;
    GHashTableIter iter;
    gpointer node = NULL;
    g_hash_table_iter_init(&iter, passes->unplaced);
    while (g_hash_table_iter_next(&iter, &node, NULL))
        g_hash_table_add(passes->grounded, node);
    const RectoNode *any = NULL;
    RectoWalk walk;
    while (pass + 2 >= MOST_PASSES && recto_node_next(compile->document->root, &any, &walk))
        g_hash_table_add(passes->grounded, (gpointer)any);
    return TRUE;
}

/* What moves from the margin can move a reference to a page with more digits. The last passes have nothing left to
 * move. */
static gboolean wants_pass(const Passes *passes, guint pass, gboolean again)
{
    if (passes->fields && (pass == 1 || passes->narrow))
        return pass < MOST_PASSES + 2;
    return again && pass < MOST_PASSES;
}

void recto_compile_layout(RectoCompile *compile)
{
    g_autoptr(RectoArena) arena = recto_arena_new();
    g_auto(Passes) passes = {.grounded = g_hash_table_new(NULL, NULL)};
    g_autoptr(RectoProof) proof = recto_proof_new(compile->document);
    recto_compile_tick(compile, "proof");
    layout_pass(compile, &passes);
    gboolean again = ground(compile, &passes, 0);
    for (guint pass = 1; wants_pass(&passes, pass, again); pass++) {
        if (passes.fields) {
            g_clear_pointer(&passes.page_numbers, g_hash_table_unref);
            passes.page_numbers = recto_page_numbers(compile->pages, arena);
        }
        layout_pass(compile, &passes);
        again = ground(compile, &passes, pass);
    }
    recto_text_engine_report(compile->engine);
    if (compile->options->inspect)
        compile->options->inspect(compile->pages, compile->options->inspect_data);
    recto_proof_check(proof, compile->pages, compile->diagnostics);
    recto_compile_tick(compile, "proof");
    if (recto_compile_is_print(compile) || compile->options->booklet)
        press_stage(compile);
    compile->result->n_pages = compile->pages->pages->len;
    if (compile->result->n_pages > recto_limit(RECTO_LIMIT_PAGES))
        recto_diagnose(
            compile->diagnostics, RECTO_CODE_TOO_LARGE, (RectoSpan){compile->document->root->span.file, 0, 0, 0},
            "the document has %u pages; the limit is %u", compile->result->n_pages, recto_limit(RECTO_LIMIT_PAGES));
}
