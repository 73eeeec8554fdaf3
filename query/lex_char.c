#include "lex_char.h"

#include "base/slice.h"

#include <utf8proc.h>

static bool is_blank(int32_t code)
{
    utf8proc_category_t category;

    if (code < 0x80)
        return ascii_is_space((char)code);
    category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

enum char_class char_classify(int32_t code)
{
    switch (code) {
    case '"':
    case 0x00AB: /* « */
    case 0x00BB: /* » */
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x201E: /* „ */
    case 0x201F: /* ‟ */
    case 0xFF02: /* ＂ */
        return CHAR_QUOTE;
    case '(':
    case 0xFF08: /* （ */
        return CHAR_OPEN;
    case ')':
    case 0xFF09: /* ） */
        return CHAR_CLOSE;
    case ':':
    case 0xFF1A: /* ： */
        return CHAR_COLON;
    case '*':
    case 0xFF0A: /* ＊ */
        return CHAR_STAR;
    case '~':
    case 0x223C: /* ∼ */
    case 0x301C: /* 〜 */
    case 0xFF5E: /* ～ */
        return CHAR_TILDE;
    case '-':
    case 0x2212: /* − */
    case 0xFF0D: /* － */
        return CHAR_MINUS;
    default:
        return is_blank(code) ? CHAR_BLANK : CHAR_WORD;
    }
}
