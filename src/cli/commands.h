/* The commands as data: what commands.def lists, and which options each takes. Help, manual page and completions are
 * made from these tables, so that none can lag behind. */
#pragma once

#include "cli/options.h"

typedef enum {
#define COMMAND(id, name, arguments, files, min, max, summary, details) RECTO_COMMAND_##id,
#include "cli/commands.def"
#undef COMMAND
    RECTO_COMMAND_MAX
} RectoCommandId;

typedef struct {
    const char *name, *arguments, *files;
    const char *summary; /* one line, an imperative in lower case */
    const char *details; /* sentences */
    int min, max;        /* number of arguments; max −1: any number */
} RectoCommand;

extern const RectoCommand recto_commands[RECTO_COMMAND_MAX];

typedef struct {
    const char *name;
    char letter;          /* or 0 */
    const char *argument; /* or NULL: a switch */
    const char *values;   /* for completions: words, or @file, @folder, @style, @key, @code; "" */
    guint commands;       /* bits, by RectoCommandId */
    const char *help;     /* one line */
    const char *details;  /* sentences for the manual page, or "" */
} RectoOptionRow;

extern const RectoOptionRow recto_option_rows[];
extern const guint recto_n_option_rows;

/* Which command a word is; −1: none. */
int recto_command_find(const char *word);

/* Summary and details of a command as sentences. Caller frees. */
char *recto_command_about(RectoCommandId id);

/* What --help prints: of all commands (−1), or of one. Caller frees. */
char *recto_command_help(int command);

/* What completes recto's words in a shell (bash, zsh, fish); NULL: no such shell. Caller frees. */
char *recto_completions(const char *shell);

/* The manual page, in roff (man macros). Caller frees. */
char *recto_manual(void);
