#include "signed_address.h"

/* Of longer query strings the rest is compared as one parameter. */
enum { PARAMETERS = 32 };

struct query {
    struct slice parameters[PARAMETERS]; /* NAME=VALUE */
    size_t count;
};

/*
 * Parameters that sign addresses and say until when they are good: of CloudFront,
 * S3, Google Cloud Storage, Azure (shared access signatures), Alibaba, Akamai, and
 * those that podcast hosts have of their own.
 */
static const char *const names[] = {
    "access_token",
    "auth",
    "auth_key",
    "awsaccesskeyid",
    "exp",
    "expire",
    "expires",
    "expiry",
    "googleaccessid",
    "hdnea",
    "hdnts",
    "hmac",
    "jwt",
    "key-pair-id",
    "ossaccesskeyid",
    "policy",
    "se",
    "sig",
    "sign",
    "signature",
    "ske",
    "skoid",
    "sks",
    "skt",
    "sktid",
    "skv",
    "sp",
    "spr",
    "sr",
    "st",
    "sv",
    "timestamp",
    "token",
    "ts",
    "verify",
};

static const char *const prefixes[] = { "x-amz-", "x-goog-", "x-oss-" };

static struct slice place_of(struct slice url)
{
    return slice_range(url, 0, slice_find_char(url, '?'));
}

static void query_read(struct slice url, struct query *ret)
{
    struct slice rest = slice_from(url, place_of(url).len);

    ret->count = 0;
    while (rest.len) {
        size_t end;

        rest = slice_from(rest, 1);
        end =
            ret->count + 1 < PARAMETERS ? slice_find_char(rest, '&') : rest.len;
        if (end > rest.len)
            end = rest.len;
        if (end)
            ret->parameters[ret->count++] = slice_range(rest, 0, end);
        rest = slice_from(rest, end);
    }
}

static bool query_has(const struct query *query, struct slice parameter)
{
    for (size_t i = 0; i < query->count; i++)
        if (slice_equal(query->parameters[i], parameter))
            return true;
    return false;
}

static bool signs(struct slice parameter)
{
    struct slice name =
        slice_range(parameter, 0, slice_find_char(parameter, '='));

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (slice_equal_nocase(name, slice_of(names[i])))
            return true;
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
        struct slice prefix = slice_of(prefixes[i]);

        if (name.len > prefix.len &&
            slice_equal_nocase(slice_range(name, 0, prefix.len), prefix))
            return true;
    }
    return false;
}

bool address_is_same_place(struct slice a, struct slice b)
{
    return slice_equal(place_of(a), place_of(b));
}

size_t address_shared_parameters(struct slice a, struct slice b)
{
    struct query mine, other;
    size_t shared = 0;

    query_read(a, &mine);
    query_read(b, &other);
    for (size_t i = 0; i < mine.count; i++)
        shared += query_has(&other, mine.parameters[i]);
    return shared;
}

/* Is what `a` has and `b` has not there to sign it? */
static bool lacks_signs_only(const struct query *a, const struct query *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (!signs(a->parameters[i]) && !query_has(b, a->parameters[i]))
            return false;
    return true;
}

bool address_is_resigned(struct slice a, struct slice b)
{
    struct query mine, other;

    if (!address_is_same_place(a, b))
        return false;
    query_read(a, &mine);
    query_read(b, &other);
    return lacks_signs_only(&mine, &other) && lacks_signs_only(&other, &mine);
}

bool address_is_signed(struct slice url)
{
    struct query query;

    query_read(url, &query);
    for (size_t i = 0; i < query.count; i++)
        if (signs(query.parameters[i]))
            return true;
    return false;
}
