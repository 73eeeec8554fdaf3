/*
 * Rows of list, stats and the like. Each form is a header, a row and a footer;
 * text alone holds its rows back, to align them.
 */
#include "present.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "json_write.h"
#include "present_row.h"
#include "styled.h"

#include <stdlib.h>
#include <string.h>

struct table_form {
    const char *name;
    void (*begin)(struct table *table);
    void (*row)(struct table *table, const struct cell *cells);
    void (*end)(struct table *table);
};

struct table {
    const struct table_form *form;
    const char *const *columns;
    size_t column_count;
    bool *hidden;  /* by column */
    bool *dropped; /* by column; text: the terminal has no room for it */
    struct present_style style;
    struct buf *out;
    size_t row_count;
    struct arena arena; /* text: the rows that are held back */
    struct cell **rows;
    size_t row_capacity;
};

enum {
    TEXT_GAP_COLUMNS = 3,
    TEXT_LEAST_COLUMNS = 8, /* no column is made narrower */
};

/* ---- json, jsonl ---- */

static struct json_object *parse_json(struct slice text)
{
    struct json_tokener *tokener = json_tokener_new();
    struct json_object *object =
        json_tokener_parse_ex(tokener, text.ptr, (int)text.len);

    /* A bare number ends where the text does; the tokener waits for more. */
    if (json_tokener_get_error(tokener) == json_tokener_continue)
        object = json_tokener_parse_ex(tokener, "", -1);
    json_tokener_free(tokener);
    return object;
}

static struct json_object *cell_json(const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_NUMBER:
    case CELL_JSON:
        return parse_json(cell->text);
    case CELL_NULL:
        return NULL;
    case CELL_TEXT:
        break;
    }
    return json_object_new_string_len(cell->text.ptr, (int)cell->text.len);
}

static void put_json_row(struct table *table, const struct cell *cells)
{
    struct json_object *object = json_object_new_object();

    for (size_t i = 0; i < table->column_count; i++)
        json_object_object_add(object, table->columns[i], cell_json(&cells[i]));
    json_put(table->out, object);
}

static void begin_nothing(struct table *table)
{
    (void)table;
}

static void end_nothing(struct table *table)
{
    (void)table;
}

static void row_jsonl(struct table *table, const struct cell *cells)
{
    put_json_row(table, cells);
    buf_char(table->out, '\n');
}

static void begin_json(struct table *table)
{
    buf_string(table->out, "{\"version\":1,\"rows\":[");
}

static void row_json(struct table *table, const struct cell *cells)
{
    buf_string(table->out, table->row_count ? ",\n" : "\n");
    put_json_row(table, cells);
}

static void end_json(struct table *table)
{
    buf_string(table->out, "]}\n");
}

/* ---- csv, tsv ---- */

static void put_fields(struct table *table, const struct row_form *form,
                       const struct cell *cells)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (i)
            buf_char(table->out, form->separator);
        if (cells[i].kind == CELL_NUMBER)
            present_tsv_field(table->out, cells[i].text);
        else if (cells[i].kind != CELL_NULL)
            form->field(table->out, cells[i].text);
    }
    buf_char(table->out, '\n');
}

static void put_names(struct table *table, const struct row_form *form)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (i)
            buf_char(table->out, form->separator);
        buf_string(table->out, table->columns[i]);
    }
    buf_char(table->out, '\n');
}

static void begin_csv(struct table *table)
{
    put_names(table, &row_form_csv);
}

static void row_csv(struct table *table, const struct cell *cells)
{
    put_fields(table, &row_form_csv, cells);
}

static void begin_tsv(struct table *table)
{
    put_names(table, &row_form_tsv);
}

static void row_tsv(struct table *table, const struct cell *cells)
{
    put_fields(table, &row_form_tsv, cells);
}

/* ---- text ---- */

/* The cell as it is shown: harmless, on one line. In the table's arena. */
static struct slice shown(struct table *table, const struct cell *cell)
{
    struct buf text = BUF_INIT;
    struct slice copy;

    if (cell->kind == CELL_NULL)
        return (struct slice){ 0 };
    present_tsv_field(&text, cell->text);
    copy = arena_copy(&table->arena, buf_view(&text));
    buf_release(&text);
    return copy;
}

static void row_text(struct table *table, const struct cell *cells)
{
    struct cell *row =
        arena_array(&table->arena, table->column_count, sizeof(*row));

    for (size_t i = 0; i < table->column_count; i++) {
        row[i].kind = cells[i].kind;
        row[i].text = shown(table, &cells[i]);
    }
    table->rows = mem_grow(table->rows, &table->row_capacity,
                           table->row_count + 1, sizeof(struct cell *));
    table->rows[table->row_count] = row;
}

static void measure(const struct table *table, size_t *widths)
{
    for (size_t i = 0; i < table->column_count; i++) {
        widths[i] = utf8_width(slice_of(table->columns[i]));
        for (size_t j = 0; j < table->row_count; j++) {
            size_t width = utf8_width(table->rows[j][i].text);

            if (width > widths[i])
                widths[i] = width;
        }
    }
}

static bool is_of_numbers(const struct table *table, size_t column)
{
    for (size_t i = 0; i < table->row_count; i++)
        if (table->rows[i][column].kind == CELL_NUMBER)
            return true;
    return false;
}

/* The columns of the terminal that a line takes. */
static size_t line_width(const struct table *table, const size_t *widths)
{
    size_t total = 0;

    for (size_t i = 0; i < table->column_count; i++)
        if (!table->hidden[i])
            total += widths[i] + (total ? TEXT_GAP_COLUMNS : 0);
    return total;
}

/* Leaves out columns from the right until lines can be made to fit. */
static void drop_columns(struct table *table, const size_t *least)
{
    for (size_t i = table->column_count; i-- > 1;) {
        if (line_width(table, least) <= table->style.width)
            return;
        table->dropped[i] = !table->hidden[i];
        table->hidden[i] = true;
    }
}

/*
 * Makes lines fit the terminal: of columns of text the widest gets narrower,
 * again and again. A number is never cut.
 */
static void squeeze(struct table *table, size_t *widths)
{
    size_t *least =
        arena_array(&table->arena, table->column_count, sizeof(*least));

    if (table->style.width == 0)
        return;
    for (size_t i = 0; i < table->column_count; i++)
        least[i] = is_of_numbers(table, i) || widths[i] < TEXT_LEAST_COLUMNS
                       ? widths[i]
                       : TEXT_LEAST_COLUMNS;
    drop_columns(table, least);
    while (line_width(table, widths) > table->style.width) {
        size_t widest = table->column_count;

        for (size_t i = 0; i < table->column_count; i++)
            if (!table->hidden[i] && widths[i] > least[i] &&
                (widest == table->column_count || widths[i] > widths[widest]))
                widest = i;
        if (widest == table->column_count)
            return;
        widths[widest]--;
    }
}

static void put_line(struct table *table, const struct cell *cells,
                     const size_t *widths)
{
    struct buf line = BUF_INIT;
    bool first = true;

    for (size_t i = 0; i < table->column_count; i++) {
        if (table->hidden[i])
            continue;
        if (!first)
            buf_printf(&line, "%*s", TEXT_GAP_COLUMNS, "");
        first = false;
        present_aligned(&line, cells[i].text, widths[i],
                        cells[i].kind == CELL_NUMBER);
    }
    while (line.len && line.ptr[line.len - 1] == ' ')
        line.len--;
    buf_slice(table->out, buf_view(&line));
    buf_char(table->out, '\n');
    buf_release(&line);
}

/* The column names, over numbers at the right as the numbers are. */
static void put_title_line(struct table *table, const size_t *widths)
{
    struct cell *titles =
        arena_array(&table->arena, table->column_count, sizeof(*titles));

    for (size_t i = 0; i < table->column_count; i++) {
        titles[i].text = slice_of(table->columns[i]);
        titles[i].kind = table->rows[0][i].kind;
    }
    put_line(table, titles, widths);
}

static void put_dropped(struct table *table)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < table->column_count; i++)
        if (table->dropped[i]) {
            buf_string(&line, line.len ? ", " : "no room for ");
            buf_string(&line, table->columns[i]);
        }
    if (line.len)
        styled_line(table->out, &table->style, NULL, 0, buf_view(&line));
    buf_release(&line);
}

static void end_text(struct table *table)
{
    size_t *widths;

    if (table->row_count == 0)
        return;
    widths = arena_array(&table->arena, table->column_count, sizeof(*widths));
    measure(table, widths);
    squeeze(table, widths);
    put_title_line(table, widths);
    for (size_t i = 0; i < table->row_count; i++)
        put_line(table, table->rows[i], widths);
    put_dropped(table);
}

/* ---- the table of tables ---- */

static const struct table_form forms[] = {
    { "text", begin_nothing, row_text, end_text },
    { "json", begin_json, row_json, end_json },
    { "jsonl", begin_nothing, row_jsonl, end_nothing },
    { "csv", begin_csv, row_csv, end_nothing },
    { "tsv", begin_tsv, row_tsv, end_nothing },
};

static const struct table_form *form_by_name(struct slice name)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
        if (slice_equal(slice_of(forms[i].name), name))
            return &forms[i];
    return NULL;
}

static bool is_among(const char *name, const char *const *names)
{
    for (; names && *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

struct table *table_begin(struct slice format, const char *const *columns,
                          const char *const *hidden,
                          const struct present_style *style, struct buf *out)
{
    const struct table_form *form = form_by_name(format);
    struct table *table;

    if (!form)
        return NULL;
    table = mem_alloc(sizeof(*table));
    table->form = form;
    table->columns = columns;
    table->style = *style;
    table->out = out;
    arena_init(&table->arena);
    while (columns[table->column_count])
        table->column_count++;
    table->hidden =
        arena_array(&table->arena, table->column_count, sizeof(bool));
    table->dropped =
        arena_array(&table->arena, table->column_count, sizeof(bool));
    for (size_t i = 0; i < table->column_count; i++)
        table->hidden[i] = is_among(columns[i], hidden);
    form->begin(table);
    return table;
}

void table_row(struct table *table, const struct cell *cells)
{
    table->form->row(table, cells);
    table->row_count++;
}

void table_end(struct table *table)
{
    table->form->end(table);
    arena_release(&table->arena);
    free(table->rows);
    free(table);
}
