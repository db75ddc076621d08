#include "base/files.h"
#include "base/folder.h"
#include "compile/attachment_check.h"

#include <string.h>
#include <unistd.h>

static char *folder;

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static char *new_file(const char *name, const char *text)
{
    char *path = in_folder(name);
    g_autofree char *parent = g_path_get_dirname(path);
    g_assert_cmpint(g_mkdir_with_parents(parent, 0755), ==, 0);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
    return path;
}

/* Checks one attachment, in a project whose root is `folder`/project. Returns the code of the error, or -1. */
static int check(const char *name, const char *path, const char *text)
{
    g_autoptr(GArray) attachments = g_array_new(FALSE, TRUE, sizeof(RectoAttachment));
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    g_autofree char *root = in_folder("project");
    const char *allowed[] = {root, NULL};
    g_autoptr(GError) error = NULL;
    RectoAttachment attachment = {.name = name, .path = path, .bytes = bytes};
    g_array_append_val(attachments, attachment);
    gboolean passes = recto_attachments_check(attachments, allowed, &error);
    g_assert_true(passes == !error);
    g_assert_true(!error || error->domain == G_IO_ERROR);
    g_assert_true(!error || strstr(error->message, name));
    return passes ? -1 : error->code;
}

static void names_that_lead_outside_are_refused(void)
{
    static const char *const refused[] = {
        "",        "/",  "/etc/passwd", "..",       "../a.md",  "a/../b.md", "a/..", "./a.md",    "a/./b.md",
        "a//b.md", "a/", "//host/a",    "..\\a.md", "a\\..\\b", "\\a.md",    "a\\",  "../../x/y", "a/b/../../../c"};
    static const char *const accepted[] = {"a.md",   "posts/a.md", "..a",       "a..",
                                           "a..b/c", ".gitignore", "Jäger .md", "-"};
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_assert_false(recto_attachment_name_is_inside(refused[i]));
        g_assert_cmpint(check(refused[i], NULL, "x"), ==, G_IO_ERROR_INVALID_FILENAME);
    }
    for (guint i = 0; i < G_N_ELEMENTS(accepted); i++)
        g_assert_cmpint(check(accepted[i], NULL, "x"), ==, -1);
}

static void files_outside_the_project_are_refused(void)
{
    g_autofree char *inside = new_file("project/posts/a.md", "inside");
    g_autofree char *outside = new_file("secret/a.md", "outside");
    g_autofree char *neighbour = new_file("project-2/a.md", "near");
    g_autofree char *link = in_folder("project/link.md");
    g_autofree char *up = in_folder("project/../secret/a.md");
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_assert_cmpint(symlink(outside, link), ==, 0);
    recto_file_record(paths);
    const char *const tried[] = {outside, neighbour, link, up, "/dev/null", "/nowhere/at/all"};
    for (guint i = 0; i < G_N_ELEMENTS(tried); i++) {
        g_autoptr(GBytes) bytes = recto_file_read(tried[i], NULL);
        g_assert_cmpint(check("a.md", tried[i], "outside"), ==, G_IO_ERROR_INVALID_FILENAME);
    }
    g_autoptr(GBytes) bytes = recto_file_read(inside, NULL);
    g_assert_cmpint(check("posts/a.md", inside, "inside"), ==, -1);
    recto_file_record(NULL);
}

static void bytes_other_than_those_read_are_refused(void)
{
    g_autofree char *path = new_file("project/data.csv", "a,1");
    g_autofree char *unread = new_file("project/other.csv", "a,1");
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *root = in_folder("project");
    recto_file_record(paths);
    g_autoptr(GBytes) bytes = recto_file_read_below(root, path, NULL);
    g_assert_cmpint(check("data.csv", path, "a,1"), ==, -1);
    g_assert_cmpint(check("data.csv", path, "a,2"), ==, G_IO_ERROR_INVALID_DATA);
    g_assert_cmpint(check("other.csv", unread, "a,1"), ==, G_IO_ERROR_INVALID_DATA);
    g_assert_true(g_file_set_contents(path, "a,3", -1, NULL));
    g_autoptr(GBytes) again = recto_file_read_below(root, path, NULL);
    g_assert_cmpint(check("data.csv", path, "a,1"), ==, G_IO_ERROR_INVALID_DATA);
    recto_file_record(NULL);
    g_assert_null(recto_file_recorded(path));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("recto-XXXXXX", NULL);
    g_test_add_func("/attachment-check/names-that-lead-outside-are-refused", names_that_lead_outside_are_refused);
    g_test_add_func("/attachment-check/files-outside-the-project-are-refused", files_outside_the_project_are_refused);
    g_test_add_func("/attachment-check/bytes-other-than-those-read-are-refused",
                    bytes_other_than_those_read_are_refused);
    int status = g_test_run();
    recto_folder_remove_tree(folder);
    g_free(folder);
    return status;
}
