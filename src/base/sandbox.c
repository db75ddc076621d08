/* The sandbox: Landlock rules for files, and a seccomp filter for system calls. */
#include "base/sandbox.h"

#include "base/files.h"
#include "base/module.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A sanitizer inspects the process, reads the program file and runs another program to print symbol names. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#if defined(__linux__) && !defined(IS_SANITIZED)
#define HAVE_SANDBOX 1
#include <link.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif
#if defined(HAVE_SANDBOX) && defined(RECTO_HAVE_SECCOMP)
#include "base/sandbox_filter.h"
#endif

struct RectoSandbox {
    int rules;   /* descriptor of the Landlock ruleset; −1: Landlock is not available */
    int abi;     /* Landlock's version; 0: not available */
    int trouble; /* errno of the first rule that could not be added, or 0 */
    char *where; /* path of that rule */
    GString *lacks;
};

/* ---- Landlock interface; the kernel's header may be older than the kernel, or missing ---- */

#ifdef SYS_landlock_create_ruleset
#define CALL_CREATE_RULESET SYS_landlock_create_ruleset
#define CALL_ADD_RULE       SYS_landlock_add_rule
#define CALL_RESTRICT_SELF  SYS_landlock_restrict_self
#else
/* the same on every architecture except Alpha, which recto does not support */
#define CALL_CREATE_RULESET 444
#define CALL_ADD_RULE       445
#define CALL_RESTRICT_SELF  446
#endif

/* struct landlock_ruleset_attr; kernels without its later members accept them if they are 0 */
typedef struct {
    guint64 files;   /* handled_access_fs */
    guint64 network; /* handled_access_net, version 4 */
    guint64 scoped;  /* version 6 */
} Ruleset;

/* struct landlock_path_beneath_attr */
typedef struct {
    guint64 allowed;
    gint32 parent;
} __attribute__((packed)) Rule;

enum {
    CREATE_VERSION = 1, /* flag: return the version, create nothing */
    PATH_BENEATH = 1,   /* rule type */
};

enum {
    EXECUTE = 1 << 0,
    WRITE_FILE = 1 << 1,
    READ_FILE = 1 << 2,
    READ_DIR = 1 << 3,
    REMOVE_DIR = 1 << 4,
    REMOVE_FILE = 1 << 5,
    MAKE_DIR = 1 << 7,
    MAKE_REG = 1 << 8,
    REFER = 1 << 13,
    TRUNCATE = 1 << 14,
    IOCTL_DEV = 1 << 15,
    /* rights of the first version: all up to MAKE_SYM */
    FIRST_VERSION = (1 << 13) - 1,
    OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV,
    READ = READ_FILE | READ_DIR,
    REPLACE = WRITE_FILE | TRUNCATE | MAKE_REG | REMOVE_FILE,
    TREE = READ | REPLACE | MAKE_DIR | REMOVE_DIR | REFER,
    /* handled_access_net: bind and connect TCP. scoped: abstract sockets, signals */
    NETWORK = 3,
    SCOPED = 3,
};

#ifdef HAVE_SANDBOX
/* Returns the rights that a version can restrict. */
static Ruleset handled_by(int abi)
{
    Ruleset handled = {FIRST_VERSION, 0, 0};
    if (abi >= 2)
        handled.files |= REFER;
    if (abi >= 3)
        handled.files |= TRUNCATE;
    if (abi >= 4)
        handled.network = NETWORK;
    if (abi >= 5)
        handled.files |= IOCTL_DEV;
    if (abi >= 6)
        handled.scoped = SCOPED;
    return handled;
}

static void make_ruleset(RectoSandbox *sandbox)
{
    long abi = syscall(CALL_CREATE_RULESET, NULL, 0, CREATE_VERSION);
    if (abi < 1)
        return;
    Ruleset handled = handled_by((int)abi);
    long descriptor = syscall(CALL_CREATE_RULESET, &handled, sizeof handled, 0);
    if (descriptor < 0)
        return;
    sandbox->abi = (int)abi;
    sandbox->rules = (int)descriptor;
}

/* Adds a rule for the current file or directory at a path. */
static void allow(RectoSandbox *sandbox, const char *path, guint64 rights)
{
    if (sandbox->rules < 0 || sandbox->trouble)
        return;
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    struct stat status;
    if (descriptor < 0) {
        /* A path that does not exist, or is not accessible to this user, needs no rule. Any other error would silently
         * omit a rule. */
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES && errno != ELOOP) {
            sandbox->trouble = errno;
            sandbox->where = g_strdup(path);
        }
        return;
    }
    rights &= handled_by(sandbox->abi).files;
    if (fstat(descriptor, &status) == 0 && !S_ISDIR(status.st_mode))
        rights &= OF_FILES;
    Rule rule = {rights, descriptor};
    /* EBADFD: a pipe or socket in /proc, which Landlock does not restrict */
    if (syscall(CALL_ADD_RULE, sandbox->rules, PATH_BENEATH, &rule, 0) != 0 && errno != EBADFD) {
        sandbox->trouble = errno;
        sandbox->where = g_strdup(path);
    }
    close(descriptor);
}
#else
static void make_ruleset(RectoSandbox *sandbox)
{
}

static void allow(RectoSandbox *sandbox, const char *path, guint64 rights)
{
}
#endif

/* ---- files that every command reads ---- */

/* None of these contains user data or passwords. */
static const char *const of_system[] = {
    /* libraries, their modules (gconv, gio, gdk-pixbuf) and locales, in the directories of all distributions */
    "/usr/lib", "/usr/lib32", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/usr/local/lib64", "/nix/store",
    "/gnu/store", "/home/linuxbrew/.linuxbrew/lib", "/etc/ld.so.cache", "/etc/ld.so.preload", "/usr/share/locale",
    "/usr/share/zoneinfo", "/etc/localtime",
    /* fonts: directories in which fontconfig has its settings, its caches and, usually, fonts */
    "/etc/fonts", "/usr/share/fontconfig", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts",
    "/usr/share/texmf/fonts", "/usr/share/ghostscript/fonts", "/var/cache/fontconfig", "/usr/share/xml/fontconfig",
    /* dictionary for the line breaks of Thai (libthai, used by Pango) */
    "/usr/share/libthai", "/usr/local/share/libthai",
    /* grammars of GNU source-highlight, hyphenation patterns, MIME types (librsvg, through GIO) */
    "/usr/share/source-highlight", "/usr/local/share/source-highlight", "/usr/share/hyphen", "/usr/share/mime",
    "/usr/local/share/mime", "/usr/share/glib-2.0",
    /* settings of the libraries that compute digests for libqpdf */
    "/etc/gnutls", "/etc/crypto-policies", "/etc/ssl/openssl.cnf", "/etc/pki/tls/openssl.cnf", "/proc/sys/crypto",
    /* number and kind of processors, size of memory */
    "/sys/devices/system/cpu", "/proc/cpuinfo", "/proc/meminfo", "/proc/sys/vm/overcommit_memory",
    /* random numbers */
    "/dev/urandom", "/dev/random"};

/* Allows the fonts in the user's home directory, and fontconfig's cache. */
static void allow_own_fonts(RectoSandbox *sandbox)
{
    static const char *const of_home[] = {".fonts", ".fonts.conf", ".fonts.conf.d", ".fontconfig"};
    /* found now, because it may read /etc/passwd, which is not allowed later */
    const char *home = g_get_home_dir();
    for (guint i = 0; i < G_N_ELEMENTS(of_home); i++) {
        g_autofree char *path = g_build_filename(home, of_home[i], NULL);
        recto_sandbox_allow_read(sandbox, path);
    }
    g_autofree char *faces = g_build_filename(g_get_user_data_dir(), "fonts", NULL);
    g_autofree char *settings = g_build_filename(g_get_user_config_dir(), "fontconfig", NULL);
    g_autofree char *caches = g_build_filename(g_get_user_cache_dir(), "fontconfig", NULL);
    recto_sandbox_allow_read(sandbox, faces);
    recto_sandbox_allow_read(sandbox, settings);
    recto_sandbox_allow_read(sandbox, caches);
    static const char *const of_environment[] = {"FONTCONFIG_PATH", "FONTCONFIG_FILE", "LD_LIBRARY_PATH"};
    for (guint i = 0; i < G_N_ELEMENTS(of_environment); i++) {
        g_auto(GStrv) paths = g_strsplit(g_getenv(of_environment[i]) ? g_getenv(of_environment[i]) : "", ":", -1);
        for (guint k = 0; paths[k]; k++)
            recto_sandbox_allow_read(sandbox, paths[k]);
    }
}

#ifdef HAVE_SANDBOX
/* Allows the directory of a loaded library, because modules may load others next to it. */
static int allow_library(struct dl_phdr_info *library, size_t size, void *data)
{
    const char *name = library->dlpi_name;
    if (name[0] == '/' && !g_str_has_prefix(name, "/usr/lib") && !g_str_has_prefix(name, "/lib")) {
        g_autofree char *folder = g_path_get_dirname(name);
        recto_sandbox_allow_read(data, folder);
    }
    return 0;
}

static void allow_libraries(RectoSandbox *sandbox)
{
    dl_iterate_phdr(allow_library, sandbox);
}
#else
static void allow_libraries(RectoSandbox *sandbox)
{
}
#endif

static void allow_own_data(RectoSandbox *sandbox)
{
    static const char *const folders[] = {"fonts", "styles", "data"};
    for (guint i = 0; i < G_N_ELEMENTS(folders); i++) {
        g_autofree char *path = recto_data_path(folders[i], NULL);
        recto_sandbox_allow_read(sandbox, path);
    }
    g_auto(GStrv) modules = recto_module_folders();
    for (guint i = 0; modules[i]; i++)
        recto_sandbox_allow_read(sandbox, modules[i]);
}

RectoSandbox *recto_sandbox_new(void)
{
    RectoSandbox *sandbox = g_new0(RectoSandbox, 1);
    sandbox->rules = -1;
    sandbox->lacks = g_string_new(NULL);
    make_ruleset(sandbox);
    if (sandbox->rules < 0)
        return sandbox;
    for (guint i = 0; i < G_N_ELEMENTS(of_system); i++)
        recto_sandbox_allow_read(sandbox, of_system[i]);
    allow(sandbox, "/dev/null", READ_FILE | WRITE_FILE | TRUNCATE);
    allow_libraries(sandbox);
    allow_own_fonts(sandbox);
    allow_own_data(sandbox);
    return sandbox;
}

void recto_sandbox_free(RectoSandbox *sandbox)
{
    if (!sandbox)
        return;
    if (sandbox->rules >= 0)
        close(sandbox->rules);
    g_string_free(sandbox->lacks, TRUE);
    g_free(sandbox->where);
    g_free(sandbox);
}

/* ---- files that a command reads and writes ---- */

void recto_sandbox_allow_read(RectoSandbox *sandbox, const char *path)
{
    allow(sandbox, path, READ);
}

void recto_sandbox_allow_write(RectoSandbox *sandbox, const char *path)
{
    char *real = realpath(path, NULL);
    struct stat status;
    gboolean special = real && stat(real, &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode);
    g_autofree char *folder = g_path_get_dirname(real ? real : path);
    if (special)
        allow(sandbox, path, WRITE_FILE);
    else
        allow(sandbox, folder, REPLACE);
    free(real);
}

void recto_sandbox_allow_tree(RectoSandbox *sandbox, const char *folder)
{
    allow(sandbox, folder, TREE);
}

void recto_sandbox_allow_removal(RectoSandbox *sandbox, const char *folder)
{
    allow(sandbox, folder, REMOVE_DIR);
}

/* ---- temporary files ---- */

static char *temporary;
static pid_t temporary_owner;

/* Creates the directory. Signals are blocked until it is registered, so that the handler removes it. */
static gboolean make_temporary(char *folder)
{
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    gboolean made = g_mkdtemp(folder) != NULL;
    int number = errno;
    if (made) {
        temporary = folder;
        temporary_owner = getpid();
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = number;
    return made;
}

gboolean recto_sandbox_allow_temporary(RectoSandbox *sandbox, GError **error)
{
    const char *above = g_getenv("TMPDIR");
    if (!temporary) {
        char *folder = g_build_filename(above && *above ? above : "/tmp", "recto-XXXXXX", NULL);
        if (!make_temporary(folder)) {
            g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(errno),
                        "%s: the directory for temporary files can't be created: %s", folder, g_strerror(errno));
            g_free(folder);
            return FALSE;
        }
        g_setenv("TMPDIR", folder, TRUE);
    }
    if (!sandbox)
        return TRUE;
    g_autofree char *around = g_path_get_dirname(temporary);
    allow(sandbox, temporary, TREE);
    /* allows removal of the directory itself */
    recto_sandbox_allow_removal(sandbox, around);
    return TRUE;
}

const char *recto_sandbox_temporary(void)
{
    return temporary;
}

void recto_sandbox_remove_temporary(void)
{
    if (temporary && temporary_owner == getpid())
        rmdir(temporary);
}

/* ---- entering the sandbox ---- */

static void lack(RectoSandbox *sandbox, const char *what)
{
    if (sandbox->lacks->len)
        g_string_append(sandbox->lacks, "; ");
    g_string_append(sandbox->lacks, what);
}

const char *recto_sandbox_missing(const RectoSandbox *sandbox)
{
    return sandbox->lacks->len ? sandbox->lacks->str : NULL;
}

#ifdef HAVE_SANDBOX
#ifdef RECTO_HAVE_SECCOMP
static gboolean filter_calls(void)
{
    struct sock_fprog program = {G_N_ELEMENTS(sandbox_filter), (struct sock_filter *)sandbox_filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
#else
static gboolean filter_calls(void)
{
    errno = ENOSYS;
    return FALSE;
}
#endif

static gboolean fail(GError **error, const char *what, int number)
{
    g_set_error(error, G_IO_ERROR, (gint)g_io_error_from_errno(number), "the sandbox can't be entered: %s: %s", what,
                g_strerror(number));
    return FALSE;
}

/* Returns TRUE if the feature is not available: not built in, switched off, or withheld by an outer sandbox. */
static gboolean is_lacking(int number)
{
    return number == ENOSYS || number == EOPNOTSUPP || number == EINVAL || number == EPERM || number == EACCES;
}

gboolean recto_sandbox_enter(RectoSandbox *sandbox, GError **error)
{
    if (sandbox->trouble)
        return fail(error, sandbox->where, sandbox->trouble);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 && !is_lacking(errno))
        return fail(error, "no_new_privs", errno);
    if (sandbox->rules < 0)
        lack(sandbox, "the kernel has no Landlock; only file permissions protect the files");
    /* E2BIG: sixteen rulesets are already active */
    else if (syscall(CALL_RESTRICT_SELF, sandbox->rules, 0) != 0 && errno != E2BIG)
        return fail(error, "Landlock", errno);
    if (filter_calls())
        return TRUE;
    if (!is_lacking(errno))
        return fail(error, "seccomp", errno);
    lack(sandbox, "the kernel has no seccomp; no system calls are refused");
    return TRUE;
}
#else
gboolean recto_sandbox_enter(RectoSandbox *sandbox, GError **error)
{
#ifdef IS_SANITIZED
    lack(sandbox, "recto was built with a sanitizer, which needs calls that a sandbox refuses");
#else
    lack(sandbox, "recto supports no sandbox on this system");
#endif
    return TRUE;
}
#endif
