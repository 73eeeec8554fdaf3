#include "language.h"

#include "base/buf.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

struct pair {
    const char *text, *expected;
};

static const struct pair tags[] = {
    { "en", "en" },
    { "EN", "en" },
    { " en ", "en" },
    { "en-us", "en-US" },
    { "en_US", "en-US" },
    { "en_US.UTF-8", "en-US" },
    { "pt-BR", "pt-BR" },
    { "es-419", "es-419" },
    { "zh-hans", "zh-Hans" },
    { "zh-hant-tw", "zh-Hant-TW" },
    { "en-orig", "en" },
    { "sr@latin", "sr" },
    { "iw", "he" },
    { "eng", "en" },
    { "ger", "de" },
    { "deu", "de" },
    { "cmn", "zh" },
    { "yue", "yue" },
    { "English", "en" },
    { "english", "en" },
    { "Castilian", "es" },
    { "haitian creole", "ht" },
    { "Portuguese (Brazil)", "pt" },
    { "English (auto-generated)", "en" },
    { "", "" },
    { "auto", "" },
    { "unknown", "" },
    { "und", "" },
    { "xx", "" },
    { "raw", "" },
    { "Klingon", "" },
    { "-", "" },
    { "12", "" },
};

static void test_normalize(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++) {
        struct slice tag = language_normalize(slice_of(tags[i].text), &arena);

        if (!slice_equal(tag, slice_of(tags[i].expected)))
            fail_msg("%s: got %.*s", tags[i].text, SLICE_ARG(tag));
    }
    arena_release(&arena);
}

static const struct pair texts[] = {
    { "", "" },
    { "Too short.", "" },
    { "00:01 00:02 12345 --> 67890 12:34:56 !!! ??? ... 4711", "" },
    { "So what we did in the end was to write the whole thing again, from the "
      "beginning, because nobody could say what the old one was for. And that "
      "took us about three months.",
      "en" },
    { "Y entonces lo que hicimos fue escribirlo todo otra vez, desde el "
      "principio, porque nadie sabía para qué servía lo que teníamos antes.",
      "es" },
    { "E então o que nós fizemos foi escrever tudo outra vez, desde o início, "
      "porque ninguém sabia para que servia aquilo que já existia antes.",
      "pt" },
    { "Et donc ce que nous avons fait, c’est de tout réécrire depuis le début, "
      "parce que personne ne savait à quoi servait ce qui existait déjà.",
      "fr" },
    { "Und dann haben wir das Ganze noch einmal von vorne geschrieben, weil "
      "niemand sagen konnte, wozu das alte Programm eigentlich gut war.",
      "de" },
    { "Allora abbiamo deciso di riscrivere tutto dall’inizio, perché nessuno "
      "sapeva più a che cosa servisse quello che avevamo fatto prima.",
      "it" },
    { "En toen hebben we het hele ding opnieuw geschreven, omdat niemand meer "
      "wist waar het oude programma eigenlijk voor bedoeld was.",
      "nl" },
    { "И тогда мы решили переписать всё с самого начала, потому что никто уже "
      "не знал, для чего была нужна старая программа.",
      "ru" },
    { "І тоді ми вирішили переписати все з самого початку, бо ніхто вже не "
      "знав, для чого була потрібна стара програма.",
      "uk" },
    { "И тогава решихме да пренапишем всичко отначало, защото се оказа, че "
      "никой вече не помни за какво са били първите програми. Така че се "
      "върнахме в самото начало, и това беше правилният път.",
      "bg" },
    { "我们最后决定从头开始重写整个程序。", "zh" },
    { "我们用 Kubernetes 和 PostgreSQL 重写了整个程序，因为没有人懂旧的代码。",
      "zh" },
    { "それで、最初から全部書き直すことにしました。", "ja" },
    { "그래서 처음부터 다시 쓰기로 했습니다.", "ko" },
    { "แล้วเราก็ตัดสินใจเขียนใหม่ทั้งหมด", "th" },
    { "Και τότε αποφασίσαμε να τα γράψουμε όλα από την αρχή.", "el" },
    { "ואז החלטנו לכתוב את הכול מחדש.", "he" },
};

static void test_guess(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        const char *found = language_guess(slice_of(texts[i].text));

        if (strcmp(found, texts[i].expected) != 0)
            fail_msg("%.40s: got \"%s\"", texts[i].text, found);
    }
}

/* The middle counts: a foreign greeting and farewell do not. */
static void test_guess_middle(void **state)
{
    const char *english = texts[3].text, *spanish = texts[4].text;
    struct buf text = BUF_INIT;

    (void)state;
    for (int i = 0; i < 30; i++)
        buf_string(&text, i < 10 || i >= 20 ? english : spanish);
    assert_string_equal(language_guess(buf_view(&text)), "es");
    buf_release(&text);
}

/* Returns the first text that was taken for another language, or NULL. */
static void *guess_all(void *unused)
{
    (void)unused;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (strcmp(language_guess(slice_of(texts[i].text)),
                   texts[i].expected) != 0)
            return (void *)texts[i].text;
    return NULL;
}

static void test_threads(void **state)
{
    pthread_t threads[4];
    void *wrong;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, guess_all, NULL), 0);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(pthread_join(threads[i], &wrong), 0);
        assert_null(wrong);
    }
}

int main(void)
{
    /* The threads first, so that they race for the loading. */
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads),
        cmocka_unit_test(test_guess),
        cmocka_unit_test(test_guess_middle),
        cmocka_unit_test(test_normalize),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
