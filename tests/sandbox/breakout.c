/* Preloaded into recto. With BREAKOUT_OLD, simulates a kernel without Landlock and seccomp. With BREAKOUT: once recto
 * opens the file named by BREAKOUT_AT (a document, so recto is in its sandbox), tries the action BREAKOUT, prints
 * "breakout: NAME: RESULT" to standard error and ends the process. RESULT is "done" or the name of the errno. The
 * library simulates code that has taken control of recto. */
/* open() and open64() are both taken. */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

static int real_open(const char *path, int flags)
{
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

/* Reads, writes, removes …: `where` is BREAKOUT_PATH. */
static long read_file(const char *where)
{
    return real_open(where, O_RDONLY);
}

static long read_by_link(const char *where)
{
    return real_open(where, O_RDONLY);
}

static long list_folder(const char *where)
{
    return real_open(where, O_RDONLY | O_DIRECTORY);
}

static long write_file(const char *where)
{
    return real_open(where, O_WRONLY);
}

static long create_file(const char *where)
{
    return real_open(where, O_WRONLY | O_CREAT | O_EXCL);
}

static long cut_file(const char *where)
{
    return real_open(where, O_RDONLY | O_TRUNC);
}

static long cut_by_name(const char *where)
{
    return truncate(where, 0);
}

static long remove_file(const char *where)
{
    return unlink(where);
}

static long make_folder(const char *where)
{
    return mkdir(where, 0700);
}

static long make_link(const char *where)
{
    return symlink("/etc/passwd", where);
}

/* Into the output's folder, under a second name. */
static long link_in(const char *where)
{
    return link(where, "stolen");
}

static long rename_in(const char *where)
{
    return rename(where, "stolen");
}

static long change_mode(const char *where)
{
    return chmod(where, 0777);
}

static long change_time(const char *where)
{
    return utimensat(AT_FDCWD, where, NULL, 0);
}

static long change_attribute(const char *where)
{
    return setxattr(where, "user.x", "x", 1, 0);
}

static long make_device(const char *where)
{
    return mknod("device", S_IFCHR | 0600, 0x0101);
}

static long internet(const char *where)
{
    return socket(AF_INET, SOCK_STREAM, 0);
}

static long internet_six(const char *where)
{
    return socket(AF_INET6, SOCK_DGRAM, 0);
}

static long local_socket(const char *where)
{
    return socket(AF_UNIX, SOCK_STREAM, 0);
}

static long kernel_socket(const char *where)
{
    return socket(AF_NETLINK, SOCK_RAW, 0);
}

static long socket_pair(const char *where)
{
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static char *const command[] = {"/bin/sh", "-c", "echo ran >&2", NULL};

static long execute(const char *where)
{
    return execv(command[0], command);
}

static long execute_descriptor(const char *where)
{
    int descriptor = (int)syscall(SYS_memfd_create, "x", 0);
    return syscall(SYS_execveat, descriptor, "", command, NULL, AT_EMPTY_PATH);
}

static long trace(const char *where)
{
    return ptrace(PTRACE_ATTACH, getppid(), 0, 0);
}

static long read_memory(const char *where)
{
    char byte;
    struct iovec own = {&byte, 1}, other = {(void *)0x1000, 1};
    return process_vm_readv(getppid(), &own, 1, &other, 1, 0);
}

static long compare_processes(const char *where)
{
    return syscall(SYS_kcmp, getpid(), getppid(), 0, 0, 0);
}

static long steal_descriptor(const char *where)
{
    return syscall(438 /* pidfd_getfd */, 0, 0, 0);
}

static long mount_folder(const char *where)
{
    return mount("none", "/mnt", "tmpfs", 0, NULL);
}

static long load_module(const char *where)
{
    return syscall(SYS_finit_module, 0, "", 0);
}

static long unshare_user(const char *where)
{
    return unshare(CLONE_NEWUSER);
}

static long clone_user(const char *where)
{
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (child == 0)
        _exit(0);
    return child;
}

static long clone_by_structure(const char *where)
{
    unsigned long arguments[8] = {CLONE_NEWUSER, 0, 0, 0, SIGCHLD, 0, 0, 0};
    long child = syscall(435 /* clone3 */, arguments, sizeof arguments);
    if (child == 0)
        _exit(0);
    return child;
}

static long ring(const char *where)
{
    char parameters[120] = {0};
    return syscall(425 /* io_uring_setup */, 4, parameters);
}

static long berkeley_filter(const char *where)
{
    return syscall(SYS_bpf, 0, NULL, 0);
}

static long page_faults(const char *where)
{
    return syscall(SYS_userfaultfd, 1);
}

static long keys(const char *where)
{
    return syscall(SYS_keyctl, 0, -3, 0);
}

static long counters(const char *where)
{
    return syscall(SYS_perf_event_open, NULL, 0, -1, -1, 0);
}

static long handles(const char *where)
{
    return syscall(SYS_open_by_handle_at, AT_FDCWD, NULL, 0);
}

/* Of the terminal that recto was started from; the descriptor need not be one. */
static long type_into_terminal(const char *where)
{
    return ioctl(2, TIOCSTI, "x");
}

static long signal_parent(const char *where)
{
    return kill(getppid(), 0);
}

static long signal_all(const char *where)
{
    return kill(-1, 0);
}

static long limit_parent(const char *where)
{
    struct rlimit limit;
    return prlimit(getppid(), RLIMIT_CORE, NULL, &limit);
}

static long become_user(const char *where)
{
    return setuid(65534);
}

static long old_numbers(const char *where)
{
#ifdef __x86_64__
    long result;
    __asm__ volatile("int $0x80" : "=a"(result) : "a"(20L) : "memory", "r8", "r9", "r10", "r11");
    return result;
#else
    raise(SIGSYS);
    return -1;
#endif
}

/* ---- actions that must still work ---- */

static long fork_child(const char *where)
{
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return waitpid(child, NULL, 0);
}

static long read_null(const char *where)
{
    return real_open("/dev/null", O_RDWR);
}

static const struct {
    const char *name;
    long (*attempt)(const char *where);
} attempts[] = {
#define ATTEMPT(name)                                                                                                  \
    {                                                                                                                  \
#name, name                                                                                                    \
    }
    ATTEMPT(read_file),
    ATTEMPT(read_by_link),
    ATTEMPT(list_folder),
    ATTEMPT(write_file),
    ATTEMPT(create_file),
    ATTEMPT(cut_file),
    ATTEMPT(cut_by_name),
    ATTEMPT(remove_file),
    ATTEMPT(make_folder),
    ATTEMPT(make_link),
    ATTEMPT(link_in),
    ATTEMPT(rename_in),
    ATTEMPT(change_mode),
    ATTEMPT(change_time),
    ATTEMPT(change_attribute),
    ATTEMPT(make_device),
    ATTEMPT(internet),
    ATTEMPT(internet_six),
    ATTEMPT(local_socket),
    ATTEMPT(kernel_socket),
    ATTEMPT(socket_pair),
    ATTEMPT(execute),
    ATTEMPT(execute_descriptor),
    ATTEMPT(trace),
    ATTEMPT(read_memory),
    ATTEMPT(compare_processes),
    ATTEMPT(steal_descriptor),
    ATTEMPT(mount_folder),
    ATTEMPT(load_module),
    ATTEMPT(unshare_user),
    ATTEMPT(clone_user),
    ATTEMPT(clone_by_structure),
    ATTEMPT(ring),
    ATTEMPT(berkeley_filter),
    ATTEMPT(page_faults),
    ATTEMPT(keys),
    ATTEMPT(counters),
    ATTEMPT(handles),
    ATTEMPT(type_into_terminal),
    ATTEMPT(signal_parent),
    ATTEMPT(signal_all),
    ATTEMPT(limit_parent),
    ATTEMPT(become_user),
    ATTEMPT(old_numbers),
    ATTEMPT(fork_child),
    ATTEMPT(read_null),
};

static void break_out(void)
{
    const char *wanted = getenv("BREAKOUT"), *where = getenv("BREAKOUT_PATH");
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        if (strcmp(attempts[i].name, wanted) != 0)
            continue;
        errno = 0;
        long result = attempts[i].attempt(where ? where : "");
        dprintf(2, "breakout: %s: %s\n", wanted, result < 0 ? strerrorname_np(errno) : "done");
        _exit(0);
    }
    dprintf(2, "breakout: %s: unknown\n", wanted);
    _exit(1);
}

int open(const char *path, int flags, ...)
{
    static int (*next)(const char *, int, ...);
    va_list arguments;
    va_start(arguments, flags);
    int mode = va_arg(arguments, int);
    va_end(arguments);
    const char *at = getenv("BREAKOUT_AT");
    /* A sandbox looks documents up by O_PATH. */
    if (at && !(flags & O_PATH) && strstr(path, at))
        break_out();
    if (!next)
        next = dlsym(RTLD_NEXT, "open");
    return next(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    int mode = va_arg(arguments, int);
    va_end(arguments);
    return open(path, flags, mode);
}

/* Landlock's three calls. */
long syscall(long number, ...)
{
    static long (*next)(long, ...);
    long of[6];
    va_list arguments;
    va_start(arguments, number);
    for (int i = 0; i < 6; i++)
        of[i] = va_arg(arguments, long);
    va_end(arguments);
    if (number >= 444 && number <= 446 && getenv("BREAKOUT_OLD")) {
        errno = ENOSYS;
        return -1;
    }
    if (!next)
        next = dlsym(RTLD_NEXT, "syscall");
    return next(number, of[0], of[1], of[2], of[3], of[4], of[5]);
}

int prctl(int option, ...)
{
    static int (*next)(int, ...);
    unsigned long of[4];
    va_list arguments;
    va_start(arguments, option);
    for (int i = 0; i < 4; i++)
        of[i] = va_arg(arguments, unsigned long);
    va_end(arguments);
    if (option == PR_SET_SECCOMP && getenv("BREAKOUT_OLD")) {
        errno = EINVAL;
        return -1;
    }
    if (!next)
        next = dlsym(RTLD_NEXT, "prctl");
    return next(option, of[0], of[1], of[2], of[3]);
}
