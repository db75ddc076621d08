/* Preloaded: when a program is about to have a file on the disk, it gets the signal that RECTO_TEST_SIGNAL names. */
#include <signal.h>
#include <stdlib.h>

int fsync(int descriptor)
{
    const char *number = getenv("RECTO_TEST_SIGNAL");
    (void)descriptor;
    if (number)
        raise(atoi(number));
    return 0;
}
