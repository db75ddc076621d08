/* The table of descriptions, made from style.def. Keys of text elements, positions and inks share their sentences. */
#include "style/key_texts.h"

#define TEXT(field, key, noun)                                                                                         \
    {"Sets the font family of " noun ". Use a family that recto fonts lists, or text, display, sans or mono for a "    \
     "family of the style.",                                                                                           \
     "sans"},                                                                                                          \
        {"Sets the font weight of " noun ", from 100 (thin) to 900 (black). If the family lacks the weight, recto "    \
         "uses the nearest one.",                                                                                      \
         "600"},                                                                                                       \
        {"Sets " noun " in italic type (yes) or upright type (no). If the family has no italic, recto uses the "       \
         "upright font.",                                                                                              \
         "yes"},                                                                                                       \
        {"Sets the font size of " noun ". A number without a unit is in points.", "12pt"},                             \
        {"Sets the line spacing (leading) of " noun ", from baseline to baseline. Multiples of half a unit, such as "  \
         "1u or 1.5u, keep the lines on the baseline grid.",                                                           \
         "1.5u"},                                                                                                      \
        {"Sets the colour of " noun ". Use #RRGGBB or the name of a colour of the style, such as ink or soft.",        \
         "\"#14304A\""},                                                                                               \
        {"Sets the space that is added between the letters of " noun "; negative values remove space. Large type "     \
         "usually needs a small negative value.",                                                                      \
         "-0.2pt"},                                                                                                    \
        {"Sets the alignment of " noun ": ragged, justified, balanced, right or centre. Balanced lines are ragged "    \
         "and have about equal lengths.",                                                                              \
         "balanced"},                                                                                                  \
        {"Allows (yes) or forbids (no) hyphenation in " noun ". Headings and labels usually look better without it.",  \
         "no"},                                                                                                        \
        {"Selects the digits of " noun ": lining, old (old-style) or tabular. Tabular digits have equal widths, so "   \
         "that numbers align in columns.",                                                                             \
         "tabular"},                                                                                                   \
        {"Sets the space above " noun ". Units of the baseline grid, such as 1u, keep the text on it.", "1u"},         \
        {"Sets the space below " noun ". Units of the baseline grid, such as 1u, keep the text on it.", "1u"},
#define POSITION(field, key, noun, y_text)                                                                             \
    {"Sets the left edge of " noun ", measured from the left edge of the page. Align it with page.left or "            \
     "page.column to keep to the grid.",                                                                               \
     "60pt"},                                                                                                          \
        {y_text, "120pt"},                                                                                             \
        {"Sets the maximum width of " noun ". Content that is wider is broken into lines or scaled down.", "150pt"},
#define INKS(field, key, noun)                                                                                         \
    {"Sets the inks for " noun " with --variant print: cyan, magenta, yellow and black in per cent, or auto. With "    \
     "auto, recto prints greys with black ink only and converts other colours with the output profile.",               \
     "\"0 75 80 0\""},
#define LENGTH(field, key, text, example)              {text, example},
#define COLOUR(field, key, text, example)              {text, "\"" example "\""},
#define FONT(field, key, text, example)                {text, example},
#define NUMBER(field, key, text, example)              {text, example},
#define PERCENT(field, key, text, example)             {text, example},
#define SWITCH(field, key, text, example)              {text, example},
#define STRING(field, key, text, example)              {text, example},
#define CHOICE(field, key, type, names, text, example) {text, example},

const RectoKeyText recto_key_texts[] = {
#include "style/style.def"
};
