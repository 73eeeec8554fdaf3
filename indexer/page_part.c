#include "page_part.h"

#include <string.h>

enum {
    HEADING_BYTES = 80, /* of a line that is a heading without looking it */
    FURNITURE_BYTES = 120,
    PAYWALL_BYTES = 300,
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool starts_with_any(struct slice text, const char *const *list,
                            size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_starts_with_nocase(text, slice_of(list[i])))
            return true;
    return false;
}

static bool has_any(struct slice text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (slice_find_nocase(text, slice_of(list[i])) != SLICE_NOT_FOUND)
            return true;
    return false;
}

/* What headings begin with, lower case; the first that fits counts. */
static const struct {
    const char *words;
    enum page_part part;
} headings[] = {
    { "chapter", PAGE_PART_CHAPTERS },
    { "timestamps", PAGE_PART_CHAPTERS },
    { "time stamps", PAGE_PART_CHAPTERS },
    { "timecodes", PAGE_PART_CHAPTERS },
    { "timeline", PAGE_PART_CHAPTERS },
    { "outline", PAGE_PART_CHAPTERS },
    { "kapitel", PAGE_PART_CHAPTERS },
    { "takeaway", PAGE_PART_TAKEAWAYS },
    { "key takeaway", PAGE_PART_TAKEAWAYS },
    { "main takeaway", PAGE_PART_TAKEAWAYS },
    { "my biggest takeaway", PAGE_PART_TAKEAWAYS },
    { "my takeaway", PAGE_PART_TAKEAWAYS },
    { "some takeaway", PAGE_PART_TAKEAWAYS },
    { "top takeaway", PAGE_PART_TAKEAWAYS },
    { "biggest takeaway", PAGE_PART_TAKEAWAYS },
    { "lessons", PAGE_PART_TAKEAWAYS },
    { "key lessons", PAGE_PART_TAKEAWAYS },
    { "key insights", PAGE_PART_TAKEAWAYS },
    { "key ideas", PAGE_PART_TAKEAWAYS },
    { "key points", PAGE_PART_TAKEAWAYS },
    { "what you'll learn", PAGE_PART_TAKEAWAYS },
    { "what you’ll learn", PAGE_PART_TAKEAWAYS },
    { "in this episode, you'll learn", PAGE_PART_TAKEAWAYS },
    { "tl;dr", PAGE_PART_TAKEAWAYS },
    { "sponsor", PAGE_PART_SPONSOR },
    { "our sponsor", PAGE_PART_SPONSOR },
    { "today's sponsor", PAGE_PART_SPONSOR },
    { "today’s sponsor", PAGE_PART_SPONSOR },
    { "this week's sponsor", PAGE_PART_SPONSOR },
    { "this week’s sponsor", PAGE_PART_SPONSOR },
    { "episode sponsor", PAGE_PART_SPONSOR },
    { "thanks to our sponsor", PAGE_PART_SPONSOR },
    { "a word from", PAGE_PART_SPONSOR },
    { "brought to you by", PAGE_PART_SPONSOR },
    { "this episode is brought to you by", PAGE_PART_SPONSOR },
    { "this episode is sponsored by", PAGE_PART_SPONSOR },
    { "this show is sponsored by", PAGE_PART_SPONSOR },
    { "supported by", PAGE_PART_SPONSOR },
    { "advertisement", PAGE_PART_SPONSOR },
    { "promoted", PAGE_PART_SPONSOR },
    { "listen now", PAGE_PART_LINKS },
    { "listen on", PAGE_PART_LINKS },
    { "watch on", PAGE_PART_LINKS },
    { "watch or listen", PAGE_PART_LINKS },
    { "where to listen", PAGE_PART_LINKS },
    { "comments", PAGE_PART_OTHER },
    { "leave a comment", PAGE_PART_OTHER },
    { "leave a reply", PAGE_PART_OTHER },
    { "discussion about this", PAGE_PART_OTHER },
    { "responses", PAGE_PART_OTHER },
    { "related", PAGE_PART_OTHER },
    { "more from", PAGE_PART_OTHER },
    { "more episodes", PAGE_PART_OTHER },
    { "more by", PAGE_PART_OTHER },
    { "recent episodes", PAGE_PART_OTHER },
    { "recent posts", PAGE_PART_OTHER },
    { "latest episodes", PAGE_PART_OTHER },
    { "other episodes", PAGE_PART_OTHER },
    { "previous episodes", PAGE_PART_OTHER },
    { "all episodes", PAGE_PART_OTHER },
    { "you may also like", PAGE_PART_OTHER },
    { "you might also like", PAGE_PART_OTHER },
    { "you might like", PAGE_PART_OTHER },
    { "read next", PAGE_PART_OTHER },
    { "recommended", PAGE_PART_OTHER },
    { "ready for more", PAGE_PART_OTHER },
    { "top podcasts", PAGE_PART_OTHER },
    { "about apple", PAGE_PART_OTHER },
    { "transcript", PAGE_PART_OTHER },
    { "full transcript", PAGE_PART_OTHER },
};

enum page_part page_part_of_heading(struct slice text)
{
    for (size_t i = 0; i < COUNT(headings); i++)
        if (slice_starts_with_nocase(text, slice_of(headings[i].words)))
            return headings[i].part;
    return PAGE_PART_NOTES;
}

/* Paragraphs that a sponsor has paid for. */
static const char *const sponsor_lines[] = {
    "this episode is brought to you by",
    "this episode is sponsored by",
    "today's episode is brought to you by",
    "today’s episode is brought to you by",
    "today's episode is sponsored by",
    "today’s episode is sponsored by",
    "this podcast is brought to you by",
    "this podcast is sponsored by",
    "this show is brought to you by",
    "this show is sponsored by",
    "this week's episode is brought",
    "this week’s episode is brought",
    "brought to you by",
    "sponsored by",
    "thanks to our sponsor",
    "thank you to our sponsor",
    "sponsor:",
    "sponsors:",
    "our sponsor",
    "a word from our sponsor",
};

enum page_part page_part_of_line(struct slice text)
{
    enum page_part part;

    if (starts_with_any(text, sponsor_lines, COUNT(sponsor_lines)))
        return PAGE_PART_SPONSOR;
    if (text.len > HEADING_BYTES)
        return PAGE_PART_NONE;
    part = page_part_of_heading(text);
    /* "Related: …" and "Lessons from …" may be notes; "Lessons:" is not. */
    if (slice_ends_with(text, SLICE(":")) || part == PAGE_PART_CHAPTERS)
        return part;
    return PAGE_PART_NONE;
}

struct slice page_part_sponsor(struct slice text)
{
    static const char *const marks[] = { " by ", "sponsor:", "sponsors:" };
    static const char *const ends[] = { ". ", ", ", " — ",  " – ", " - ",  ": ",
                                        "—",  " (", " at ", "!",   " http" };

    for (size_t i = 0; i < COUNT(marks); i++) {
        size_t at = slice_find(text, slice_of(marks[i]));

        if (at == SLICE_NOT_FOUND)
            continue;
        text = slice_trim(slice_from(text, at + strlen(marks[i])));
        for (size_t j = 0; j < COUNT(ends); j++)
            text = slice_range(text, 0, slice_find(text, slice_of(ends[j])));
        if (slice_ends_with(text, SLICE(".")) ||
            slice_ends_with(text, SLICE(":")))
            text.len--;
        return text.len <= HEADING_BYTES ? text : SLICE("");
    }
    return SLICE("");
}

/* What the text around an article begins with. */
static const char *const furniture_starts[] = {
    "subscribe",
    "sign in",
    "sign up",
    "log in",
    "login",
    "create account",
    "create your profile",
    "skip to",
    "get the app",
    "open in app",
    "open app",
    "download the app",
    "leave a comment",
    "write a comment",
    "share this",
    "copy link",
    "privacy",
    "terms",
    "cookie",
    "collection notice",
    "manage your",
    "start writing",
    "substack is the home",
    "this site requires javascript",
    "please turn on javascript",
    "thanks for reading",
    "thanks for listening",
    "thank you for reading",
    "thank you for listening",
    "discover more from",
    "powered by",
    "proudly powered",
    "©",
    "(c) ",
    "copyright",
    "all rights reserved",
    "read more",
    "show more",
    "continue reading",
    "type your email",
    "enter your email",
    "join the newsletter",
    "get new posts",
    "never miss",
    "upgrade to",
    "become a paid",
    "give a gift",
    "already have an account",
    "don't have an account",
    "follow us",
    "follow the show",
    "rate and review",
    "leave us a review",
    "if you enjoyed",
    "support the show",
    "hosted on acast",
    "learn more about your ad choices",
    "see acast.com",
    "see omnystudio.com",
    "go to episode",
    "play episode",
    "playback speed",
    "embed",
    "send us a text",
    "advertising inquiries",
    "about the hosts and guests",
    "view transcript",
    "no transcript",
    "start trial",
    "time | ",
    "| time |",
    "play in new window",
    "podcast: play",
    "information",
    "all reactions",
};

/* What is all of a button or a link. */
static const char *const furniture_wholes[] = {
    "share",    "like",        "likes",    "comment",  "restack",     "reply",
    "previous", "next",        "home",     "about",    "archive",     "menu",
    "search",   "play",        "pause",    "mute",     "listen",      "watch",
    "download", "follow",      "top",      "latest",   "discussions", "more",
    "save",     "transcript",  "playback", "explicit", "show",        "clean",
    "see all",  "back to top", "0:00",     "1×",       "x",           "tweet",
    "email",    "print",       "facebook", "twitter",
};

bool page_part_is_furniture(struct slice text)
{
    if (text.len > FURNITURE_BYTES)
        return false;
    for (size_t i = 0; i < COUNT(furniture_wholes); i++)
        if (slice_equal_nocase(text, slice_of(furniture_wholes[i])))
            return true;
    return starts_with_any(text, furniture_starts, COUNT(furniture_starts));
}

bool page_part_is_paywall(struct slice text)
{
    static const char *const words[] = {
        "for paid subscribers",
        "for paying subscribers",
        "for subscribers only",
        "for premium members",
        "for members only",
        "paid subscribers only",
        "keep reading with a",
        "7-day free trial",
        "continue reading this post",
        "subscribe to continue",
        "subscribe to keep reading",
        "subscribe to read",
        "subscribe to listen",
        "subscribe to unlock",
        "subscribe to watch",
        "upgrade to paid to",
        "upgrade to listen",
        "upgrade to continue",
        "upgrade to watch",
        "unlock this episode",
        "unlock the full",
        "unlock this post",
        "become a member to",
        "become a paid subscriber to",
        "already a paid subscriber",
        "this is a preview",
        "this is a free preview",
        "listen to a preview",
        "listening to a preview",
        "free trial to keep",
        "sign in to continue",
        "sign up to continue",
        "available to paid",
        "available to members",
        "available only to",
        "join to listen",
        "the full episode is available to",
        "only available to subscribers",
    };

    return text.len <= PAYWALL_BYTES && has_any(text, words, COUNT(words));
}
