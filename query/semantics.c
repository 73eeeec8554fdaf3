#include "semantics.h"

#include "axis.h"
#include "base/limits.h"
#include "plan.h"
#include "rank.h"

/* ---- what answers ---- */

static const char words_text[] =
    "A word is a run of letters and digits; all else separates: one-way is\n"
    "one way, 20.04 is 20 04, AT&T is at t. C++, C# and F# are words, and\n"
    "so is don't, with any apostrophe. Case does not count; nor do accents\n"
    "in Latin, Greek, Arabic and Hebrew, the dots of ё, a nukta, a tatweel,\n"
    "and the forms of Ａ, ﬁ and ². Each Han, Kana, Hangul, Thai, Lao, Khmer,\n"
    "Burmese or Tibetan character is a word, so that any part of what is\n"
    "written without blanks is found as a phrase. Emoji and other signs are\n"
    "no words: they are left out of the query, which needs a word besides.\n";

static const char forms_text[] =
    "ship       also ships and shipped: words of the same stem, in the\n"
    "           languages in which ship is said, or in all where it never\n"
    "           is; front end and frontend stand for each other where both\n"
    "           are said, but for two words so common that they often meet\n"
    "           by chance. A word that is several (20.04) is looked for as\n"
    "           a phrase\n"
    "\"ship it\"  these words as they are written, in a row, across cues and\n"
    "           speakers; no other forms\n"
    "ship*      every word that begins so; two letters at least, or one\n"
    "           character that is a word by itself\n"
    "ship~      words of near spelling or like sound, also two words heard\n"
    "           as one or one as two; for words of four letters and more\n"
    "/shi[pt]/  a Perl-like expression over all that was said in a\n"
    "           transcript, its parts joined by blanks, in this case and\n"
    "           with these accents; ^ and $ are its two ends. Flags: i any\n"
    "           case, s and x as in Perl, m each part of the transcript is\n"
    "           a line, ends with a newline and has its own ^ and $. A\n"
    "           match has at least one character, and is from the first to\n"
    "           the last word it touches\n";

static const char together_text[] =
    "A match of a word is the span of its first to its last word in the\n"
    "transcript. All else makes spans of spans, and of those that contain\n"
    "another one the outer is dropped:\n"
    "  a OR b      the spans of a, and those of b\n"
    "  a b         one span of each, from the first word of both to the last,\n"
    "  a AND b     where that takes 30 s at most; a b may be relaxed, a AND b\n"
    "              is not\n"
    "  a near/5 b  the same, where at most 5 words stand between the two, in\n"
    "              either order, however long that takes; a near/5 b near/3 c\n"
    "              is (a near/5 b) near/3 c\n"
    "  a -b        the spans of a, but those that make one of 30 s with a b;\n"
    "  a NOT b     a near/5 -b: those with no b so few words away\n"
    "- and NOT bind what is right behind them, then come near, AND, and OR;\n"
    "a negation needs something beside it that it is taken from.\n";

static const char within_text[] =
    "within:5m and the like stand for the 30 s in all of the line, or of\n"
    "the parentheses in which they are written. What is around a wider\n"
    "group is as wide. within:episode asks for each part anywhere in the\n"
    "transcript, and for what is negated nowhere in it; the answers are\n"
    "then the matches of any part.\n";

static const char filters_text[] =
    "A filter holds for every word of the line or the parentheses it stands\n"
    "in, negated ones too: speaker:x a -b is what x said of a where x said\n"
    "no b close by, and speaker:x a OR b is what x said of either. Where\n"
    "more than one of the parts around an OR has filters, each part has its\n"
    "own. A match of several words is where the first of them is. Filters\n"
    "may be joined by AND, OR and NOT. Where one stands instead of a word\n"
    "(alone, or beside OR), it matches at the first word of each segment\n"
    "where it holds. A value is words of the name, in a row, the last of\n"
    "which may go on; in quotes, the whole name. A date that is known in\n"
    "part (2025) passes if a day in it does; what has no date passes\n"
    "date:none alone, and how many were left out is said. Words are looked\n"
    "for in speech and chapter titles; in the notes of a page only by notes:\n"
    "or in:notes.\n";

static const struct section {
    const char *title, *text;
} sections[] = {
    { "Words", words_text },       { "Forms", forms_text },
    { "Together", together_text }, { "How close", within_text },
    { "Filters", filters_text },
};

/* ---- what is made of the answers ---- */

static void print_relaxing(struct buf *out)
{
    buf_printf(
        out,
        "\nRelaxing\n"
        "If fewer passages than asked for have all words of a line written\n"
        "side by side, those follow that lack some, marked without:, if the\n"
        "rest is worth %.0f%% of all; -n 0 asks for none of them. Such a one\n"
        "begins with the segment of the place that is ranked, where the\n"
        "subject begins: a word that is close to it, but said before, is\n"
        "marked as well. Quotes, parentheses and near/5 make one word of what\n"
        "they hold. What AND joins is not relaxed, nor what within: stands\n"
        "beside, nor anything with --strict. Filters and negations hold for\n"
        "what is left.\n",
        RANK_RELAXED_LEAST * 100);
}

static void print_side_by_side(struct buf *out)
{
    buf_printf(
        out,
        "\nWords side by side\n"
        "Segments with spans of all words come first, then those that lack\n"
        "some; both by what a place in them has, the best one of the segment:\n"
        "  sum over words of  worth * (%.0f / (%.0f + g) + %.1f * k / (k + "
        "%.0f))\n"
        "g is how many words the place is from the nearest match of the word,\n"
        "k how many matches there are within %d words of it; the first half\n"
        "is nothing where k is 0. The places are the spans, at their most\n"
        "telling word, and where words are lacking the matches of each word\n"
        "that is worth enough. The worth of a group is that of all its words,\n"
        "or of the commonest where OR joins them. What has a better passage\n"
        "of its kind less than %d words away has %.2f of that; of two with\n"
        "the same place the later is better. Where one transcript alone is\n"
        "looked in, worth is worth^%.1f * here^%.1f, here is worth counted\n"
        "in that transcript, and the second half is %.0f * k / (k + %.0f). "
        "Else, and\n"
        "where no word lacks, the first half counts by the weight of the\n"
        "form, as above: of a group, by the mean of its words, each by its\n"
        "worth, or by the heaviest where OR joins them. Around a span of all\n"
        "words, what filters and negations leave out is counted as well.\n",
        RANK_GAP_HALF, RANK_GAP_HALF, RANK_SPREAD, RANK_SPREAD_HALF,
        RANK_NEIGHBOURHOOD, RANK_ECHO_TOKENS, RANK_ECHO, 1 - RANK_WORTH_HERE,
        RANK_WORTH_HERE, RANK_SPREAD_HERE, RANK_SPREAD_HALF_HERE);
}

static void print_ranking(struct buf *out)
{
    buf_printf(
        out,
        "\nRanking\n"
        "What is ranked is a segment, with the spans that begin in it. Where\n"
        "words are not just written side by side, it has\n"
        "  sum over words of  worth * u * (%.1f + 1) / (u + %.1f)\n"
        "  + %.1f * c * sum of worth\n"
        "worth is ln(1 + segments / (1 + n)) for a word said n times. u adds\n"
        "up the weights of the forms that matched, once for each span they\n"
        "are in: as typed, or the only form there is, %d%%, going on from a\n"
        "prefix %d%%, written together or apart %d%%, inflected %d%%, near\n"
        "%d%% and less the farther. c is %.0f / (%.0f + words between)\n"
        "of the closest span. Words that are negated do not count. Of equal\n"
        "ones that of the newest episode comes first, what has no date last;\n"
        "then what was read first, and in a transcript what was said first.\n"
        "--explain shows the sums.\n",
        RANK_SATURATION, RANK_SATURATION, RANK_CLOSENESS, WEIGHT_EXACT,
        WEIGHT_PREFIX, WEIGHT_COMPOUND, WEIGHT_INFLECTION, WEIGHT_FUZZY,
        RANK_CLOSENESS_HALF, RANK_CLOSENESS_HALF);
    print_side_by_side(out);
}

static void print_times(struct buf *out)
{
    buf_printf(
        out,
        "\nTimes\n"
        "A word is timed as the source times it; else by its share of the way\n"
        "through its cue, and where the cue is longer than 10 s the time\n"
        "shows as ~11:15. A match starts when its first word does and ends\n"
        "when its last one does. What stands before the first time goes on\n"
        "from 0 to there, and a last cue without an end as long as the\n"
        "recording. What has no times counts %d ms a word, so %d words for\n"
        "30 s.\n",
        AXIS_MS_PER_TOKEN, AXIS_CLOSE_MS / AXIS_MS_PER_TOKEN);
}

static void print_limits(struct buf *out)
{
    buf_printf(out,
               "\nLimits\n"
               "A line has %zu bytes at most, %d parentheses in one another,\n"
               "%d words in a row, and with all its forms %d of them.\n",
               LIMIT_QUERY_BYTES, LIMIT_QUERY_DEPTH, LIMIT_PHRASE_TOKENS,
               LIMIT_QUERY_PHRASES);
}

void semantics_print(struct buf *out)
{
    for (size_t i = 0; i < sizeof(sections) / sizeof(*sections); i++)
        buf_printf(out, "%s%s\n%s", i ? "\n" : "", sections[i].title,
                   sections[i].text);
    print_relaxing(out);
    print_ranking(out);
    print_times(out);
    print_limits(out);
}
