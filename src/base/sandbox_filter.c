/* Generates the sandbox's filter of system calls with libseccomp during the build: prints sandbox_filter.h, an array of
 * BPF instructions. Generating it at every start would take most of a millisecond; loading the array takes a tenth of
 * that. The rows are in sandbox_calls.def; the rules that depend on arguments are here. */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <termios.h>
#include <unistd.h>

#ifndef CLONE_NEWTIME
#define CLONE_NEWTIME 0x00000080
#endif
#ifndef CLONE_NEWCGROUP
#define CLONE_NEWCGROUP 0x02000000
#endif
#ifndef PR_SET_VMA
#define PR_SET_VMA 0x53564d41
#endif
#ifndef TIOCGWINSZ
#define TIOCGWINSZ 0x5413
#endif

/* The bits of clone's flags that create namespaces. CLONE_NEWTIME is within the bits of the signal, where clone() does
 * not interpret it (unlike clone3(), which is not allowed). */
#define NAMESPACES                                                                                                     \
    (CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWCGROUP)

/* Process numbers from this value on are negative: process groups, or all processes. */
#define GROUPS 0x80000000u

/* Index of the flags among the arguments of clone. */
#if defined(__s390__) || defined(__CRIS__)
#define CLONE_FLAGS 1
#else
#define CLONE_FLAGS 0
#endif

static void check(int result, const char *what)
{
    if (result >= 0)
        return;
    fprintf(stderr, "sandbox-filter: %s: %s\n", what, strerror(-result));
    exit(1);
}

static void add(scmp_filter_ctx filter, uint32_t action, const char *name)
{
    int number = seccomp_syscall_resolve_name(name);
    /* negative numbers belong to other architectures */
    if (number != __NR_SCMP_ERROR && number >= 0)
        check(seccomp_rule_add_exact_array(filter, action, number, 0, NULL), name);
}

static void allow_if(scmp_filter_ctx filter, const char *name, struct scmp_arg_cmp argument)
{
    int number = seccomp_syscall_resolve_name(name);
    if (number != __NR_SCMP_ERROR && number >= 0)
        check(seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, number, 1, &argument), name);
}

/* Allows opening a file for reading or for writing. Landlock before Linux 6.2 treats opening for reading with
 * truncation as reading only, so that combination is excluded. */
static void allow_opening(scmp_filter_ctx filter, const char *name, unsigned flags)
{
    allow_if(filter, name, SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, O_ACCMODE | O_TRUNC, O_RDONLY));
    allow_if(filter, name, SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, O_ACCMODE, O_WRONLY));
    allow_if(filter, name, SCMP_CMP(flags, SCMP_CMP_MASKED_EQ, O_ACCMODE, O_RDWR));
}

/* Allows ioctls that detect a terminal and the number of readable bytes, but not those that insert input into the
 * user's terminal. */
static void allow_ioctls(scmp_filter_ctx filter)
{
    static const unsigned requests[] = {TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIOCLEX};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        allow_if(filter, "ioctl", SCMP_A1_32(SCMP_CMP_EQ, requests[i]));
}

static void allow_prctls(scmp_filter_ctx filter)
{
    static const unsigned requests[] = {PR_SET_NAME,     PR_GET_NAME, PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS,
                                        PR_SET_DUMPABLE, PR_SET_VMA,  PR_SET_SECCOMP,   PR_GET_SECCOMP};
    for (size_t i = 0; i < sizeof requests / sizeof *requests; i++)
        allow_if(filter, "prctl", SCMP_A0_32(SCMP_CMP_EQ, requests[i]));
}

static void allow_by_arguments(scmp_filter_ctx filter)
{
    allow_if(filter, "clone", SCMP_CMP(CLONE_FLAGS, SCMP_CMP_MASKED_EQ, NAMESPACES, 0));
    allow_opening(filter, "open", 1);
    allow_opening(filter, "openat", 2);
    /* a single process, which Landlock restricts to the sandbox's own */
    allow_if(filter, "kill", SCMP_A0_32(SCMP_CMP_LT, GROUPS));
    allow_if(filter, "prlimit64", SCMP_A0_32(SCMP_CMP_EQ, 0));
    allow_ioctls(filter);
    allow_prctls(filter);
}

static void print(scmp_filter_ctx filter)
{
    FILE *file = tmpfile();
    struct sock_filter instruction;
    check(file ? seccomp_export_bpf(filter, fileno(file)) : -errno, "the filter can't be made");
    rewind(file);
    puts(
        "/* Made by sandbox_filter.c from sandbox_calls.def. */\nstatic const struct sock_filter sandbox_filter[] = {");
    while (fread(&instruction, sizeof instruction, 1, file) == 1)
        printf("    {0x%x, %u, %u, 0x%x},\n", instruction.code, instruction.jt, instruction.jf, instruction.k);
    puts("};");
    fclose(file);
}

int main(void)
{
    /* limits the filter to the features of Linux 4.14, independent of the kernel, or QEMU, of the build machine */
    check(seccomp_api_set(3), "libseccomp is too old");
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    check(filter ? 0 : -ENOMEM, "libseccomp can't be used");
    /* a binary search among the calls */
    check(seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2), "the filter can't be a tree");
    /* calls by the numbers of another architecture (32-bit calls on a 64-bit machine) have other meanings */
    check(seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS), "other architectures");
#define ALLOW(name)  add(filter, SCMP_ACT_ALLOW, #name);
#define REFUSE(name) add(filter, SCMP_ACT_ERRNO(EPERM), #name);
#define KILL(name)   add(filter, SCMP_ACT_KILL_PROCESS, #name);
#include "base/sandbox_calls.def"
    allow_by_arguments(filter);
    print(filter);
    seccomp_release(filter);
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
