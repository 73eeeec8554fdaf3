#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

/* Bounds on what a terminal, or COLUMNS, may claim. */
enum { WIDTH_LEAST = 40, WIDTH_USUAL = 80, WIDTH_MOST = 1000 };

bool terminal_is(int descriptor)
{
    return isatty(descriptor) == 1;
}

static bool is_set(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value;
}

static size_t width_of(int descriptor)
{
    struct slice columns = slice_of(getenv("COLUMNS"));
    int64_t width = 0;
#ifdef TIOCGWINSZ
    struct winsize size;

    if (ioctl(descriptor, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
#else
    (void)descriptor;
#endif
    if (width == 0 && !slice_take_number(&columns, WIDTH_MOST, &width))
        width = WIDTH_USUAL;
    if (width < WIDTH_LEAST)
        return WIDTH_LEAST;
    return width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

struct present_style terminal_style(int descriptor, enum color_choice choice)
{
    const char *kind = getenv("TERM");
    bool terminal = terminal_is(descriptor);
    bool dumb = !kind || !strcmp(kind, "dumb");
    struct present_style style = { 0 };

    style.color = choice == COLOR_ALWAYS;
    if (choice == COLOR_AUTO)
        style.color = terminal && !dumb && !is_set("NO_COLOR");
    style.hyperlink = style.color && terminal && !dumb;
    style.width = terminal ? width_of(descriptor) : 0;
    return style;
}
