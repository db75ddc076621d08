/* Tables of the commands (commands.def) and the options that each accepts. Help, manual page and completions are
 * generated from these tables, so that they are always up to date. */
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
    const char *summary; /* one line, imperative, in lower case */
    const char *details; /* full sentences */
    int min, max;        /* range of the number of arguments; max −1: no limit */
} RectoCommand;

extern const RectoCommand recto_commands[RECTO_COMMAND_MAX];

typedef struct {
    const char *name;
    char letter;          /* letter of the short option, or 0 */
    const char *argument; /* name of the argument; NULL for a switch */
    const char *values;   /* for completions: words, or @file, @folder, @style, @key, @code; or "" */
    guint commands;       /* one bit per RectoCommandId */
    const char *help;     /* one line */
    const char *details;  /* sentences for the manual page, or "" */
} RectoOptionRow;

extern const RectoOptionRow recto_option_rows[];
extern const guint recto_n_option_rows;

/* Returns the command with this name, or −1. */
int recto_command_find(const char *word);

/* Returns summary and details of a command as sentences. Caller frees. */
char *recto_command_about(RectoCommandId id);

/* Returns the output of --help: for all commands (−1), or for one. Caller frees. */
char *recto_command_help(int command);

/* Returns the completion script for a shell (bash, zsh, fish), or NULL if the shell is unknown. Caller frees. */
char *recto_completions(const char *shell);

/* Returns the manual page in roff (man macros). Caller frees. */
char *recto_manual(void);
