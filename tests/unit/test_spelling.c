#include "spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static uint32_t cost_of(const char *word, const char *other)
{
    struct spelling spelling;
    struct sound sound;

    assert_true(spelling_init(&spelling, slice_of(word)));
    sound_of(slice_of(other), &sound);
    return spelling_cost(&spelling, slice_of(other),
                         sound_key(&sound, 0, sound.count));
}

/* What recognisers and people write for a name; the nearer first. */
static const struct {
    const char *word;
    const char *others[6];
} near[] = {
    { "anthropic",
      { "anthropic", "anthropik", "anthropoc", "arthropic", "entropic" } },
    { "kubernetes", { "kubernettes", "kubernetis", "coobernetes" } },
    { "philips", { "phillips", "filips" } },
    { "catherine", { "katherine", "kathryn" } },
    { "schmidt", { "shmidt", "shmit" } },
    { "lenny", { "leny", "lenni" } },
    { "adam", { "addam" } },
    { "\u0433\u043e\u0440\u043e\u0434", { "\u0433\u043e\u0440\u0430\u0434" } },
    { "anthropic", { "anthropic's", "anthropik's" } },
};

/* Other words. */
static const struct {
    const char *word, *other;
} far[] = {
    { "anthropic", "anthropology" },
    { "kubernetes", "cabinets" },
    { "meta", "mega" },
    { "meta", "beta" },
    { "docker", "decoder" },
    { "docker", "locker" },
    { "lenny", "lena" },
    { "claude", "cloud" },
    { "stripe", "tribe" },
    { "bitcoin", "bitcoin2" },
    { "nowhere", "nor" },
    { "adam", "a" },
    { "adam", "'s" },
    { "adam", "" },
    { "\u0433\u043e\u0440\u043e\u0434", "\u0433\u043e\u0434" },
};

static void test_near(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(near) / sizeof(*near); i++) {
        uint32_t before = 0;

        for (size_t k = 0; k < 6 && near[i].others[k]; k++) {
            uint32_t cost = cost_of(near[i].word, near[i].others[k]);

            if (cost == SPELLING_FAR || cost < before)
                fail_msg("%s: %s costs %u after %u", near[i].word,
                         near[i].others[k], cost, before);
            before = cost;
        }
    }
}

static void test_far(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(far) / sizeof(*far); i++)
        if (cost_of(far[i].word, far[i].other) != SPELLING_FAR)
            fail_msg("%s: %s costs %u", far[i].word, far[i].other,
                     cost_of(far[i].word, far[i].other));
}

static void test_not_looked_for(void **state)
{
    struct spelling spelling;

    (void)state;
    assert_false(spelling_init(&spelling, SLICE("")));
    assert_false(spelling_init(&spelling, SLICE("cat")));
    assert_false(spelling_init(&spelling, SLICE("gpt4")));
    assert_false(
        spelling_init(&spelling, SLICE("\u0434\u043e\u043c"))); /* 3 letters */
}

static void test_two(void **state)
{
    struct spelling spelling;

    (void)state;
    assert_true(spelling_init(&spelling, SLICE("anthropic")));
    assert_int_not_equal(
        spelling_cost_of_two(&spelling, SLICE("in"), SLICE("tropic")),
        SPELLING_FAR);
    assert_int_equal(
        spelling_cost_of_two(&spelling, SLICE("an"), SLICE("thropic")), 0);
    assert_int_equal(
        spelling_cost_of_two(&spelling, SLICE("on"), SLICE("topic")),
        SPELLING_FAR);
}

static void test_pieces(void **state)
{
    struct spelling spelling;

    (void)state;
    assert_true(spelling_init(&spelling, SLICE("anthropic")));
    assert_int_equal(spelling_distance_of_start(&spelling, SLICE("an")), 0);
    assert_int_equal(spelling_distance_of_start(&spelling, SLICE("in")), 1);
    assert_int_equal(spelling_distance_of_end(&spelling, SLICE("tropic")), 1);
    assert_int_equal(spelling_distance_of_end(&spelling, SLICE("thropic")), 0);
    assert_int_equal(spelling_distance_of_end(&spelling, SLICE("xxx")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_near),           cmocka_unit_test(test_far),
        cmocka_unit_test(test_not_looked_for), cmocka_unit_test(test_two),
        cmocka_unit_test(test_pieces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
