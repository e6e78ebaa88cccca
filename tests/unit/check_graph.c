/* The picture of a procedure: which nodes and edges, in which language, and that it fills any buffer. */
#include "sample.h"

#include "foi/report.h"

#define STATE(id, name, more) "{id: " id ", name: {id: " name " id, en: " name "}" more "}"
#define CITED "cite: [ACT 1], grade: read"
#define EVENT(id, fields) "  - {id: " id ", track: case, name: {id: " id " id, en: " id "}" fields "}\n"
#define PROCEDURE                                                                                                \
    "tracks:\n  - {id: case, name: {id: Perkara, en: Case}, " CITED ", states: [" STATE("none", "Nothing", "") ", " \
        STATE("open", "Open", "") ", " STATE("late", "Too \"late\"", "") ", " STATE("won", "Won", ", final: true")  \
        ", " STATE("lost", "Lost", ", final: true") "]}\n"                                                        \
    "events:\n" EVENT("ask", "") EVENT("note", "")                                                                \
        EVENT("decide", ", fields: [{id: how, type: choice, of: [won, lost], required: true}]")                    \
    "transitions:\n"                                                                                             \
    "  - {on: ask, track: case, from: [none], to: open, otherwise: odd, " CITED "}\n"                             \
    "  - {on: note, track: case, from: [open], stays: true, " CITED "}\n"                                        \
    "  - {on: decide, track: case, from: [open, late], gap: [none], to_field: how, " CITED "}\n"                  \
    "time:\n  - {clock: answer, track: case, from: [open, late], to: late, " CITED "}\n"                           \
    "findings:\n  - {code: odd, severity: warning, effect: void, text: " BOTH ", " CITED "}\n"              \
    "runs:\n  - {clock: answer}\n"

/* The whole picture in a buffer that the caller frees. */
static char *graph_of(const foi_law *law, const char *regime, int lang)
{
    foi_error err = {.size = sizeof err};
    size_t needed = 0, filled = 0;
    ck_assert_int_eq(foi_law_graph(law, regime, lang, NULL, 0, &needed, &err), FOI_OK);
    ck_assert_uint_gt(needed, 0);
    char *text = malloc(needed + 1);
    ck_assert_ptr_nonnull(text);
    ck_assert_int_eq(foi_law_graph(law, regime, lang, text, needed + 1, &filled, &err), FOI_OK);
    ck_assert_uint_eq(filled, needed);
    ck_assert_uint_eq(strlen(text), needed);
    return text;
}

static void has(const char *text, const char *part)
{
    ck_assert_msg(strstr(text, part) != NULL, "not in the picture: %s\n%s", part, text);
}

START_TEST(picture_is_as_drawn)
{
    foi_law *law = LAW(ACT PROCEDURE, REGIMES("t/act"));
    char *text = graph_of(law, "t", FOI_LANG_EN);
    ck_assert_str_eq(text,
                     "digraph \"t\" {\n"
                     "  rankdir=LR;\n"
                     "  node [shape=box, style=rounded, fontname=\"Helvetica\", fontsize=11];\n"
                     "  edge [fontname=\"Helvetica\", fontsize=9];\n"
                     "  fontname=\"Helvetica\";\n"
                     "  subgraph \"cluster_case\" {\n"
                     "    label=\"Case\";\n"
                     "    \"case.none\" [label=\"Nothing\"];\n"
                     "    \"case.open\" [label=\"Open\"];\n"
                     "    \"case.late\" [label=\"Too \\\"late\\\"\"];\n"
                     "    \"case.won\" [label=\"Won\", peripheries=2];\n"
                     "    \"case.lost\" [label=\"Lost\", peripheries=2];\n"
                     "    \"case.none\" -> \"case.open\" [label=\"ask\"];\n"
                     "    hub1 [shape=plaintext, margin=\"0.12,0.04\", width=0, height=0, fontsize=9, "
                     "label=\"decide\"];\n"
                     "    \"case.open\" -> hub1 [dir=none];\n"
                     "    \"case.late\" -> hub1 [dir=none];\n"
                     "    hub1 -> \"case.won\";\n"
                     "    hub1 -> \"case.lost\";\n"
                     "    \"case.open\" -> \"case.late\" [label=\"N\", style=dashed];\n"
                     "  }\n"
                     "}\n");
    free(text);
    foi_law_unref(law);
}
END_TEST

START_TEST(picture_speaks_both_languages)
{
    foi_law *law = LAW(ACT PROCEDURE, REGIMES("t/act"));
    char *id = graph_of(law, NULL, FOI_LANG_ID), *en = graph_of(law, NULL, FOI_LANG_EN);
    char *other = graph_of(law, NULL, 7);
    has(id, "label=\"Perkara\"");
    has(id, "[label=\"Open id\"]");
    has(id, "[label=\"ask id\"]");
    has(en, "label=\"Case\"");
    ck_assert_str_eq(en, other);
    free(id);
    free(en);
    free(other);
    foi_law_unref(law);
}
END_TEST

START_TEST(picture_fits_any_buffer)
{
    foi_law *law = LAW(ACT PROCEDURE, REGIMES("t/act"));
    char *whole = graph_of(law, "t", FOI_LANG_EN), part[64];
    for (size_t size = 1; size <= sizeof part; size++) {
        size_t needed = 0;
        memset(part, 'x', sizeof part);
        ck_assert_int_eq(foi_law_graph(law, "t", FOI_LANG_EN, part, size, &needed, NULL), FOI_OK);
        ck_assert_uint_eq(needed, strlen(whole));
        ck_assert_uint_eq(strlen(part), size - 1);
        ck_assert_int_eq(strncmp(part, whole, size - 1), 0);
    }
    ck_assert_int_eq(foi_law_graph(law, "t", FOI_LANG_EN, part, sizeof part, NULL, NULL), FOI_OK);
    free(whole);
    foi_law_unref(law);
}
END_TEST

START_TEST(unknown_regime_is_a_gap)
{
    foi_law *law = LAW(ACT PROCEDURE, REGIMES("t/act"));
    foi_error err = {.size = sizeof err};
    size_t needed = 4711;
    ck_assert_int_eq(foi_law_graph(law, "tt", FOI_LANG_EN, NULL, 0, &needed, &err), FOI_ERR_LAW_GAP);
    ck_assert_int_eq(err.code, FOI_ERR_LAW_GAP);
    has(err.message, "\"tt\"");
    ck_assert_uint_eq(needed, 4711);
    foi_law_unref(law);
}
END_TEST

START_TEST(no_procedure_is_an_empty_picture)
{
    foi_law *law = LAW(ACT, REGIMES("t/act"));
    char *text = graph_of(law, "t", FOI_LANG_ID);
    ck_assert_ptr_null(strstr(text, "cluster"));
    ck_assert_ptr_null(strstr(text, "->"));
    free(text);
    foi_law_unref(law);
}
END_TEST

/* Every state and event of the built-in procedure is in its picture, in every regime that builds on it. */
START_TEST(built_in_procedure_is_drawn)
{
    static const char *const parts[] = {"cluster_request", "cluster_objection", "cluster_dispute", "cluster_court",
                                        "\"request.closed_incomplete\"", "\"dispute.mediation_extended\"",
                                        "\"court.execution_ordered\" [label=\"Execution ordered\"]",
                                        "\"request.none\" -> \"request.received\" [label=\"Request received\"]",
                                        ("\"request.incomplete\" -> \"request.closed_incomplete\" "
                                         "[label=\"Completing the request\", style=dashed]"),
                                        "\"dispute.final\" [label=\"Final\", peripheries=2]"};
    foi_error err = {.size = sizeof err};
    foi_law *law = NULL;
    ck_assert_int_eq(foi_law_new(&law, NULL, &err), FOI_OK);
    for (size_t r = 0; foi_law_regime(law, r) != NULL; r++) {
        char *text = graph_of(law, foi_law_regime(law, r), FOI_LANG_EN);
        for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
            has(text, parts[i]);
        }
        free(text);
    }
    foi_law_unref(law);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("graph");
    TCase *drawn = tcase_create("drawn");
    tcase_add_test(drawn, picture_is_as_drawn);
    tcase_add_test(drawn, picture_speaks_both_languages);
    tcase_add_test(drawn, picture_fits_any_buffer);
    tcase_add_test(drawn, unknown_regime_is_a_gap);
    tcase_add_test(drawn, no_procedure_is_an_empty_picture);
    tcase_add_test(drawn, built_in_procedure_is_drawn);
    suite_add_tcase(suite, drawn);
    return harness_run(suite);
}
