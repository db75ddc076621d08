/* Parses dates of front matter in many formats and languages. */
#include "read/front_matter.h"

#include <string.h>

/* Forms, as counted in real front matter:
 *   2025-01-15   2025-1-5   2025/01/15   2025.01.15   20250115   2025-01   2025   2025年1月15日
 *   2025-01-15T01:32:05.627Z   2025-01-15 01:32:05+01:00   2025-01-15 01:32 UTC   2025-01-15 10:00:00 -0800
 *   15-01-2025   15/01/2025   15.01.2025   01/15/2025 (only when the second can't be a month)
 *   15 January 2025   15th of January 2025   January 15, 2025   15-Jan-2025   Jan. 2025   15. März 2025   15 de enero
 * de 2025 Wed, 15 Jan 2025 01:32:05 +0000 */
typedef struct {
    int year, month, day;
    int hour, minute, second;
    int offset; /* minutes east of Greenwich */
} Moment;

/* Full names in the languages that foundations write in; a short form is the first three letters or more. */
static const char *const month_names[12] = {
    "january janvier januar januari enero gennaio janeiro",
    "february février fevrier februar februari febrero febbraio fevereiro",
    "march mars märz maerz maart marzo março marco",
    "april avril abril aprile",
    "may mai mei mayo maggio maio maj",
    "june juin juni junio giugno junho",
    "july juillet juli julio luglio julho",
    "august août aout augustus agosto augusti",
    "september septembre septiembre settembre setembro",
    "october octobre oktober octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december décembre decembre dezember diciembre dicembre dezembro",
};

static gboolean is_digit(char c)
{
    return g_ascii_isdigit(c);
}

static void skip(const char **at, const char *characters)
{
    while (**at && strchr(characters, **at))
        (*at)++;
}

/* A number of at most `max_digits`; 0: none. */
static int read_number(const char **at, int max_digits, int *ret)
{
    int digits = 0, value = 0;
    while (is_digit((*at)[digits]) && digits < 9)
        value = value * 10 + ((*at)[digits++] - '0');
    if (digits > max_digits)
        return 0;
    *ret = value;
    *at += digits;
    return digits;
}

static int days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && leap ? 29 : days[month - 1];
}

static gboolean is_day(const Moment *m)
{
    if (m->year < 1000 || m->year > 9999 || m->month < 0 || m->month > 12)
        return FALSE;
    if (m->month == 0)
        return m->day == 0;
    return m->day >= 0 && m->day <= days_in_month(m->year, m->month);
}

/* ---- time ---- */

static gboolean read_offset(const char **at, Moment *m)
{
    int sign = **at == '-' ? -1 : 1;
    (*at)++;
    int hours = 0, minutes = 0;
    int digits = read_number(at, 4, &hours);
    if (digits == 4) {
        minutes = hours % 100;
        hours /= 100;
    } else if (digits == 1 || digits == 2) {
        if (**at == ':')
            (*at)++;
        if (is_digit(**at) && read_number(at, 2, &minutes) != 2)
            return FALSE;
    } else {
        return FALSE;
    }
    m->offset = sign * (hours * 60 + minutes);
    return hours <= 14 && minutes < 60;
}

/* Z, UTC, +01:00, -0800, UTC+1, or a name that is not looked up (CET); a remark in brackets may follow. */
static gboolean read_zone(const char **at, Moment *m)
{
    skip(at, " ");
    int letters = 0;
    while (g_ascii_isalpha((*at)[letters]))
        letters++;
    if (letters > 5)
        return FALSE;
    *at += letters;
    if ((**at == '+' || **at == '-') && !read_offset(at, m))
        return FALSE;
    skip(at, " ");
    if (**at == '(') {
        const char *close = strchr(*at, ')');
        if (!close)
            return FALSE;
        *at = close + 1;
        skip(at, " ");
    }
    return **at == '\0';
}

static gboolean read_half_day(const char **at, Moment *m)
{
    skip(at, " ");
    gboolean pm = g_ascii_strncasecmp(*at, "pm", 2) == 0, am = g_ascii_strncasecmp(*at, "am", 2) == 0;
    if (!pm && !am)
        return TRUE;
    *at += 2;
    if (m->hour < 1 || m->hour > 12)
        return FALSE;
    m->hour = m->hour % 12 + (pm ? 12 : 0);
    return TRUE;
}

/* Parses the text after the day: nothing, or a time with or without seconds and time zone. */
static gboolean read_time(const char *at, Moment *m)
{
    skip(&at, " ,");
    if (g_ascii_strncasecmp(at, "at ", 3) == 0)
        at += 3;
    else if (*at == 'T' || *at == 't')
        at++;
    if (*at == '\0')
        return TRUE;
    if (!read_number(&at, 2, &m->hour) || *at != ':')
        return FALSE;
    at++;
    if (read_number(&at, 2, &m->minute) != 2)
        return FALSE;
    if (*at == ':') {
        at++;
        if (read_number(&at, 2, &m->second) != 2)
            return FALSE;
        if ((*at == '.' || *at == ',') && is_digit(at[1])) {
            at++;
            while (is_digit(*at))
                at++;
        }
    }
    if (!read_half_day(&at, m) || !read_zone(&at, m))
        return FALSE;
    return m->hour <= 24 && m->minute < 60 && m->second <= 60;
}

/* ---- figures only ---- */

typedef struct {
    int values[3];
    int digits[3];
    int n;
    char separator;
} Figures;

/* Reads up to three numbers with one kind of separator between them; moves *at after them. */
static gboolean read_figures(const char **at, Figures *figures)
{
    *figures = (Figures){0};
    while (figures->n < 3) {
        int digits = read_number(at, 8, &figures->values[figures->n]);
        if (digits == 0)
            return FALSE;
        figures->digits[figures->n++] = digits;
        char c = **at;
        gboolean more = c && strchr("-/.", c) && is_digit((*at)[1]) && figures->n < 3;
        if (!more || (figures->separator && figures->separator != c))
            break;
        figures->separator = c;
        (*at)++;
    }
    return TRUE;
}

static gboolean year_last(const Figures *f)
{
    return f->n == 3 && f->digits[0] <= 2 && f->digits[1] <= 2 && f->digits[2] == 4;
}

static gboolean from_figures(const char *text, Moment *m)
{
    Figures f;
    if (!read_figures(&text, &f))
        return FALSE;
    if (f.n == 1 && f.digits[0] == 8) {
        f.values[2] = f.values[0] % 100;
        f.values[1] = f.values[0] / 100 % 100;
        f.values[0] /= 10000;
        f.n = 3;
    } else if (year_last(&f)) {
        gboolean month_first = f.values[0] <= 12 && f.values[1] > 12 && f.separator != '.';
        int year = f.values[2];
        f.values[2] = f.values[month_first ? 1 : 0];
        f.values[1] = f.values[month_first ? 0 : 1];
        f.values[0] = year;
    } else if (f.digits[0] != 4 || (f.n > 1 && f.digits[1] > 2) || (f.n > 2 && f.digits[2] > 2)) {
        return FALSE;
    }
    m->year = f.values[0];
    m->month = f.values[1];
    m->day = f.values[2];
    if ((f.n > 1 && m->month == 0) || (f.n > 2 && m->day == 0))
        return FALSE;
    return f.n == 3 ? read_time(text, m) : *text == '\0';
}

static gboolean from_east_asian(const char *text, Moment *m)
{
    if (read_number(&text, 4, &m->year) != 4 || !g_str_has_prefix(text, "年"))
        return FALSE;
    text += strlen("年");
    if (*text && (!read_number(&text, 2, &m->month) || m->month == 0 || !g_str_has_prefix(text, "月")))
        return FALSE;
    if (*text)
        text += strlen("月");
    if (*text && (!read_number(&text, 2, &m->day) || m->day == 0 || !g_str_has_prefix(text, "日")))
        return FALSE;
    if (*text)
        text += strlen("日");
    return read_time(text, m);
}

/* ---- with a month's name ---- */

/* Month that `word` (in lower case) names or abbreviates; 0: none. */
static int month_of(const char *word)
{
    gsize length = strlen(word);
    if (g_utf8_strlen(word, -1) < 3)
        return 0;
    for (int month = 0; month < 12; month++) {
        for (const char *name = month_names[month]; name; name = strchr(name, ' ')) {
            name += *name == ' ';
            if (strncmp(name, word, length) == 0)
                return month + 1;
        }
    }
    return strcmp(word, "sept") == 0 ? 9 : 0;
}

static gboolean is_particle(const char *word)
{
    static const char *const particles[] = {"of", "the", "de", "del", "den", "le", "on", "st", "nd", "rd", "th", "er"};
    for (guint i = 0; i < G_N_ELEMENTS(particles); i++) {
        if (strcmp(word, particles[i]) == 0)
            return TRUE;
    }
    return FALSE;
}

/* A word in lower case, from *at; NULL: no letter there. */
static char *read_word(const char **at)
{
    const char *from = *at;
    while (**at && g_unichar_isalpha(g_utf8_get_char(*at)))
        *at = g_utf8_next_char(*at);
    return *at > from ? g_utf8_strdown(from, *at - from) : NULL;
}

/* A weekday is any word that a comma follows, or the English short form. */
static gboolean is_weekday(const char *word, const char *after)
{
    static const char days[] = "monday tuesday wednesday thursday friday saturday sunday";
    if (*after == ',')
        return TRUE;
    const char *found = strlen(word) >= 3 ? strstr(days, word) : NULL;
    return found && (found == days || found[-1] == ' ');
}

static gboolean consume_word(const char **at, Moment *m, gboolean first)
{
    g_autofree char *word = read_word(at);
    if (!word)
        return FALSE;
    int month = month_of(word);
    if (month > 0 && m->month == 0) {
        m->month = month;
        return TRUE;
    }
    return is_particle(word) || (first && is_weekday(word, *at));
}

static gboolean consume_number(const char **at, Moment *m)
{
    int value = 0, digits = read_number(at, 4, &value);
    if (digits == 4 && m->year == 0)
        m->year = value;
    else if (digits > 0 && digits <= 2 && m->day == 0 && value > 0)
        m->day = value;
    else
        return FALSE;
    return TRUE;
}

static gboolean is_time(const char *at)
{
    while (is_digit(*at))
        at++;
    return *at == ':';
}

static gboolean from_words(const char *text, Moment *m)
{
    gboolean first = TRUE;
    const char *at = text;
    for (; *at; first = FALSE) {
        skip(&at, " ,.-/");
        if (!*at || is_time(at) || (m->year && m->month && g_ascii_strncasecmp(at, "at ", 3) == 0))
            break;
        if (!(is_digit(*at) ? consume_number(&at, m) : consume_word(&at, m, first)))
            return FALSE;
    }
    if (m->year == 0 || m->month == 0)
        return FALSE;
    return m->day ? read_time(at, m) : *at == '\0';
}

/* ---- result ---- */

/* Days since 0000-03-01 in the proleptic Gregorian calendar, months counted from March so that leap days come last. */
static gint64 day_number(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year, m = (month + 9) % 12;
    return 365LL * y + y / 4 - y / 100 + y / 400 + (m * 306 + 5) / 10 + day - 1;
}

static char *utc_moment(const Moment *m, RectoArena *arena)
{
    int month = MAX(m->month, 1), day = MAX(m->day, 1);
    gint64 minutes = day_number(m->year, month, day) * 1440 + m->hour * 60 + m->minute - m->offset;
    gint64 days = minutes / 1440;
    int year = m->year;
    /* At most a day off, so look among the neighbours. */
    if (days < day_number(year, month, day) && --day == 0) {
        month = month == 1 ? 12 : month - 1;
        year -= month == 12;
        day = days_in_month(year, month);
    } else if (days > day_number(m->year, month, day) && ++day > days_in_month(year, month)) {
        day = 1;
        month = month == 12 ? 1 : month + 1;
        year += month == 1;
    }
    g_autofree char *iso = g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02dZ", year, month, day,
                                           (int)(minutes % 1440 / 60), (int)(minutes % 60), MIN(m->second, 59));
    return recto_arena_strndup(arena, iso, -1);
}

gboolean recto_date_parse(const char *text, RectoArena *arena, RectoDate *ret_date, const char **ret_iso)
{
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    Moment m = {0};
    gboolean found = from_figures(trimmed, &m);
    if (!found) {
        m = (Moment){0};
        found = from_east_asian(trimmed, &m);
    }
    if (!found) {
        m = (Moment){0};
        found = from_words(trimmed, &m);
    }
    if (!found || !is_day(&m))
        return FALSE;
    *ret_date = (RectoDate){m.year, m.month, m.day};
    *ret_iso = utc_moment(&m, arena);
    return TRUE;
}

gboolean recto_date_is_ambiguous(const char *text)
{
    Figures f;
    while (*text == ' ')
        text++;
    return read_figures(&text, &f) && year_last(&f) && f.separator != '.' && f.values[0] <= 12 && f.values[1] <= 12 &&
           f.values[0] != f.values[1];
}
