/* Exit codes. */
#pragma once

typedef enum {
    EXIT_WRITTEN = 0,
    EXIT_DOCUMENT = 1, /* errors in the document or the style */
    EXIT_USAGE = 2,
    EXIT_DENIED = 3, /* denied warnings */
    EXIT_SYSTEM = 5,
    EXIT_UNVERIFIED = 6, /* a PDF that cannot be verified, because something is missing */
} ExitCode;
