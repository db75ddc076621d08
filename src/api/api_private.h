/* What the program uses of the library beyond include/recto.h. The shared library does not export it. */
#pragma once

#include "compile/compile.h"

#include <recto.h>

/* Makes compiles keep what they made, fonts and pages included, until the result is freed. For a process that ends
 * after the compile and frees no result: to give back thousands of pieces costs a short report a tenth of its time. */
void recto_options_retain(recto_options *options);

/* What the compile gave; NULL if the status is RECTO_STATUS_SYSTEM. Borrowed. */
const RectoResult *recto_result_compiled(const recto_result *result);

/* Diagnostics of the compile. Borrowed. */
const RectoDiagnostics *recto_result_diagnostics(const recto_result *result);
