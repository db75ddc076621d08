/* Tests of reading and replacing files (base/files.h). */
#include "base/files.h"
#include "base/folder.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char *folder;

static char *in_folder(const char *name)
{
    return g_build_filename(folder, name, NULL);
}

static guint n_files(void)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(dir))
        n++;
    return n;
}

static gboolean write_text(const char *path, const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    return recto_file_write(path, bytes, error);
}

static void assert_holds(const char *path, const char *text)
{
    g_autoptr(GBytes) bytes = recto_file_read(path, NULL);
    g_assert_nonnull(bytes);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), text, strlen(text));
}

static void writing_replaces_whole_and_leaves_nothing_else(void)
{
    g_autofree char *path = in_folder("a.pdf");
    g_assert_true(write_text(path, "old", NULL));
    g_chmod(path, 0640);
    guint before = n_files();
    g_assert_true(write_text(path, "new", NULL));
    assert_holds(path, "new");
    g_assert_cmpuint(n_files(), ==, before);
    struct stat status;
    g_assert_cmpint(stat(path, &status), ==, 0);
    g_assert_cmpint(status.st_mode & 0777, ==, 0640);
}

static void a_link_stays_a_link(void)
{
    g_autofree char *path = in_folder("real.pdf"), *other = in_folder("link.pdf");
    g_assert_true(write_text(path, "old", NULL));
    g_assert_cmpint(symlink(path, other), ==, 0);
    g_assert_true(write_text(other, "new", NULL));
    g_assert_true(g_file_test(other, G_FILE_TEST_IS_SYMLINK));
    assert_holds(path, "new");
}

static void failure_names_the_path(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = in_folder("no/such/folder.pdf");
    g_assert_false(write_text(path, "x", &error));
    g_assert_nonnull(strstr(error->message, "no/such/folder.pdf"));
    g_clear_error(&error);
    g_assert_null(recto_file_read(path, &error));
    g_assert_nonnull(strstr(error->message, "no/such/folder.pdf"));
    g_clear_error(&error);
    g_assert_null(recto_file_read(folder, &error));
    g_assert_nonnull(error);
}

static void full_disk_keeps_the_old_file(void)
{
    if (!g_file_test("/dev/full", G_FILE_TEST_EXISTS)) {
        g_test_skip("no /dev/full here");
        return;
    }
    g_autoptr(GError) error = NULL;
    g_assert_false(write_text("/dev/full", "x", &error));
    g_assert_nonnull(error);
}

static void data_is_found(void)
{
    g_assert_nonnull(recto_data_dir());
    g_autofree char *base = recto_data_path("styles", "base.yaml");
    g_assert_true(g_file_test(base, G_FILE_TEST_EXISTS));
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    folder = g_dir_make_tmp("recto-XXXXXX", NULL);
    g_test_add_func("/files/writing-replaces-whole-and-leaves-nothing-else",
                    writing_replaces_whole_and_leaves_nothing_else);
    g_test_add_func("/files/a-link-stays-a-link", a_link_stays_a_link);
    g_test_add_func("/files/failure-names-the-path", failure_names_the_path);
    g_test_add_func("/files/full-disk-keeps-the-old-file", full_disk_keeps_the_old_file);
    g_test_add_func("/files/data-is-found", data_is_found);
    int status = g_test_run();
    recto_folder_remove_tree(folder);
    g_free(folder);
    return status;
}
