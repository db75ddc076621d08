/* Chooses the widths of a table's columns so that the table is as low as possible. */
#include "flow/table_widths.h"

/* Maximum number of candidate widths per column: more in small tables, where they matter and cost little time. */
#define STEPS_SMALL 48
#define STEPS_LARGE 14
#define SMALL_CELLS 600
/* In a table with more cells than this, only a sample of the rows is examined. */
#define MOST_CELLS 20000
/* Maximum number of candidate widths per cell. */
#define STEPS_CELL 32
/* Maximum number of rounds of width exchange between pairs of columns. */
#define ROUNDS 6
/* Cost of a further line of a cell, per mille of a line; the second value applies to texts not wider than
 * SHORT_TEXT. */
#define COST_LINE  60
#define COST_SHORT 900
#define SHORT_TEXT RECTO_PT(72)

/* State of a column while widths are chosen. */
typedef struct {
    GArray *steps;  /* RectoLength: candidate widths, ascending from minimum to natural width */
    guint16 *lines; /* step × row: maximum number of lines of its cells in the row, or 0 */
    gint64 *extra;  /* per step: cost of the further lines of its cells */
    guint chosen;   /* index of the chosen step */
} Column;

typedef struct {
    const RectoWidthTable *table;
    Column *columns;
    guint stride;            /* distance between the examined rows */
    guint16 *first, *second; /* per row: largest and second largest number of lines of its columns */
    guint *highest;          /* per row: the column with the largest number of lines */
    gint64 sum;              /* sum of the chosen widths */
    gint64 height;           /* sum of the row heights at the chosen widths (lines × line height) */
} Choice;

/* ---- minimum and natural widths ---- */

static void measure_cell(const RectoWidthTable *table, const RectoWidthCell *cell, gint64 *ret_least,
                         gint64 *ret_natural)
{
    gint64 width = 0;
    *ret_least = *ret_natural = 0;
    for (guint i = 0; i < cell->n_pieces; i++) {
        const RectoTextPiece *piece = &cell->pieces[i];
        RectoLength least = cell->rigid ? piece->width : MIN(piece->width, table->longest_word);
        *ret_least = MAX(*ret_least, least);
        width += piece->width;
        *ret_natural = MAX(*ret_natural, width);
        width = piece->forced ? 0 : width + piece->space;
    }
    *ret_natural = MIN(*ret_natural, RECTO_LENGTH_MAX / 4);
}

/* Widens the columns of a spanning cell; the missing width is distributed among them. */
static void widen_span(const RectoWidthTable *table, const RectoWidthCell *cell, RectoColumnWidth *columns,
                       gboolean least, gint64 wanted)
{
    gint64 have = (gint64)table->gap * (cell->columns - 1);
    for (guint c = cell->column; c < cell->column + cell->columns; c++)
        have += least ? columns[c].least : columns[c].natural;
    gint64 lack = MAX(wanted - have, 0);
    for (guint i = 0; i < cell->columns && lack > 0; i++) {
        RectoLength share = (RectoLength)(lack / (cell->columns - i));
        RectoColumnWidth *column = &columns[cell->column + i];
        lack -= share;
        if (least)
            column->least += share;
        else
            column->natural += share;
    }
}

void recto_widths_measure(const RectoWidthTable *table, RectoColumnWidth *columns)
{
    gint64 least, natural;
    for (guint c = 0; c < table->n_columns; c++)
        columns[c] = (RectoColumnWidth){0};
    for (guint i = 0; i < table->n_cells; i++) {
        const RectoWidthCell *cell = &table->cells[i];
        if (cell->columns != 1)
            continue;
        measure_cell(table, cell, &least, &natural);
        columns[cell->column].least = MAX(columns[cell->column].least, (RectoLength)least);
        columns[cell->column].natural = MAX(columns[cell->column].natural, (RectoLength)natural);
    }
    for (guint i = 0; i < table->n_cells; i++) {
        const RectoWidthCell *cell = &table->cells[i];
        if (cell->columns < 2)
            continue;
        measure_cell(table, cell, &least, &natural);
        widen_span(table, cell, columns, TRUE, least);
        widen_span(table, cell, columns, FALSE, natural);
    }
    for (guint c = 0; c < table->n_columns; c++)
        columns[c].natural = MAX(columns[c].natural, columns[c].least);
}

static gint64 gaps(const RectoWidthTable *table)
{
    return table->n_columns ? (gint64)table->gap * (table->n_columns - 1) : 0;
}

gint64 recto_widths_min(const RectoWidthTable *table, const RectoColumnWidth *columns)
{
    gint64 sum = gaps(table);
    for (guint c = 0; c < table->n_columns; c++)
        sum += columns[c].least;
    return sum;
}

gint64 recto_widths_natural(const RectoWidthTable *table, const RectoColumnWidth *columns)
{
    gint64 sum = gaps(table);
    for (guint c = 0; c < table->n_columns; c++)
        sum += columns[c].natural;
    return sum;
}

/* ---- steps ---- */

static gint compare_lengths(gconstpointer a, gconstpointer b)
{
    RectoLength one = *(const RectoLength *)a, other = *(const RectoLength *)b;
    return (one > other) - (one < other);
}

/* Adds the widths at which the number of a cell's lines changes, from the widest down. Widths that are close together
 * are thinned out. */
static void add_steps(const RectoWidthCell *cell, const RectoColumnWidth *column, RectoLength widest_step,
                      GArray *steps)
{
    RectoLength width = widest_step, stride = (widest_step - column->least) / STEPS_CELL;
    while (width >= column->least) {
        RectoLength widest = 0;
        recto_pieces_fill(cell->pieces, cell->n_pieces, width, &widest);
        RectoLength step = MIN(widest, width);
        if (step < column->least)
            break;
        g_array_append_val(steps, step);
        width = MIN(step, width - stride) - 1;
    }
}

/* Sorts the steps, removes duplicates, and thins them out to at most `most`, with both ends retained. */
static void thin_steps(GArray *steps, guint most)
{
    RectoLength *all = (RectoLength *)steps->data;
    guint n = 0;
    g_array_sort(steps, compare_lengths);
    for (guint i = 0; i < steps->len; i++)
        if (n == 0 || all[n - 1] != all[i])
            all[n++] = all[i];
    if (n > most) {
        for (guint i = 0; i < most; i++)
            all[i] = all[(guint64)i * (n - 1) / (most - 1)];
        n = most;
    }
    g_array_set_size(steps, n);
}

static gint64 line_cost(const RectoWidthTable *table, const RectoWidthCell *cell, guint lines, guint unforced)
{
    gint64 least, natural;
    measure_cell(table, cell, &least, &natural);
    gint64 cost = natural <= SHORT_TEXT ? COST_SHORT : COST_LINE;
    return lines > unforced ? cost * table->line / 1000 * (lines - unforced) : 0;
}

/* Returns the number of lines that the author made. */
static guint own_lines(const RectoWidthCell *cell)
{
    return recto_pieces_fill(cell->pieces, cell->n_pieces, RECTO_LENGTH_MAX / 2, NULL);
}

static void fill_lines(const RectoWidthTable *table, const RectoWidthCell *cell, Column *column)
{
    guint own = own_lines(cell);
    for (guint k = 0; k < column->steps->len; k++) {
        guint lines =
            recto_pieces_fill(cell->pieces, cell->n_pieces, g_array_index(column->steps, RectoLength, k), NULL);
        guint16 *at = &column->lines[(gsize)k * table->n_rows + cell->row];
        *at = (guint16)MAX(*at, MIN(lines, G_MAXUINT16));
        column->extra[k] += line_cost(table, cell, lines, own);
    }
}

/* Returns the maximum width of a column if all others have their minimum width. */
static RectoLength most_of(const RectoWidthTable *table, const RectoColumnWidth *widths, guint c, gint64 room)
{
    gint64 others = recto_widths_min(table, widths) - gaps(table) - widths[c].least;
    return (RectoLength)CLAMP(room - others, widths[c].least, widths[c].natural);
}

static void make_columns(Choice *choice, const RectoColumnWidth *widths, gint64 room)
{
    const RectoWidthTable *table = choice->table;
    g_autofree RectoLength *widest = g_new0(RectoLength, table->n_columns);
    guint most = table->n_cells <= SMALL_CELLS ? STEPS_SMALL : STEPS_LARGE;
    choice->columns = g_new0(Column, table->n_columns);
    for (guint c = 0; c < table->n_columns; c++) {
        choice->columns[c].steps = g_array_new(FALSE, FALSE, sizeof(RectoLength));
        g_array_append_val(choice->columns[c].steps, widths[c].least);
        widest[c] = most_of(table, widths, c, room);
        g_array_append_val(choice->columns[c].steps, widest[c]);
    }
    for (guint i = 0; i < table->n_cells; i++) {
        const RectoWidthCell *cell = &table->cells[i];
        if (cell->columns == 1 && cell->n_pieces > 1 && cell->row % choice->stride == 0)
            add_steps(cell, &widths[cell->column], widest[cell->column], choice->columns[cell->column].steps);
    }
    for (guint c = 0; c < table->n_columns; c++) {
        Column *column = &choice->columns[c];
        thin_steps(column->steps, most);
        column->lines = g_new0(guint16, (gsize)column->steps->len * table->n_rows);
        column->extra = g_new0(gint64, column->steps->len);
        column->chosen = column->steps->len - 1;
    }
    for (guint i = 0; i < table->n_cells; i++)
        if (table->cells[i].columns == 1 && table->cells[i].row % choice->stride == 0)
            fill_lines(table, &table->cells[i], &choice->columns[table->cells[i].column]);
}

/* ---- cost ---- */

static RectoLength step_width(const Choice *choice, guint c, guint step)
{
    return g_array_index(choice->columns[c].steps, RectoLength, step);
}

static guint lines_of(const Choice *choice, guint c, guint step, guint row)
{
    return choice->columns[c].lines[(gsize)step * choice->table->n_rows + row];
}

/* Computes the two highest columns of every row, the sum of the widths and the height. */
static void sum_up(Choice *choice)
{
    const RectoWidthTable *table = choice->table;
    choice->sum = choice->height = 0;
    for (guint c = 0; c < table->n_columns; c++)
        choice->sum += step_width(choice, c, choice->columns[c].chosen);
    for (guint r = 0; r < table->n_rows; r += choice->stride) {
        guint first = 0, second = 0, highest = 0;
        for (guint c = 0; c < table->n_columns; c++) {
            guint lines = lines_of(choice, c, choice->columns[c].chosen, r);
            if (lines > first) {
                second = first;
                first = lines;
                highest = c;
            } else if (lines > second) {
                second = lines;
            }
        }
        choice->first[r] = (guint16)first;
        choice->second[r] = (guint16)second;
        choice->highest[r] = highest;
        choice->height += (gint64)first * table->line;
    }
}

/* Returns the change of cost if one column changes to another step. */
static gint64 change_one(const Choice *choice, guint c, guint step)
{
    const Column *column = &choice->columns[c];
    gint64 lines = 0;
    for (guint r = 0; r < choice->table->n_rows; r += choice->stride) {
        guint other = choice->highest[r] == c ? choice->second[r] : choice->first[r];
        lines += MAX(other, lines_of(choice, c, step, r)) - (gint64)choice->first[r];
    }
    return lines * choice->table->line + column->extra[step] - column->extra[column->chosen];
}

static gint64 change_two(const Choice *choice, guint c, guint step, guint d, guint other_step)
{
    const Column *one = &choice->columns[c], *other = &choice->columns[d];
    gint64 lines = 0;
    for (guint r = 0; r < choice->table->n_rows; r += choice->stride) {
        guint most = MAX(lines_of(choice, c, step, r), lines_of(choice, d, other_step, r));
        if (choice->highest[r] != c && choice->highest[r] != d) {
            most = MAX(most, choice->first[r]);
        } else {
            for (guint k = 0; k < choice->table->n_columns && most < choice->first[r]; k++)
                if (k != c && k != d)
                    most = MAX(most, lines_of(choice, k, choice->columns[k].chosen, r));
        }
        lines += (gint64)most - choice->first[r];
    }
    return lines * choice->table->line + one->extra[step] - one->extra[one->chosen] + other->extra[other_step] -
           other->extra[other->chosen];
}

/* ---- choosing ---- */

typedef struct {
    gint64 cost, gain;
    guint column, step;
} Move;

/* Returns TRUE if a move costs less per width gained; if the rates are equal, the greater gain is better. */
static gboolean is_better(const Move *move, const Move *best)
{
    if (best->gain == 0)
        return TRUE;
    gint64 left = move->cost * best->gain, right = best->cost * move->gain;
    return left < right || (left == right && move->gain > best->gain);
}

static gboolean shrink_once(Choice *choice, gint64 excess)
{
    Move best = {0};
    for (guint c = 0; c < choice->table->n_columns; c++) {
        guint chosen = choice->columns[c].chosen;
        for (guint step = 0; step < chosen; step++) {
            gint64 gain = step_width(choice, c, chosen) - step_width(choice, c, step);
            Move move = {change_one(choice, c, step), MIN(gain, excess), c, step};
            if (is_better(&move, &best))
                best = move;
        }
    }
    if (best.gain == 0)
        return FALSE;
    choice->columns[best.column].chosen = best.step;
    sum_up(choice);
    return TRUE;
}

/* Finds the widest smaller step of a column that frees `width`. Returns FALSE if there is none. */
static gboolean step_freeing(const Choice *choice, guint c, gint64 width, guint *ret_step)
{
    guint chosen = choice->columns[c].chosen;
    for (guint step = chosen; step-- > 0;) {
        if (step_width(choice, c, chosen) - step_width(choice, c, step) >= width) {
            *ret_step = step;
            return TRUE;
        }
    }
    return FALSE;
}

/* Lets column `c` grow to `step`, and shrinks another column if there is no room. Returns TRUE if this reduces the
 * cost. */
static gboolean grow(Choice *choice, guint c, guint step, gint64 room)
{
    gint64 need = step_width(choice, c, step) - step_width(choice, c, choice->columns[c].chosen) - (room - choice->sum);
    if (need <= 0) {
        if (change_one(choice, c, step) >= 0)
            return FALSE;
        choice->columns[c].chosen = step;
        sum_up(choice);
        return TRUE;
    }
    for (guint d = 0; d < choice->table->n_columns; d++) {
        guint smaller;
        if (d == c || !step_freeing(choice, d, need, &smaller) || change_two(choice, c, step, d, smaller) >= 0)
            continue;
        choice->columns[c].chosen = step;
        choice->columns[d].chosen = smaller;
        sum_up(choice);
        return TRUE;
    }
    return FALSE;
}

static void exchange(Choice *choice, gint64 room)
{
    gboolean helped = TRUE;
    for (guint round = 0; round < ROUNDS && helped; round++) {
        helped = FALSE;
        for (guint c = 0; c < choice->table->n_columns; c++)
            for (guint step = choice->columns[c].chosen + 1; step < choice->columns[c].steps->len; step++)
                if (step > choice->columns[c].chosen)
                    helped |= grow(choice, c, step, room);
    }
}

/* ---- remaining width ---- */

/* Widens similar columns towards the widest of them, with at most half of the remaining width. */
static gint64 equalise(const RectoWidthTable *table, RectoColumnWidth *columns, gint64 slack)
{
    RectoLength widest = 0;
    gint64 lack = 0, given = 0;
    for (guint c = 0; c < table->n_columns; c++)
        widest = table->alike[c] ? MAX(widest, columns[c].width) : widest;
    for (guint c = 0; c < table->n_columns; c++)
        lack += table->alike[c] ? widest - columns[c].width : 0;
    gint64 gift = MIN(lack, slack / 2);
    for (guint c = 0; c < table->n_columns && lack > 0; c++) {
        if (!table->alike[c])
            continue;
        RectoLength share = (RectoLength)((widest - columns[c].width) * gift / lack);
        columns[c].width += share;
        given += share;
    }
    return given;
}

static void spread(const RectoWidthTable *table, RectoColumnWidth *columns, gint64 slack)
{
    if (table->alike)
        slack -= equalise(table, columns, slack);
    for (guint c = 0; c < table->n_columns; c++) {
        RectoLength share = (RectoLength)(slack / (gint64)(table->n_columns - c));
        columns[c].width += share;
        slack -= share;
    }
}

/* Shrinks all columns if even the minimum widths do not fit. */
static void squeeze(const RectoWidthTable *table, gint64 room, RectoColumnWidth *columns)
{
    gint64 sum = MAX(recto_widths_min(table, columns) - gaps(table), 1), left = MAX(room, table->n_columns);
    for (guint c = 0; c < table->n_columns; c++) {
        columns[c].width = (RectoLength)MAX(columns[c].least * MAX(room, 1) / sum, 1);
        left -= columns[c].width;
    }
    if (table->n_columns && left > 0)
        columns[table->n_columns - 1].width += (RectoLength)left;
}

static void choose(Choice *choice, gint64 room, RectoColumnWidth *columns)
{
    const RectoWidthTable *table = choice->table;
    choice->stride = 1 + table->n_cells / MOST_CELLS;
    make_columns(choice, columns, room);
    choice->first = g_new0(guint16, table->n_rows + 1);
    choice->second = g_new0(guint16, table->n_rows + 1);
    choice->highest = g_new0(guint, table->n_rows + 1);
    sum_up(choice);
    while (choice->sum > room && shrink_once(choice, choice->sum - room))
        ;
    if (table->n_cells <= SMALL_CELLS)
        exchange(choice, room);
    for (guint c = 0; c < table->n_columns; c++) {
        columns[c].width = step_width(choice, c, choice->columns[c].chosen);
        g_array_unref(choice->columns[c].steps);
        g_free(choice->columns[c].lines);
        g_free(choice->columns[c].extra);
    }
    g_free(choice->columns);
    g_free(choice->first);
    g_free(choice->second);
    g_free(choice->highest);
}

void recto_widths_choose(const RectoWidthTable *table, RectoLength measure, RectoColumnWidth *columns)
{
    gint64 room = measure - gaps(table), natural = recto_widths_natural(table, columns) - gaps(table);
    if (recto_widths_min(table, columns) > measure) {
        squeeze(table, room, columns);
        return;
    }
    for (guint c = 0; c < table->n_columns; c++)
        columns[c].width = columns[c].natural;
    if (natural > room) {
        Choice choice = {.table = table};
        choose(&choice, room, columns);
    }
    gint64 slack = room;
    for (guint c = 0; c < table->n_columns; c++)
        slack -= columns[c].width;
    spread(table, columns, slack);
}

gint64 recto_widths_cost(const RectoWidthTable *table, const RectoColumnWidth *columns)
{
    g_autofree guint *most = g_new0(guint, table->n_rows + 1);
    gint64 cost = 0;
    for (guint i = 0; i < table->n_cells; i++) {
        const RectoWidthCell *cell = &table->cells[i];
        if (cell->columns != 1)
            continue;
        guint lines = recto_pieces_fill(cell->pieces, cell->n_pieces, columns[cell->column].width, NULL);
        most[cell->row] = MAX(most[cell->row], lines);
        cost += line_cost(table, cell, lines, own_lines(cell));
    }
    for (guint r = 0; r < table->n_rows; r++)
        cost += (gint64)most[r] * table->line;
    return cost;
}
