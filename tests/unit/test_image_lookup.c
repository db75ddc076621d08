/* Tests of finding images by their address in a document (base/image_lookup.h). */
#include "base/image_lookup.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* A project: content/post.md, content/b c.png, static/a.png; and beside it secret.png. */
static char *top;

static char *in(const char *name)
{
    return g_build_filename(top, name, NULL);
}

static void put(const char *name)
{
    g_autofree char *path = in(name), *folder = g_path_get_dirname(path);
    g_mkdir_with_parents(folder, 0700);
    g_assert_true(g_file_set_contents(path, "x", 1, NULL));
}

static RectoImageLookup *project(const char *site_root)
{
    g_autofree char *root = in("project"), *document = in("project/content/post.md");
    g_autofree char *named = site_root ? in(site_root) : NULL;
    return recto_image_lookup_new(document, root, named);
}

static void assert_found(const RectoImageLookup *site, const char *address, const char *name)
{
    g_autofree char *path = NULL;
    g_assert_cmpint(recto_image_lookup_find(site, NULL, address, &path), ==, RECTO_SITE_FILE);
    g_autofree char *found = recto_image_lookup_name(site, path);
    g_assert_cmpstr(found, ==, name);
}

static void assert_not(const RectoImageLookup *site, const char *address, RectoImageLookupResult why)
{
    g_autofree char *path = NULL;
    g_assert_cmpint(recto_image_lookup_find(site, NULL, address, &path), ==, why);
    g_assert_null(path);
}

static void addresses_count_from_the_document_or_the_site(void)
{
    g_autoptr(RectoImageLookup) site = project(NULL);
    assert_found(site, "b c.png", "content/b c.png");
    assert_found(site, "b%20c.png", "content/b c.png");
    assert_found(site, "b%20c.png?raw=true#x", "content/b c.png");
    assert_found(site, "../static/a.png", "static/a.png");
    assert_found(site, "/a.png", "static/a.png");
    assert_found(site, "/static/a.png", "static/a.png");
    assert_not(site, "a.png", RECTO_SITE_MISSING);
    assert_not(site, "", RECTO_SITE_MISSING);
    assert_not(site, "/", RECTO_SITE_MISSING);
    assert_not(site, "..", RECTO_SITE_FORBIDDEN);
}

static void the_site_root_may_be_given(void)
{
    g_autoptr(RectoImageLookup) site = project("web");
    assert_found(site, "/w.png", "static/w.png");
    assert_not(site, "/a.png", RECTO_SITE_MISSING);
    g_autofree char *outer = recto_image_lookup_root_name(site);
    g_assert_cmpstr(outer, ==, "static");
    g_autoptr(RectoImageLookup) inner = project("project/content");
    assert_found(inner, "/b c.png", "content/b c.png");
    g_autofree char *name = recto_image_lookup_root_name(inner);
    g_assert_cmpstr(name, ==, "content");
}

static void nothing_else_is_reached(void)
{
    g_autoptr(RectoImageLookup) site = project(NULL);
    g_autofree char *absolute = in("secret.png");
    assert_not(site, "../../secret.png", RECTO_SITE_FORBIDDEN);
    assert_not(site, "..%2F..%2Fsecret.png", RECTO_SITE_FORBIDDEN);
    assert_not(site, "/../secret.png", RECTO_SITE_FORBIDDEN);
    assert_not(site, "link.png", RECTO_SITE_FORBIDDEN);
    assert_not(site, absolute, RECTO_SITE_MISSING);
    assert_not(site, "file:///etc/passwd", RECTO_SITE_FORBIDDEN);
    assert_not(site, "https://example.org/a.png", RECTO_SITE_REMOTE);
    assert_not(site, "//example.org/a.png", RECTO_SITE_REMOTE);
    assert_not(site, "data:image/png;base64,", RECTO_SITE_DATA);
    assert_not(site, "%00a.png", RECTO_SITE_MISSING);
    assert_not(site, "%FF.png", RECTO_SITE_MISSING);
}

static void assert_data(const char *address, const char *bytes)
{
    g_autoptr(GBytes) data = recto_site_data(address);
    if (!bytes) {
        g_assert_null(data);
        return;
    }
    g_assert_cmpmem(g_bytes_get_data(data, NULL), g_bytes_get_size(data), bytes, strlen(bytes));
}

static void addresses_may_hold_the_data(void)
{
    assert_data("data:,a%20b", "a b");
    assert_data("data:image/svg+xml;utf8,<svg/>", "<svg/>");
    assert_data("data:text/plain;base64,aGVsbG8=", "hello");
    assert_data("data:text/plain;BASE64,aGVs%62G8%3D", "hello");
    assert_data("data:text/plain;base64,", "");
    assert_data("data:nothing", NULL);
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    top = g_dir_make_tmp("recto-site-XXXXXX", NULL);
    static const char *const files[] = {"project/content/b c.png", "project/static/a.png", "secret.png", "web/w.png"};
    for (guint i = 0; i < G_N_ELEMENTS(files); i++)
        put(files[i]);
    g_autofree char *link = in("project/content/link.png");
    g_assert_cmpint(symlink("../../secret.png", link), ==, 0);
    g_test_add_func("/site/addresses-count-from-the-document-or-the-site",
                    addresses_count_from_the_document_or_the_site);
    g_test_add_func("/site/the-site-root-may-be-given", the_site_root_may_be_given);
    g_test_add_func("/site/nothing-else-is-reached", nothing_else_is_reached);
    g_test_add_func("/site/addresses-may-hold-the-data", addresses_may_hold_the_data);
    int failed = g_test_run();
    static const char *const made[] = {"project/content/link.png",
                                       "project/content/b c.png",
                                       "project/static/a.png",
                                       "secret.png",
                                       "web/w.png",
                                       "project/content",
                                       "project/static",
                                       "project",
                                       "web",
                                       ""};
    for (guint i = 0; i < G_N_ELEMENTS(made); i++) {
        g_autofree char *path = in(made[i]);
        g_remove(path);
    }
    g_free(top);
    return failed;
}
