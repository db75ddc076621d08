/* Preloaded: when a program is about to have a file on the disk, or to give it its name, it gets the signal that
 * RECTO_TEST_SIGNAL names; or, with RECTO_TEST_ERRNO, the name can't be given. RECTO_TEST_AT: at which of these calls,
 * from 1; without it, at each fsync(). */
#undef _FILE_OFFSET_BITS
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

/* Whether it is the call's turn, and what to do then is done. */
static int strike(int each)
{
    static int calls;
    const char *number = getenv("RECTO_TEST_SIGNAL"), *at = getenv("RECTO_TEST_AT"),
               *fault = getenv("RECTO_TEST_ERRNO");
    calls++;
    if (at ? calls != atoi(at) : !each)
        return 0;
    if (number)
        raise(atoi(number));
    if (fault)
        errno = atoi(fault);
    return fault != NULL;
}

int fsync(int descriptor)
{
    (void)descriptor;
    return strike(1) ? -1 : 0;
}

int rename(const char *old, const char *new)
{
    int (*next)(const char *, const char *) = (int (*)(const char *, const char *))dlsym(RTLD_NEXT, "rename");
    return strike(0) ? -1 : next(old, new);
}

int renameat2(int old_folder, const char *old, int new_folder, const char *new, unsigned flags)
{
    int (*next)(int, const char *, int, const char *, unsigned) =
        (int (*)(int, const char *, int, const char *, unsigned))dlsym(RTLD_NEXT, "renameat2");
    return strike(0) ? -1 : next(old_folder, old, new_folder, new, flags);
}
