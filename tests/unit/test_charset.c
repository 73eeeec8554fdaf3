/*
 * Statistics must find the encoding of texts as short as two sentences. The
 * texts are converted from UTF-8 here, by iconv, and back by what was found.
 */

#include "decode.h"

#include <iconv.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { ENCODINGS_MAX = 4, BYTES_MAX = 2048 };

static const struct {
    const char *language;
    const char *encodings[ENCODINGS_MAX]; /* ended by NULL, or full */
    const char *text;
} texts[] = {
    { "Russian",
      { "CP1251", "KOI8-R", "ISO-8859-5", "IBM866" },
      "Сегодня мы говорим о том, как устроена память человека "
      "и почему мы забываем имена." },
    { "Russian",
      { "CP1251", "KOI8-R", "ISO-8859-5", "IBM866" },
      "Добрый вечер, это подкаст о городах. Мой гость строит "
      "мосты уже тридцать лет и любит дождь." },
    { "Russian",
      { "CP1251", "KOI8-R", "ISO-8859-5", "IBM866" },
      "1\n00:00:01,000 --> 00:00:03,500\nКогда я приехал в "
      "деревню, там не было ни света, ни дороги.\n\n2\n00:00:04,000 "
      "--> 00:00:06,000\nА теперь туда ездят на выходные.\n\n3\n00:00:07,"
      "000 --> 00:00:09,000\nДа, всё изменилось очень быстро.\n" },
    { "Russian",
      { "CP1251", "KOI8-R", "ISO-8859-5", "IBM866" },
      "Ну что, начнём? Расскажите, пожалуйста, как вы пришли "
      "в эту профессию.\nСлучайно, если честно. Я учился на "
      "врача.\n" },
    { "Ukrainian",
      { "CP1251", "KOI8-U" },
      "Сьогодні ми говоримо про те, як побудувати дім своїми "
      "руками і не збожеволіти від рахунків." },
    { "Ukrainian",
      { "CP1251", "KOI8-U" },
      "Добрий вечір, це подкаст про міста. Моя гостя садить "
      "дерева вже двадцять років." },
    { "Ukrainian",
      { "CP1251", "KOI8-U" },
      "Як ви прийшли до цієї роботи? Випадково, якщо чесно. "
      "Я вчилася на лікарку." },
    { "Chinese",
      { "GB18030", "GBK" },
      "今天我们来谈谈城市里的树，为什么有些街道夏天特别热，"
      "而有些街道却很凉快。大家好，欢迎收听。" },
    { "Chinese",
      { "GB18030", "GBK" },
      "1\n00:00:01,000 --> 00:00:03,500\n你第一次种树是什么时候？\n\n2\n00"
      ":00:04,000 --> 00:00:06,000\n大概十年前，在我家后面的小山上。"
      "\n\n3\n00:00:07,000 --> 00:00:09,000\n那棵树现在已经很高了。"
      "\n" },
    { "Chinese",
      { "GB18030", "GBK" },
      "我觉得最重要的是耐心。你不能每天都去看它，它自己会慢慢长大。"
      "这就是我们学到的。" },
    { "Chinese",
      { "BIG5" },
      "今天我們來談談城市裡的樹，為什麼有些街道夏天特別熱，"
      "而有些街道卻很涼快。大家好，歡迎收聽。" },
    { "Chinese",
      { "BIG5" },
      "1\n00:00:01,000 --> 00:00:03,500\n你第一次種樹是什麼時候？\n\n2\n00"
      ":00:04,000 --> 00:00:06,000\n大概十年前，在我家後面的小山上。"
      "\n\n3\n00:00:07,000 --> 00:00:09,000\n那棵樹現在已經很高了。"
      "\n" },
    { "Chinese",
      { "BIG5" },
      "我覺得最重要的是耐心。你不能每天都去看它，它自己會慢慢長大。"
      "這就是我們學到的。" },
    { "Japanese",
      { "CP932", "EUC-JP" },
      "今日は街の木について話します。なぜ夏にとても暑い通りと涼しい通"
      "りがあるのでしょうか。皆さん、こんにちは。" },
    { "Japanese",
      { "CP932", "EUC-JP" },
      "1\n00:00:01,000 --> 00:00:03,500\n初めて木を植えたのはいつですか"
      "。\n\n2\n00:00:04,000 --> 00:00:06,000\n十年ぐらい前、"
      "家の裏の小さな山でした。\n\n3\n00:00:07,000 --> 00:00:09,000\nその"
      "木はもうとても高いです。\n" },
    { "Japanese",
      { "CP932", "EUC-JP" },
      "一番大切なのは待つことだと思います。毎日見に行かなくても、"
      "木は自分でゆっくり育ちます。" },
    { "Korean",
      { "EUC-KR", "CP949" },
      "오늘은 도시의 나무에 대해 이야기합니다. 왜 어떤 길은 "
      "여름에 아주 덥고 어떤 길은 시원할까요? 안녕하세요, "
      "여러분." },
    { "Korean",
      { "EUC-KR", "CP949" },
      "1\n00:00:01,000 --> 00:00:03,500\n처음 나무를 심은 것은 "
      "언제였나요?\n\n2\n00:00:04,000 --> 00:00:06,000\n십 년쯤 "
      "전에 집 뒤의 작은 산에서였습니다.\n\n3\n00:00:07,000 "
      "--> 00:00:09,000\n그 나무는 이제 아주 큽니다.\n" },
    { "Korean",
      { "EUC-KR", "CP949" },
      "가장 중요한 것은 기다림이라고 생각합니다. 매일 보러 "
      "가지 않아도 나무는 스스로 천천히 자랍니다." },
    { "German",
      { "CP1252" },
      "Heute sprechen wir über Bäume in der Stadt und warum "
      "manche Straßen im Sommer so heiß sind. Schön, dass "
      "ihr zuhört." },
    { "German",
      { "CP1252" },
      "1\n00:00:01,000 --> 00:00:03,500\nFür mich war das früher "
      "völlig unmöglich.\n\n2\n00:00:04,000 --> 00:00:06,000\nHör "
      "zu – „schön“ ist anders.\n" },
    { "German",
      { "CP1252" },
      "Über Äpfel, Öl und Übermut: ein Gespräch mit der Gärtnerin "
      "Käthe Müller aus Köln." },
    { "French",
      { "CP1252" },
      "Aujourd’hui, nous parlons des arbres de la ville et "
      "pourquoi certaines rues sont brûlantes l’été. Voilà "
      "où ça mène, dès le début." },
    { "French",
      { "CP1252" },
      "C’était l’été où mon père a planté le chêne derrière "
      "l’école. J’étais très fière, à vrai dire." },
    { "French",
      { "CP1252" },
      "Notre invitée est jardinière à Besançon. Nous parlons "
      "de pommiers, de sécheresse et d’un très vieux chêne "
      "tombé l’année dernière." },
    { "Spanish",
      { "CP1252", "ISO-8859-1" },
      "Hoy hablamos de los árboles de la ciudad. ¿Por qué "
      "algunas calles son más frescas? El niño lo sabía ya, "
      "señor." },
    { "Spanish",
      { "CP1252", "ISO-8859-1" },
      "¿Cuándo plantó usted su primer árbol? Hace diez años, "
      "quizás más, detrás de la casa de mi abuela en León." },
    { "Spanish",
      { "CP1252", "ISO-8859-1" },
      "Nuestra invitada de hoy es jardinera y viene de Cádiz. "
      "Hablamos de manzanos, de cómo sobrevivir a la sequía "
      "y del corazón." },
    { "Polish",
      { "CP1250", "ISO-8859-2" },
      "Dzisiaj rozmawiamy o drzewach w mieście. Dlaczego "
      "niektóre ulice są latem gorące, a inne chłodne? Cześć, "
      "słuchacze, zaczynajmy już." },
    { "Polish",
      { "CP1250", "ISO-8859-2" },
      "Kiedy posadził pan swoje pierwsze drzewo? Dziesięć "
      "lat temu, za domem. Było małe, a teraz jest ogromne "
      "i piękne, proszę państwa." },
    { "Polish",
      { "CP1250", "ISO-8859-2" },
      "Dziś gościem jest ogrodniczka z Łodzi. Mówimy o jabłoniach, "
      "gruszach i o tym, jak przetrwać suszę." },
    { "Czech",
      { "CP1250", "ISO-8859-2" },
      "Dnes mluvíme o stromech ve městě. Proč jsou některé "
      "ulice v létě horké a jiné příjemně chladné? Dobrý "
      "večer, vážení posluchači." },
    { "Czech",
      { "CP1250", "ISO-8859-2" },
      "Kdy jste zasadil svůj první strom? Před deseti lety "
      "za domem. Byl malý a teď je obrovský." },
    { "Czech",
      { "CP1250", "ISO-8859-2" },
      "Dobrý den, dnes je naším hostem zahradnice z Brna. "
      "Mluvíme o jabloních, hruškách a o tom, jak přežít "
      "sucho." },
    { "Hungarian",
      { "CP1250", "ISO-8859-2" },
      "Ma a városi fákról beszélünk. Miért forró nyáron néhány "
      "utca, és miért hűvös a többi? Üdvözlöm önöket, kedves "
      "hallgatóink." },
    { "Hungarian",
      { "CP1250", "ISO-8859-2" },
      "Mikor ültette az első fáját? Tíz évvel ezelőtt, a "
      "ház mögött. Kicsi volt, most pedig hatalmas." },
    { "Hungarian",
      { "CP1250", "ISO-8859-2" },
      "Mai vendégünk egy kertésznő Szegedről. Almafákról, "
      "körtékről és arról beszélünk, hogyan éljük túl az "
      "aszályt." },
    { "Greek",
      { "CP1253", "ISO-8859-7" },
      "Σήμερα μιλάμε για τα δέντρα της πόλης και γιατί μερικοί "
      "δρόμοι είναι τόσο ζεστοί το καλοκαίρι. Καλησπέρα σας." },
    { "Greek",
      { "CP1253", "ISO-8859-7" },
      "Πότε φυτέψατε το πρώτο σας δέντρο; Πριν από δέκα χρόνια, "
      "πίσω από το σπίτι της γιαγιάς μου στο χωριό." },
    { "Greek",
      { "CP1253", "ISO-8859-7" },
      "Η σημερινή μας καλεσμένη είναι κηπουρός από την Πάτρα. "
      "Μιλάμε για μηλιές και για την ξηρασία." },
    { "Hebrew",
      { "CP1255", "ISO-8859-8" },
      "היום אנחנו מדברים על העצים בעיר ולמה חלק מהרחובות "
      "כל כך חמים בקיץ. שלום לכולם וברוכים הבאים." },
    { "Hebrew",
      { "CP1255", "ISO-8859-8" },
      "מתי שתלת את העץ הראשון שלך? לפני עשר שנים, מאחורי "
      "הבית של סבתא שלי בכפר." },
    { "Hebrew",
      { "CP1255", "ISO-8859-8" },
      "האורחת שלנו היום היא גננת מחיפה. אנחנו מדברות על עצי "
      "תפוח ועל הבצורת." },
    { "Arabic",
      { "CP1256", "ISO-8859-6" },
      "اليوم نتحدث عن الأشجار في المدينة ولماذا تكون بعض "
      "الشوارع حارة جدا في الصيف. مرحبا بكم جميعا." },
    { "Arabic",
      { "CP1256", "ISO-8859-6" },
      "متى زرعت شجرتك الأولى؟ قبل عشر سنوات خلف بيت جدتي "
      "في القرية. كانت صغيرة والآن هي كبيرة جدا." },
    { "Arabic",
      { "CP1256", "ISO-8859-6" },
      "ضيفتنا اليوم بستانية من المدينة. نتحدث عن أشجار التفاح "
      "وعن الجفاف في هذه السنة." },
    { "Thai",
      { "TIS-620" },
      "วันนี้เราจะคุยกันเรื่องต้นไม้ในเมือง ทำไมถนนบางสายจึงร้อนมากใน"
      "ฤดูร้อน สวัสดีครับทุกคน" },
    { "Thai",
      { "TIS-620" },
      "คุณปลูกต้นไม้ต้นแรกเมื่อไหร่ครับ เมื่อสิบปีก่อนหลังบ้านคุณยาย "
      "ตอนนั้นมันเล็กมาก ตอนนี้สูงแล้ว" },
    { "Thai",
      { "TIS-620" },
      "แขกของเราวันนี้เป็นชาวสวนจากเชียงใหม่ เราคุยกันเรื่องต้นมะม่วง"
      "และความแห้งแล้ง" },
    { "Turkish",
      { "CP1254" },
      "Bugün şehirdeki ağaçlardan söz ediyoruz. Neden bazı "
      "sokaklar yazın çok sıcak, bazıları serin? İyi akşamlar, "
      "sayın dinleyiciler." },
    { "Turkish",
      { "CP1254" },
      "İlk ağacınızı ne zaman diktiniz? On yıl önce, büyükannemin "
      "evinin arkasına. Küçücüktü, şimdi kocaman oldu." },
    { "Turkish",
      { "CP1254" },
      "Bugünkü konuğumuz İzmirli bir bahçıvan. Elma ağaçlarını, "
      "armutları ve kuraklığı konuşuyoruz." },
};

static struct slice encode(const char *text, const char *encoding, char *bytes)
{
    iconv_t converter = iconv_open(encoding, "UTF-8");
    char *from = (char *)text, *to = bytes; /* iconv(3) does not write there */
    size_t left = strlen(text), room = BYTES_MAX;

    assert_true(converter != (iconv_t)-1);
    if (iconv(converter, &from, &left, &to, &room) == (size_t)-1)
        fail_msg("%s has no \"%s\"", encoding, from);
    iconv_close(converter);
    return (struct slice){ bytes, BYTES_MAX - room };
}

static void check(const char *language, const char *text, const char *encoding)
{
    char bytes[BYTES_MAX];
    struct slice encoded = encode(text, encoding, bytes);
    struct decoded decoded;
    struct arena arena;
    struct diag diag;
    struct error err;

    arena_init(&arena);
    diag_init(&diag, &arena);
    if (decode(encoded, (struct slice){ 0 }, &arena, &decoded, &diag, &err))
        fail_msg("%s: %s", language, err.text);
    if (!slice_equal(decoded.text, slice_of(text)))
        fail_msg("%s in %s was read as %s: %.*s", language, encoding,
                 decoded.encoding, SLICE_ARG(decoded.text));
    assert_int_equal(diag.count, 1);
    arena_release(&arena);
}

static void test_statistics(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        for (size_t k = 0; k < ENCODINGS_MAX && texts[i].encodings[k]; k++)
            check(texts[i].language, texts[i].text, texts[i].encodings[k]);
}

/* A few bytes say nothing: they are read as the Western ones that they mostly
 * are. */
static void test_too_little(void **state)
{
    (void)state;
    check("French", "un café très serré", "CP1252");
    check("German", "Ein schönes Haus mit Garten", "CP1252");
}

struct declared_case {
    const char *bytes;
    const char *encoding;
};

static const struct declared_case declared_cases[] = {
    { "<?xml version=\"1.0\" encoding=\"windows-1251\"?><p>\xcf\xf0\xe8</p>",
      "windows-1251" },
    { "<?xml version='1.0' encoding='iso-8859-1'?><p>caf\xe9</p>",
      "windows-1252" },
    { "<html><meta charset=koi8-r><p>\xf0\xd2\xc9</p>", "koi8-r" },
    { "<?xml version=\"1.0\" encoding=\"utf-16\"?><p>plain</p>", "UTF-8" },
    { "<?xml version=\"1.0\" encoding=\"utf-16\"?><p>caf\xe9</p>",
      "windows-1252" },
    { "<?xml version=\"1.0\" encoding=\"koi8-r\"?><p>caf\xc3\xa9</p>",
      "UTF-8" },
    { "<?xml version=\"1.0\" encoding=\"no-such\"?><p>caf\xe9</p>",
      "windows-1252" },
    { "charset=koi8-r is said here: caf\xe9", "windows-1252" },
};

static void test_declared(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(declared_cases) / sizeof(declared_cases[0]);
         i++) {
        const struct declared_case *c = &declared_cases[i];
        struct decoded decoded;
        struct arena arena;
        struct diag diag;
        struct error err;

        arena_init(&arena);
        diag_init(&diag, &arena);
        assert_int_equal(decode(slice_of(c->bytes), (struct slice){ 0 }, &arena,
                                &decoded, &diag, &err),
                         STATUS_OK);
        if (strcmp(decoded.encoding, c->encoding) != 0)
            fail_msg("case %zu: %s", i, decoded.encoding);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_statistics),
        cmocka_unit_test(test_too_little),
        cmocka_unit_test(test_declared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
