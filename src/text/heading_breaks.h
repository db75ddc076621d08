/* Breaking headings by sense. */
#pragma once

#include <glib.h>

/* Cost of ending a line of a heading at the spaces from byte `start` to `end`: low before a preposition or conjunction,
 * high after one, after an article, and between a number and what it belongs to. */
gint32 recto_heading_break_cost(const char *string, guint32 start, guint32 end);
