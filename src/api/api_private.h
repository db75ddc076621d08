/* Functions of the library that the command line uses in addition to include/recto.h. The shared library does not
 * export them. */
#pragma once

#include "compile/compile.h"

#include <recto.h>

/* Makes compiles retain their intermediate results, including fonts and pages, until the result is freed. For a process
 * that exits after the compile without freeing the result: freeing thousands of blocks takes a tenth of the time of a
 * short document. */
void recto_options_retain(recto_options *options);

/* Returns the internal result of the compile, or NULL if the status is RECTO_STATUS_SYSTEM. Borrowed. */
const RectoResult *recto_result_compiled(const recto_result *result);

/* Returns the diagnostics of the compile. Borrowed. */
const RectoDiagnostics *recto_result_diagnostics(const recto_result *result);
