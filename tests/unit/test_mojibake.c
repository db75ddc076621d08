/* Tests of repairing double-encoded text (mojibake). */
#include "read/mojibake.h"

#include "read/code_ranges.h"
#include "read/windows_1252.h"

#include <string.h>

static GString *repair(const char *text, GPtrArray **ret_texts)
{
    g_autoptr(RectoDiagnostics) diagnostics = recto_diagnostics_new();
    guint32 file = recto_diagnostics_add_source(diagnostics, "a.md", text, strlen(text));
    GString *repaired = recto_mojibake_repair(text, strlen(text), file, diagnostics);
    g_autoptr(GPtrArray) sorted = recto_diagnostics_sorted(diagnostics);
    *ret_texts = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < sorted->len; i++) {
        const RectoDiagnostic *d = g_ptr_array_index(sorted, i);
        g_ptr_array_add(*ret_texts, g_strdup_printf("%u:%u+%u %s: %s", d->span.line, d->span.column, d->span.length,
                                                    recto_code_name(d->code), d->text));
    }
    return repaired ? repaired : g_string_new(text);
}

static void becomes(const char *text, const char *expected)
{
    g_autoptr(GPtrArray) found = NULL;
    GString *repaired = repair(text, &found);
    g_assert_cmpstr(repaired->str, ==, expected);
    g_assert_cmpuint(found->len, >, 0);
    g_string_free(repaired, TRUE);
}

static void stays(const char *text)
{
    g_autoptr(GPtrArray) found = NULL;
    GString *repaired = repair(text, &found);
    g_assert_cmpstr(repaired->str, ==, text);
    g_assert_cmpuint(found->len, ==, 0);
    g_string_free(repaired, TRUE);
}

typedef enum { WINDOWS, LATIN_1, MIXED } Reading;

/* Returns UTF-8 text that a program has decoded with another encoding and encoded again. */
static char *encode_again(const char *text, Reading reading)
{
    GString *out = g_string_new(NULL);
    guint n = 0;
    for (const char *at = text; *at; at++) {
        guint8 byte = (guint8)*at;
        gunichar windows = byte < 0x80 ? byte : recto_windows_1252_decode(byte);
        gboolean use_windows = windows && (reading == WINDOWS || (reading == MIXED && n++ % 2 == 0));
        g_string_append_unichar(out, use_windows ? windows : byte);
    }
    return g_string_free(out, FALSE);
}

/* Short texts in many languages, including the punctuation after words in each. */
static const char *const right_texts[] = {
    "L’été à Orléans, c’est « déjà » l’automne… Où ça ? À l’ouest, naïveté, cœur, Noël — €5, 25 °C.",
    "Grüße aus Köln: „Straße“, ÄRGER, Öl – das ist „Ä“, und Spaß… §5, ½ Maß, SCHÖN»",
    "Não, a maçã não é da irmã. AMANHÃ… SÃO PAULO, “MAÇÔ, às 5ª e 2º, PELÉ™ ÓRGÃO",
    "Příliš žluťoučký kůň úpěl ďábelské ódy. „Víš…“ KŮŇ „kéž“ – ŽÁK, TOMÁŠ…",
    "Zażółć gęślą jaźń. ŁÓDŹ „tę…” – ĘĄ",
    "Tiếng Việt: “Trường học”, Đà Nẵng, ĐƯỜNG, Ở đâu? cà phê… ấy – được",
    "Hâlâ…” İstanbul’da ığdır, ŞİŞLİ; kâğıt – “hâlâ”… GÜN’ÜN",
    "¿Qué? «Está» el niño, AÑO… ESPAÑA «Ñ», ¡así! CANCIÓN” 3.ª",
    "Ærø – «Å» blåbær, ”Å”… Å være, på 30 Å² og 2 Å resolution",
    "Það er „að“… Ég – þú, Ísland, ÞÁÐ",
    "Български език, кирилица – „да“; Ελληνικά «ναι»…",
    "日本語とコード。「はい」 한국어 العربية עברית",
    "KATA® and café™, 5×½″, 3×£5, 10 µm ± 2 °C, ©2024 — ¶ † ‡ 😀 👩‍💻 ✓ → ⅔ −5",
};

static void test_right_text_is_left_alone(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(right_texts); i++)
        stays(right_texts[i]);
}

static void test_right_text_survives_any_misreading(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(right_texts); i++) {
        for (Reading reading = WINDOWS; reading <= MIXED; reading++) {
            g_autofree char *once = encode_again(right_texts[i], reading);
            becomes(once, right_texts[i]);
            g_autofree char *twice = encode_again(once, reading);
            becomes(twice, right_texts[i]);
        }
    }
}

/* One letter or sign among plain text, with nothing else to go by. */
static void test_single_places_are_repaired(void)
{
    becomes("the projectâ€™s", "the project’s");
    becomes("cafÃ©", "café");
    becomes("Ã‰tat, Ã–sterreich", "État, Österreich");
    becomes("KÃ–LN", "KÖLN");
    becomes("o melhor Ã© isto", "o melhor é isto");
    becomes("25Â°C, Â©2024, Â§5, 10Â\u00A0km", "25°C, ©2024, §5, 10\u00A0km");
    becomes("10 â€“ 20 â€” 30â€¦", "10 – 20 — 30…");
    becomes("â‚¬5 â†’ âœ“", "€5 → ✓");
    becomes("3 Ã— 4", "3 × 4");
    becomes("good ðŸ˜€", "good 😀");
    becomes("Praha a Ä\xC2\x8c"
            "eÅ¡i, Å™eka",
            "Praha a Češi, řeka");
    becomes("Viá»‡t", "Việt");
    becomes("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет");
    becomes("ä¸\u00ADæ–‡", "中文");
    becomes("uÌˆber", "über");
}

static void test_lone_controls_are_windows_1252(void)
{
    becomes("don\xC2\x92t \xC2\x93say\xC2\x94", "don’t “say”");
    becomes("donÂ’t", "don’t");
}

static void test_what_could_be_right_is_left(void)
{
    stays("the letter Å’s name"); /* Å’s */
    stays("“IRMÃ”");              /* IRMÃ” */
    stays("hâlâ…”");              /* hâlâ…” */
    stays("café\u00A0»");         /* café » */
    stays("«Â»");                 /* «Â» */
    stays("víš…");                /* víš… */
    stays("30 Å²");               /* Å² */
    stays("2×¼");                 /* 2×¼ */
    stays("A IRMÃ DELE");         /* IRMÃ and a space */
}

static void test_weak_places_follow_strong_ones(void)
{
    /* "Where I am": à (Ã, no-break space) and ’ on one line. */
    becomes("lâ€™ouest, Ã…land", "l’ouest, Åland");
    /* Right characters on the line speak against it. */
    becomes("lâ€™ouest, “IRMÃ”", "l’ouest, “IRMÃ”");
}

static void test_code_and_addresses_are_left(void)
{
    stays("Look for `â€™` and ``Ã©``.");
    stays("~~~\nprojectâ€™s\n~~~\n");
    stays("    cafÃ©\n");
    stays("[page](https://example.org/cafÃ©) and https://example.org/cafÃ©");
    becomes("the [AC](https://example.org/(a))â€™s", "the [AC](https://example.org/(a))’s");
}

static void test_characters_on_show_are_left(void)
{
    stays("You see \"â€™\" or 'Ã©' then.");
    stays("| é | Ã© |");
    stays("\"aoÃ»t\" became \"août\"");
    stays("Look for Ã© Ã¨ in it.");
}

static void test_wholly_broken_documents_are_repaired_in_code_too(void)
{
    becomes("Itâ€™s cafÃ© and naÃ¯ve.\n\n    print(\"Ã©\")\n", "It’s café and naïve.\n\n    print(\"é\")\n");
}

static void test_lost_bytes_are_guessed_only_by_evidence(void)
{
    becomes("â€œyesâ€ he said", "“yes” he said");
    becomes("jusqu'Ã nos jours, dÃ©jÃ vu", "jusqu'à nos jours, déjà vu");
    becomes("atenÃ§Ã£o Ã s crianÃ§as", "atenção às crianças");
    g_autoptr(GPtrArray) found = NULL;
    GString *left = repair("yesâ€ he said", &found);
    g_assert_cmpstr(left->str, ==, "yesâ€ he said");
    g_assert_cmpuint(found->len, ==, 1);
    g_assert_nonnull(strstr(g_ptr_array_index(found, 0), "lost-character"));
    g_string_free(left, TRUE);
}

static void test_findings_name_place_before_and_after(void)
{
    g_autoptr(GPtrArray) found = NULL;
    GString *repaired = repair("One\n\nthe projectâ€™s dÃ©jÃ\u00A0\u00A0vu\n", &found);
    g_assert_cmpuint(found->len, ==, 2);
    g_assert_cmpstr(g_ptr_array_index(found, 0), ==,
                    "3:12+3 double-encoded: double-encoded text: “â€™” → “’” in “project’s”");
    /* One finding a word. */
    g_assert_true(g_str_has_prefix(g_ptr_array_index(found, 1), "3:18+5 double-encoded: "));
    g_string_free(repaired, TRUE);
}

static void test_many_repairs_are_summed_up(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 100; i++)
        g_string_append(text, "itâ€™s\n");
    g_autoptr(GPtrArray) found = NULL;
    GString *repaired = repair(text->str, &found);
    g_assert_cmpuint(found->len, ==, 21);
    g_assert_nonnull(
        strstr(g_ptr_array_index(found, 20), "80 more places, up to line 100, were repaired in the same way"));
    g_string_free(repaired, TRUE);
}

static void test_code_is_found(void)
{
    static const char text[] = "a `b` c ``d ` e`` `open\n\n```\nf\n```\n\n- item\n\n      text\n\npara\n\n    code\n";
    g_autoptr(GArray) ranges = recto_code_ranges(text, strlen(text));
    static const char *const expected[] = {"`b`", "``d ` e``", "```\nf\n```", "    code"};
    g_assert_cmpuint(ranges->len, ==, G_N_ELEMENTS(expected));
    for (guint i = 0; i < ranges->len; i++) {
        RectoCodeRange range = g_array_index(ranges, RectoCodeRange, i);
        g_autofree char *found = g_strndup(text + range.start, range.end - range.start);
        g_assert_cmpstr(found, ==, expected[i]);
    }
}

int main(int argc, char **argv)
{
    g_test_init(&argc, &argv, NULL);
    g_test_add_func("/mojibake/right-text-is-left-alone", test_right_text_is_left_alone);
    g_test_add_func("/mojibake/right-text-survives-any-misreading", test_right_text_survives_any_misreading);
    g_test_add_func("/mojibake/single-places-are-repaired", test_single_places_are_repaired);
    g_test_add_func("/mojibake/lone-controls-are-windows-1252", test_lone_controls_are_windows_1252);
    g_test_add_func("/mojibake/what-could-be-right-is-left", test_what_could_be_right_is_left);
    g_test_add_func("/mojibake/weak-places-follow-strong-ones", test_weak_places_follow_strong_ones);
    g_test_add_func("/mojibake/code-and-addresses-are-left", test_code_and_addresses_are_left);
    g_test_add_func("/mojibake/characters-on-show-are-left", test_characters_on_show_are_left);
    g_test_add_func("/mojibake/wholly-broken-documents-are-repaired-in-code-too",
                    test_wholly_broken_documents_are_repaired_in_code_too);
    g_test_add_func("/mojibake/lost-bytes-are-guessed-only-by-evidence", test_lost_bytes_are_guessed_only_by_evidence);
    g_test_add_func("/mojibake/findings-name-place-before-and-after", test_findings_name_place_before_and_after);
    g_test_add_func("/mojibake/many-repairs-are-summed-up", test_many_repairs_are_summed_up);
    g_test_add_func("/mojibake/code-is-found", test_code_is_found);
    return g_test_run();
}
