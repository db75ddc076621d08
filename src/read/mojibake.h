/* Repair of double-encoded text: UTF-8 that some program read as Windows-1252 or Latin-1 and saved as UTF-8 again, so
 * that ’ became â€™ and é became Ã©; also twice or three times over, and with the controls U+0080–U+009F that stand for
 * bytes Windows-1252 lacks. Lone controls of that range, which are Windows-1252 bytes read as Latin-1, are repaired
 * too.
 *
 * How right text stays right. A place is considered only when its characters, taken as bytes, are exactly one
 * well-formed UTF-8 sequence whose character is plausible: a Latin letter, punctuation, a symbol, an emoji, or a letter
 * of another script. Then the text is asked whether it can be right as it stands:
 *   - Lead characters of two-byte sequences are capitals (Ã, Â, Ä, Ð …), those of three are small letters (â, á, ä …);
 *     what follows is a symbol. Right text has a symbol after such a letter only where a word ends: a closing quotation
 * mark, a dash, an ellipsis, a no-break space, a footnote mark, ™ (“IRMÃ”, hâlâ…”, « Â », PELÉ™). Any other symbol (€ ¢
 * ¤ ¬ ¼ ‰ …), a capital after a small letter (projectÃ«), a symbol with a letter after it (Ã–sterreich) or a control is
 * evidence of damage. With evidence a place is *strong* and repaired.
 *   - Letters of other scripts (Cyrillic, Han …) are believed only in runs: a single one is as likely an accident
 *     (é, no-break space, » would be a Chinese character).
 *   - What could be right as it stands is *weak*: it is repaired only beside strong places, in a line or a document
 * that holds no other character beyond ASCII, since text that was saved wrongly is wrong throughout.
 *   - Code, addresses and characters on show (â€™ between quotation marks, or beside the very character it stands for)
 * are about encodings as often as not: they are repaired only when the whole document is double-encoded.
 *
 * A sequence that lost a byte on its way is repaired only where the text tells what it was: â€ after an opening “ on
 * its line is ” (else it is reported and left); Ã and a plain space, at the end of a word of small letters or beside
 * repaired places, is à, whose no-break space became a plain one. */
#pragma once

#include "base/diagnostic.h"

/* Repaired copy of `text` (clean UTF-8 with \n line ends), or NULL when there is nothing to repair. One warning a word
 * or run, spans in `file`; many are summed up (findings.h). */
GString *recto_mojibake_repair(const char *text, gsize length, guint32 file, RectoDiagnostics *diagnostics);
