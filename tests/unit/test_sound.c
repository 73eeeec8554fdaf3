#include "sound.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static const struct {
    const char *word, *codes;
} cases[] = {
    { "anthropic", "aN0RoPiK" },
    { "kubernetes", "KuBeRNeTeS" },
    { "phoenix", "FoNiKS" },
    { "xerox", "SeRoKS" },
    { "knight", "NiT" },
    { "ghost", "GoST" },
    { "night", "NiT" },
    { "gnome", "NoM" },
    { "sign", "SiN" },
    { "wrong", "RoNG" },
    { "psalm", "SaLM" },
    { "judge", "JuJ" },
    { "gemini", "JeMiNi" },
    { "foggy", "FoGi" },
    { "schmidt", "XMiT" },
    { "school", "SKoL" },
    { "shine", "XiN" },
    { "nation", "NaXiN" },
    { "vision", "ViXiN" },
    { "special", "SPeXiL" },
    { "chris", "KRiS" },
    { "church", "XuRX" },
    { "science", "SiNS" },
    { "catch", "KaX" },
    { "quick", "KiK" },
    { "back", "BaK" },
    { "climb", "KLiM" },
    { "bomber", "BoMBeR" },
    { "letter", "LeTeR" },
    { "hotel", "oTeL" },
    { "white", "uT" },
    { "yann", "iN" },
    { "the", "0e" }, /* the only vowel is not silent */
    { "don't", "DoNT" },
    { "", "" },
    { "co2", "" },
    { "\u0433\u043e\u0440\u043e\u0434", "" },
};

static void test_sounds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct sound sound;

        sound_of(slice_of(cases[i].word), &sound);
        if (!slice_equal((struct slice){ sound.codes, sound.count },
                         slice_of(cases[i].codes)))
            fail_msg("%s: %.*s, not %s", cases[i].word, (int)sound.count,
                     sound.codes, cases[i].codes);
    }
}

static uint32_t key_of(const char *word)
{
    struct sound sound;

    sound_of(slice_of(word), &sound);
    return sound_key(&sound, 0, sound.count);
}

static void test_keys(void **state)
{
    static const char *const alike[][2] = {
        { "philips", "filips" }, { "katherine", "catherine" },
        { "brian", "bryan" },    { "schmidt", "shmit" },
        { "claude", "clawed" },  { "hugging", "ugging" },
    };
    static const char *const apart[][2] = {
        { "docker", "doctor" },
        { "meta", "mega" },
        { "anthropic", "tropic" },
        { "stripe", "strike" },
    };

    (void)state;
    for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++)
        if (key_of(alike[i][0]) != key_of(alike[i][1]))
            fail_msg("%s and %s", alike[i][0], alike[i][1]);
    for (size_t i = 0; i < sizeof(apart) / sizeof(*apart); i++)
        assert_int_not_equal(key_of(apart[i][0]), key_of(apart[i][1]));
    assert_int_equal(key_of("42"), 0);
}

/* A word's key is parted as the word is. */
static void test_key_of_part(void **state)
{
    struct sound sound;

    (void)state;
    sound_of(SLICE("anthropic"), &sound);
    assert_int_equal(sound_key(&sound, 0, 2), key_of("in"));
    assert_int_equal(sound_key(&sound, 2, sound.count), key_of("tropic"));
}

static void test_long_word(void **state)
{
    char word[3 * SOUND_MAX];
    struct sound sound;

    (void)state;
    for (size_t i = 0; i < sizeof(word); i++)
        word[i] = i % 2 ? 'a' : 'b';
    sound_of((struct slice){ word, sizeof(word) }, &sound);
    assert_int_equal(sound.count, SOUND_MAX);
    assert_int_not_equal(sound_key(&sound, 0, sound.count), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sounds),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_key_of_part),
        cmocka_unit_test(test_long_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
