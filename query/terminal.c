#include "terminal.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Bounds on what a terminal, or COLUMNS and LINES, may claim. */
enum { WIDTH_LEAST = 40, WIDTH_USUAL = 80, WIDTH_MOST = 1000 };

enum { HEIGHT_USUAL = 24, HEIGHT_MOST = 1000 };

bool terminal_is(int descriptor)
{
    return isatty(descriptor) == 1;
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value;
}

bool terminal_is_dumb(void)
{
    const char *kind = getenv("TERM");

    return !kind || !strcmp(kind, "dumb");
}

/* What the terminal tells of itself; 0 = nothing. */
static void measure(int descriptor, int64_t *ret_width, int64_t *ret_height)
{
    *ret_width = *ret_height = 0;
#ifdef TIOCGWINSZ
    struct winsize size;

    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
        *ret_width = size.ws_col;
        *ret_height = size.ws_row;
    }
#else
    (void)descriptor;
#endif
}

static size_t width_of(int descriptor)
{
    struct slice columns = slice_of(getenv("COLUMNS"));
    int64_t width, height;

    measure(descriptor, &width, &height);
    if (width == 0 && !slice_take_number(&columns, WIDTH_MOST, &width))
        width = WIDTH_USUAL;
    if (width < WIDTH_LEAST)
        return WIDTH_LEAST;
    return width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

size_t terminal_height(int descriptor)
{
    struct slice lines = slice_of(getenv("LINES"));
    int64_t width, height;

    measure(descriptor, &width, &height);
    if (height == 0 && !slice_take_number(&lines, HEIGHT_MOST, &height))
        height = HEIGHT_USUAL;
    return height > 0 ? (size_t)height : HEIGHT_USUAL;
}

/*
 * The length of the escape sequence at the front (ECMA-48, 5.4 and 5.6): a
 * control sequence ends with a final byte, a string of the system with ST.
 */
static size_t escape_length(struct slice text)
{
    size_t at = 2;

    if (text.len < 2)
        return text.len;
    if (text.ptr[1] == ']') {
        at = slice_find(text, SLICE("\033\\"));
        return at == SLICE_NOT_FOUND ? text.len : at + 2;
    }
    if (text.ptr[1] != '[')
        return 2;
    while (at < text.len && (text.ptr[at] < '@' || text.ptr[at] > '~'))
        at++;
    return at < text.len ? at + 1 : at;
}

static size_t visible_width(struct slice line)
{
    size_t width = 0;

    while (line.len) {
        size_t escape = slice_find_char(line, '\033');

        width += utf8_width(slice_range(line, 0, escape));
        line = slice_from(line, escape);
        line = slice_from(line, line.len ? escape_length(line) : 0);
    }
    return width;
}

size_t terminal_rows(struct slice text, size_t columns, size_t most)
{
    struct slice line;
    size_t rows = 0;

    while (rows < most && slice_next_line(&text, &line)) {
        size_t width = visible_width(line);

        rows += width > columns ? (width + columns - 1) / columns : 1;
    }
    return rows < most ? rows : most;
}

/* The consoles of Linux and of Emacs do not know OSC 8, and may print it. */
static bool shows_links(void)
{
    static const char *const without[] = { "linux", "eterm", "eterm-color" };
    const char *kind = getenv("TERM");

    for (size_t i = 0; kind && i < sizeof(without) / sizeof(*without); i++)
        if (!strcmp(kind, without[i]))
            return false;
    return true;
}

/* As the locale's variables say it, whichever comes first (POSIX, 8.2). */
static bool writes_utf8(void)
{
    static const char *const variables[] = { "LC_ALL", "LC_CTYPE", "LANG" };
    struct slice locale = SLICE("");

    for (size_t i = 0; !locale.len && i < sizeof(variables) / sizeof(char *);
         i++)
        locale = slice_of(getenv(variables[i]));
    locale = slice_from(locale, slice_find_char(locale, '.'));
    return slice_starts_with_nocase(locale, SLICE(".utf-8")) ||
           slice_starts_with_nocase(locale, SLICE(".utf8"));
}

struct present_style terminal_style(int descriptor, enum color_choice choice)
{
    bool terminal = terminal_is(descriptor);
    bool dumb = terminal_is_dumb();
    struct present_style style = { 0 };

    style.color = choice == COLOR_ALWAYS;
    if (choice == COLOR_AUTO)
        style.color = terminal && !dumb && !is_set("NO_COLOR");
    style.hyperlink = style.color && terminal && !dumb && shows_links();
    style.unicode = writes_utf8();
    style.width = terminal ? width_of(descriptor) : 0;
    return style;
}
