/* Evidence of a case: what holds, and every fault fired alone, with its narrow miss. */
#include "evidence_log.h"

static char json[1 << 16], report[1 << 16];

static foi_trust trust_of(const evidence_log *l)
{
    return (foi_trust){.size = sizeof(foi_trust), .witnesses_needed = 2, .log = l->log,
                       .witnesses = (const foi_key *const *)l->witness, .witness_count = 2};
}

static size_t write_json(const evidence_log *l)
{
    size_t len = foi__evidence_write(&l->evidence, json, sizeof json);

    ck_assert_uint_lt(len, sizeof json);
    return len;
}

static int judge(const evidence_log *l, const foi_trust *trust, foi_error *err)
{
    size_t needed = 0;
    int code = foi_evidence_check(json, write_json(l), trust, report, sizeof report, &needed, err);

    if (code == FOI_OK || code == FOI_ERR_PROOF)
        ck_assert_uint_eq(needed, strlen(report));
    return code;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (const char *p = text; (p = strstr(p, part)) != NULL; p++)
        count++;
    return count;
}

static void holds(evidence_log *l)
{
    const foi_trust trust = trust_of(l);
    foi_error err = {.size = sizeof err};

    ck_assert_msg(judge(l, &trust, &err) == FOI_OK, "%s %s", err.pointer, err.message);
    ck_assert_ptr_nonnull(strstr(report, "\"holds\": true"));
    ck_assert_ptr_nonnull(strstr(report, "\"faults\": []"));
}

/* This fault alone, at this place. */
static void fails(evidence_log *l, const foi_trust *given, int sentence, const char *pointer)
{
    const foi_trust trust = given != NULL ? *given : trust_of(l);
    foi_error err = {.size = sizeof err};

    ck_assert_int_eq(judge(l, &trust, &err), FOI_ERR_PROOF);
    ck_assert_msg(err.sentence == sentence, "%s %s", err.pointer, err.message);
    ck_assert_str_eq(err.pointer, pointer);
    ck_assert_ptr_nonnull(strstr(report, "\"holds\": false"));
    ck_assert_msg(count_of(report, "\"text\": {") == 1, "%s", report);
}

static evidence_log w;

static void begin(void)
{
    log_begin(&w);
}

static void end(void)
{
    log_end(&w);
}

START_TEST(good_evidence_holds)
{
    log_seal(&w);
    holds(&w);
    ck_assert_ptr_nonnull(strstr(report, "\"opened\": {\"name\": \"Budi\"}"));
    ck_assert_ptr_nonnull(strstr(report, "\"sealed\": [\"note\"]"));
    ck_assert_ptr_nonnull(strstr(report, "\"fields\": {\"channel\": \"desk\"}"));
    ck_assert_ptr_nonnull(strstr(report, "\"recorded\": \"2025-10-16T07:20:00.123456+07:00\""));
    ck_assert_ptr_nonnull(strstr(report, "\"received\": \"2025-10-05\""));
    ck_assert_ptr_nonnull(strstr(report, "\"case\": \"11111111-1111-1111-1111-111111111111\""));
    ck_assert_ptr_nonnull(strstr(report, "{\"name\": \"universitas\", \"time\": 1764000001}"));
    w.event[0].opened_count = 0; /* nothing has to be opened */
    holds(&w);
    w.evidence.count = 2; /* nor does the file have to go on to the last event: docs/ledger.md */
    holds(&w);
}
END_TEST

/* ---- the checkpoint ---------------------------------------------------------------------------------------- */

START_TEST(another_origin)
{
    foi_trust trust = trust_of(&w);

    log_seal(&w);
    trust.origin = "other.example.go.id/log";
    fails(&w, &trust, FOI__OTHER_LOG, "/checkpoint");
    trust.origin = log_origin;
    ck_assert_int_eq(judge(&w, &trust, NULL), FOI_OK);
}
END_TEST

START_TEST(not_signed_by_the_log)
{
    foi_key *other = make_key(log_origin, FOI_KEY_LOG, 7);
    foi_trust trust = trust_of(&w);

    log_seal(&w);
    trust.log = other;
    fails(&w, &trust, FOI__NOT_SIGNED, "/checkpoint");
    foi_key_free(other);
}
END_TEST

static void spoil_line(evidence_log *l, const char *name)
{
    char *at = strstr(strstr(l->note, "\n\n"), name);

    at += strlen(name) + 40; /* inside the signature */
    *at = *at == 'A' ? 'B' : 'A';
}

/* A signature that does not hold is told beside those that do. */
START_TEST(a_signature_that_does_not_hold)
{
    foi_trust trust = trust_of(&w);

    log_seal(&w);
    trust.witnesses_needed = 1;
    spoil_line(&w, "komisi ");
    fails(&w, &trust, FOI__SIGNATURE_WRONG, "/checkpoint");
    ck_assert_ptr_nonnull(strstr(report, "\"signed_by\": [\"ppid.example.go.id/log\"], \"cosigned\": [{\"name\": \"universitas\""));
    log_sign(&w, log_origin, w.log, 2);
    spoil_line(&w, "ppid.example.go.id/log ");
    fails(&w, &trust, FOI__SIGNATURE_WRONG, "/checkpoint");
    ck_assert_ptr_nonnull(strstr(report, "\"signed_by\": [], \"cosigned\": [{\"name\": \"komisi\""));
}
END_TEST

START_TEST(too_few_witnesses)
{
    foi_trust trust = trust_of(&w);

    log_seal(&w);
    log_sign(&w, log_origin, w.log, 1);
    fails(&w, &trust, FOI__COSIGNED_FEW, "/checkpoint");
    trust.witnesses_needed = 1;
    ck_assert_int_eq(judge(&w, &trust, NULL), FOI_OK);
    log_sign(&w, log_origin, w.log, 0);
    fails(&w, &trust, FOI__COSIGNED_FEW, "/checkpoint");
    trust.witnesses_needed = 0;
    ck_assert_int_eq(judge(&w, &trust, NULL), FOI_OK);
}
END_TEST

/* ---- events ------------------------------------------------------------------------------------------------ */

START_TEST(no_event)
{
    log_seal(&w);
    w.evidence.count = 0;
    fails(&w, NULL, FOI__EVIDENCE_EMPTY, "/events");
}
END_TEST

START_TEST(a_leaf_that_is_none)
{
    log_seal(&w);
    w.bytes[6][0] ^= 1;
    foi_merkle_leaf(&w.hash[6], w.bytes[6], w.len[6]);
    foi__merkle_inclusion(&(foi__leaves){log_read, &w}, LOG_LEAVES, 6, w.proof[2], &w.event[2].proof_count, NULL);
    foi__merkle_inclusion(&(foi__leaves){log_read, &w}, LOG_LEAVES, 5, w.proof[1], &w.event[1].proof_count, NULL);
    foi__merkle_inclusion(&(foi__leaves){log_read, &w}, LOG_LEAVES, 2, w.proof[0], &w.event[0].proof_count, NULL);
    log_sign(&w, log_origin, w.log, 2);
    fails(&w, NULL, FOI__LEAF_BROKEN, "/events/2");
    ck_assert_ptr_nonnull(strstr(report, "{\"index\": 6}"));
}
END_TEST

START_TEST(an_event_of_another_log)
{
    w.leaf[5].origin = text_of("ppid.example.go.id/log2");
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_ORIGIN, "/events/1");
}
END_TEST

START_TEST(an_event_of_another_case)
{
    w.leaf[6].item[15] ^= 1;
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_CASE, "/events/2");
}
END_TEST

START_TEST(an_event_with_another_number)
{
    w.leaf[5].index = 4;
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_INDEX, "/events/1");
}
END_TEST

START_TEST(a_version_left_out)
{
    w.leaf[6].version = 4;
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_VERSION, "/events/2");
}
END_TEST

START_TEST(a_version_twice)
{
    w.leaf[6].version = 2;
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_VERSION, "/events/2");
}
END_TEST

START_TEST(another_event_before)
{
    memset(w.leaf[5].previous.bytes, 0x77, 32);
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_PREVIOUS, "/events/1");
}
END_TEST

START_TEST(something_before_the_first)
{
    memset(w.leaf[2].previous.bytes, 0x77, 32);
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_PREVIOUS, "/events/0");
}
END_TEST

/* The same leaf, said to stand at the place before: its own number and its proof speak against it as well. */
START_TEST(numbers_that_do_not_rise)
{
    const foi_trust trust = trust_of(&w);
    foi_error err = {.size = sizeof err};

    log_seal(&w);
    w.event[1].index = 2;
    ck_assert_int_eq(judge(&w, &trust, &err), FOI_ERR_PROOF);
    ck_assert_int_eq(err.sentence, FOI__LEAF_INDEX);
    ck_assert_ptr_nonnull(strstr(report, "has number 2, which is not lower"));
    w.event[1].index = 3;
    ck_assert_int_eq(judge(&w, &trust, &err), FOI_ERR_PROOF);
    ck_assert_ptr_null(strstr(report, "which is not lower"));
}
END_TEST

START_TEST(recorded_before_the_one_before)
{
    w.leaf[6].recorded = w.leaf[5].recorded - 1;
    log_seal(&w);
    fails(&w, NULL, FOI__LEAF_TIME, "/events/2");
}
END_TEST

START_TEST(recorded_in_the_same_moment)
{
    w.leaf[6].recorded = w.leaf[5].recorded;
    log_seal(&w);
    holds(&w);
}
END_TEST

START_TEST(a_proof_that_does_not_hold)
{
    log_seal(&w);
    w.proof[2][0].bytes[31] ^= 1;
    fails(&w, NULL, FOI__NOT_INCLUDED, "/events/2");
    w.proof[2][0].bytes[31] ^= 1;
    holds(&w);
    w.event[2].proof_count--;
    fails(&w, NULL, FOI__NOT_INCLUDED, "/events/2");
}
END_TEST

/* ---- opened values ----------------------------------------------------------------------------------------- */

START_TEST(another_value)
{
    log_seal(&w);
    w.opened[0].value = text_of("Budj");
    fails(&w, NULL, FOI__OPENED_OTHER, "/events/0");
    ck_assert_ptr_nonnull(strstr(report, "\"sealed\": [\"name\", \"note\"], \"opened\": {}"));
    w.opened[0].value = text_of("Budi");
    w.opened[0].salt[0] ^= 1;
    fails(&w, NULL, FOI__OPENED_OTHER, "/events/0");
}
END_TEST

START_TEST(a_value_under_a_name_that_was_not_sealed)
{
    log_seal(&w);
    w.opened[0].tag = text_of("nam");
    fails(&w, NULL, FOI__OPENED_UNKNOWN, "/events/0");
    w.opened[0].tag = text_of("channel"); /* in the clear, not sealed */
    fails(&w, NULL, FOI__OPENED_UNKNOWN, "/events/0");
}
END_TEST

START_TEST(a_value_opened_twice)
{
    log_seal(&w);
    w.opened[1] = w.opened[0];
    w.event[0].opened_count = 2;
    fails(&w, NULL, FOI__OPENED_TWICE, "/events/0");
    w.opened[1].tag = text_of("note");
    w.opened[1].value = text_of("rahasia");
    holds(&w);
    ck_assert_ptr_nonnull(strstr(report, "\"sealed\": [], \"opened\": {\"name\": \"Budi\", \"note\": \"rahasia\"}"));
}
END_TEST

/* Every fault is in the report; the first one is the error. */
START_TEST(all_faults_are_told)
{
    const foi_trust trust = trust_of(&w);
    foi_error err = {.size = sizeof err};

    w.leaf[5].version = 9;
    w.leaf[6].recorded = 0;
    log_seal(&w);
    log_sign(&w, log_origin, w.log, 1);
    ck_assert_int_eq(judge(&w, &trust, &err), FOI_ERR_PROOF);
    ck_assert_int_eq(err.sentence, FOI__COSIGNED_FEW);
    ck_assert_uint_eq(count_of(report, "\"text\": {"), 3);
    ck_assert_ptr_nonnull(strstr(report, "{\"event\": null, \"text\": {\"id\": \"1 dari saksi"));
    ck_assert_ptr_nonnull(strstr(report, "{\"event\": 2, \"text\": {\"id\": \"peristiwa 6"));
}
END_TEST

/* ---- the form of the file ------------------------------------------------------------------------------------ */

static void refused(const char *text, size_t len, int code, int sentence, const char *pointer)
{
    const foi_trust trust = trust_of(&w);
    foi_error err = {.size = sizeof err};
    size_t needed = 77;

    ck_assert_msg(foi_evidence_check(text, len, &trust, report, sizeof report, &needed, &err) == code, "%s: %s", pointer,
                  err.message);
    ck_assert_msg(err.sentence == sentence, "%s: %s", pointer, err.message);
    ck_assert_str_eq(err.pointer, pointer);
    ck_assert_int_eq(err.line > 0, sentence == FOI__JSON_BROKEN || sentence == FOI__JSON_ENDS || sentence == FOI__JSON_TWICE ||
                                       sentence == FOI__CASE_DEEP);
    ck_assert_uint_eq(needed, 77);
}

/* The file with one part replaced. */
static void spoiled(const char *part, const char *by, int code, int sentence, const char *pointer)
{
    static char text[sizeof json];
    const char *at;

    write_json(&w);
    at = strstr(json, part);
    ck_assert_msg(at != NULL, "%s", part);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - json), json, by, at + strlen(part));
    refused(text, strlen(text), code, sentence, pointer);
}

START_TEST(files_that_are_no_evidence)
{
    const foi_trust trust = trust_of(&w);
    foi_error err = {.size = sizeof err};
    size_t needed = 0, len;

    log_seal(&w);
    refused("", 0, FOI_ERR_SYNTAX, FOI__JSON_ENDS, "");
    spoiled("\"foi_evidence\": 1,", "\"foi_evidence\": 1, \"foi_evidence\": 1,", FOI_ERR_SYNTAX, FOI__JSON_TWICE, "");
    spoiled("\"foi_evidence\": 1", "\"foi_evidence\": 2", FOI_ERR_SYNTAX, FOI__EVIDENCE_FORMAT, "/foi_evidence");
    spoiled("\"foi_evidence\": 1", "\"foi_evidence\": 1.0", FOI_ERR_SYNTAX, FOI__EVIDENCE_FORMAT, "/foi_evidence");
    spoiled("\"foi_evidence\": 1, ", "", FOI_ERR_SYNTAX, FOI__KEY_MISSING, "/foi_evidence");
    spoiled("\"case\": \"1", "\"case\": \"A", FOI_ERR_SYNTAX, FOI__WANT_UUID, "/case");
    spoiled("\"case\": \"1", "\"case\": \"", FOI_ERR_SYNTAX, FOI__WANT_UUID, "/case");
    spoiled("\"case\"", "\"cash\"", FOI_ERR_SYNTAX, FOI__KEY_UNKNOWN_NEAR, "/cash");
    spoiled("\"checkpoint\": \"", "\"checkpoint\": \"+", FOI_ERR_SYNTAX, FOI__NOTE_BROKEN, "/checkpoint");
    spoiled("\"index\": 5", "\"index\": -5", FOI_ERR_SYNTAX, FOI__WANT_INDEX, "/events/1/index");
    spoiled("\"index\": 5", "\"index\": 5.0", FOI_ERR_SYNTAX, FOI__WANT_INDEX, "/events/1/index");
    spoiled("\"leaf\": \"", "\"leaf\": \"*", FOI_ERR_SYNTAX, FOI__WANT_BASE64, "/events/0/leaf");
    spoiled("\"leaf\": \"", "\"leaf\": \"=", FOI_ERR_SYNTAX, FOI__WANT_BASE64, "/events/0/leaf");
    spoiled("\"proof\": [\"", "\"proof\": [\"A", FOI_ERR_SYNTAX, FOI__WANT_DIGEST, "/events/0/proof/0");
    spoiled("\"proof\": [", "\"proof\": [1, ", FOI_ERR_SYNTAX, FOI__WANT_DIGEST, "/events/0/proof/0");
    spoiled("\"salt\": \"", "\"salt\": \"A", FOI_ERR_SYNTAX, FOI__WANT_DIGEST, "/events/0/opened/0/salt");
    spoiled("\"tag\": \"name\"", "\"tag\": \"\"", FOI_ERR_SYNTAX, FOI__WANT_TAG, "/events/0/opened/0/tag");
    spoiled("\"value\": \"Budi\"", "\"value\": 1", FOI_ERR_SYNTAX, FOI__WANT_TEXT, "/events/0/opened/0/value");
    spoiled("\"value\": \"Budi\"", "\"value\": \"Budi\", \"key\": 1", FOI_ERR_SYNTAX, FOI__KEY_UNKNOWN,
            "/events/0/opened/0/key");
    len = write_json(&w);
    for (size_t cut = 0; cut < len; cut++)
        ck_assert_int_eq(foi_evidence_check(json, cut, &trust, NULL, 0, &needed, NULL), FOI_ERR_SYNTAX);
    ck_assert_int_eq(foi_evidence_check(NULL, 0, &trust, NULL, 0, &needed, &err), FOI_ERR_ARGUMENT);
}
END_TEST

static char large[1 << 21];

static size_t repeated(const char *head, const char *part, size_t count, const char *tail)
{
    size_t at = (size_t)snprintf(large, sizeof large, "%s", head), len = strlen(part);

    for (size_t i = 0; i < count; i++, at += len) {
        ck_assert_uint_lt(at + len, sizeof large);
        memcpy(large + at, part, len);
    }
    return at + (size_t)snprintf(large + at, sizeof large - at, "%s", tail);
}

/* Each cap at the last number that passes, and one beyond it. */
START_TEST(evidence_has_limits)
{
    static const char head[] = "{\"foi_evidence\": 1, \"case\": \"11111111-1111-1111-1111-111111111111\", "
                               "\"checkpoint\": \"x\", \"events\": [";
    static const char proofs[] = "{\"foi_evidence\": 1, \"case\": \"11111111-1111-1111-1111-111111111111\", "
                                 "\"checkpoint\": \"x\", \"events\": [{\"index\": 0, \"leaf\": \"\", \"proof\": [";
    static const char hash[] = "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\",";
    static const char last_hash[] = "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"]}]}";
    static const char event[] = "{\"index\": 0, \"leaf\": \"\", \"proof\": []},";
    static const char last_event[] = "{\"index\": 0, \"leaf\": \"\", \"proof\": []}]}";
    char *huge = calloc(FOI_EVIDENCE_BYTES + 1, 1);

    ck_assert_ptr_nonnull(huge);
    refused(large, repeated(head, event, FOI__EVIDENCE_EVENTS - 1, last_event), FOI_ERR_SYNTAX, FOI__NOTE_BROKEN, "/checkpoint");
    refused(large, repeated(head, event, FOI__EVIDENCE_EVENTS, last_event), FOI_ERR_LIMIT, FOI__EVIDENCE_MANY, "/events");
    refused(large, repeated(proofs, hash, FOI_PROOF_MAX - 1, last_hash), FOI_ERR_SYNTAX, FOI__NOTE_BROKEN, "/checkpoint");
    refused(large, repeated(proofs, hash, FOI_PROOF_MAX, last_hash), FOI_ERR_LIMIT, FOI__EVIDENCE_MANY, "/events/0/proof");
    refused(large, repeated("", "[", 32, "1"), FOI_ERR_SYNTAX, FOI__JSON_ENDS, "");
    refused(large, repeated("", "[", 33, "1"), FOI_ERR_LIMIT, FOI__CASE_DEEP, "");
    refused(large, repeated("\"", "[", 100, "\""), FOI_ERR_SYNTAX, FOI__WANT_OBJECT, "");
    memset(huge, ' ', FOI_EVIDENCE_BYTES + 1);
    refused(huge, FOI_EVIDENCE_BYTES, FOI_ERR_SYNTAX, FOI__JSON_ENDS, "");
    refused(huge, FOI_EVIDENCE_BYTES + 1, FOI_ERR_LIMIT, FOI__EVIDENCE_LARGE, "");
    free(huge);
}
END_TEST

/* Sixteen signatures are read, seventeen are too many. */
START_TEST(a_note_has_limits)
{
    const foi_trust trust = trust_of(&w);
    foi_error err = {.size = sizeof err};
    char line[512];
    int lines = 3;

    log_seal(&w);
    snprintf(line, sizeof line, "%s", strstr(w.note, "\n\n") + 2);
    *(strchr(line, '\n') + 1) = '\0';
    for (; lines < FOI_SIGNATURES_MAX; lines++)
        strcat(w.note, line);
    w.evidence.note = text_of(w.note);
    holds(&w);
    strcat(w.note, line);
    w.evidence.note = text_of(w.note);
    ck_assert_int_eq(judge(&w, &trust, &err), FOI_ERR_LIMIT);
    ck_assert_int_eq(err.sentence, FOI__NOTE_SIGNATURES);
    ck_assert_str_eq(err.pointer, "/checkpoint");
}
END_TEST

/* ---- whom to believe ----------------------------------------------------------------------------------------- */

static void distrusted(const foi_trust *trust, int code, int sentence)
{
    foi_error err = {.size = sizeof err};

    ck_assert_int_eq(judge(&w, trust, &err), code);
    ck_assert_msg(err.sentence == sentence, "%s", err.message);
}

START_TEST(trust_that_is_none)
{
    foi_key *twin = make_key("kembar", FOI_KEY_WITNESS, 2), *self = make_key("ppid", FOI_KEY_WITNESS, 1);
    const foi_key *twins[] = {w.witness[0], twin}, *own[] = {self, w.witness[0]}, *logs[] = {w.log, NULL}, *many[64], *none[] = {w.witness[0], NULL};
    foi_trust t = trust_of(&w), bad;

    log_seal(&w);
    distrusted(NULL, FOI_ERR_ARGUMENT, FOI__NULL_ARGUMENT);
    bad = t, bad.size = 1;
    distrusted(&bad, FOI_ERR_ABI, FOI__STRUCT_SIZE);
    bad = t, bad.log = w.witness[0];
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__TRUST_LOG);
    bad = t, bad.witnesses = logs;
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__TRUST_WITNESS);
    bad = t, bad.witnesses = none;
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__NULL_ARGUMENT);
    bad = t, bad.witnesses = twins;
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__TRUST_TWICE);
    bad = t, bad.witnesses = own;
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__TRUST_TWICE);
    bad = t, bad.witnesses = NULL;
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__NULL_ARGUMENT);
    bad = t, bad.witnesses_needed = 3;
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__TRUST_FEW);
    bad = t, bad.witness_count = 64, bad.witnesses = many;
    distrusted(&bad, FOI_ERR_LIMIT, FOI__KEYS_MANY);
    bad = t, bad.origin = "two words";
    distrusted(&bad, FOI_ERR_ARGUMENT, FOI__ORIGIN_BAD);
    foi_key_free(twin);
    foi_key_free(self);
}
END_TEST

/* ---- bits, and a file that is fixed for ever ------------------------------------------------------------------ */

/* Every bit of the file. */
START_TEST(no_turned_bit_of_a_file_holds)
{
    const foi_trust trust = trust_of(&w);
    size_t len, needed = 0;

    log_seal(&w);
    len = write_json(&w);
    for (size_t bit = 0; bit < len * 8; bit++) {
        char before = json[bit / 8];
        int code;

        json[bit / 8] = (char)(before ^ 1 << bit % 8);
        code = foi_evidence_check(json, len, &trust, NULL, 0, &needed, NULL);
        if (code == FOI_OK)
            ck_abort_msg("bit %zu of byte %zu", bit % 8, bit / 8);
        json[bit / 8] = before;
    }
}
END_TEST

static size_t read_data(const char *name, char *to, size_t room)
{
    char path[1024];
    FILE *file;
    size_t len;

    snprintf(path, sizeof path, "%s/ledger/%s", FOI_TEST_DATA, name);
    file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "cannot open %s", path);
    len = fread(to, 1, room - 1, file);
    fclose(file);
    to[len] = '\0';
    return len;
}

static foi_key *read_key(const char *name)
{
    char text[512];
    foi_key *key = NULL;
    size_t len = read_data(name, text, sizeof text);

    ck_assert_int_eq(foi_key_parse(&key, text, len, NULL), FOI_OK);
    return key;
}

START_TEST(the_file_is_fixed)
{
    static char want[sizeof json], want_report[sizeof report];
    foi_key *log = read_key("log.key"), *witness = read_key("witness.key");
    const foi_key *witnesses[] = {witness};
    foi_trust trust = {.size = sizeof trust, .witnesses_needed = 1, .log = log, .witnesses = witnesses, .witness_count = 1};
    size_t needed = 0, len = read_data("evidence.json", want, sizeof want);

    log_seal(&w);
    write_json(&w);
    ck_assert_str_eq(json, want);
    ck_assert_int_eq(foi_evidence_check(want, len, &trust, report, sizeof report, &needed, NULL), FOI_OK);
    read_data("report.json", want_report, sizeof want_report);
    want_report[strcspn(want_report, "\n")] = '\0'; /* as the command prints it */
    ck_assert_str_eq(report, want_report);
    foi_key_free(log);
    foi_key_free(witness);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("evidence");
    TCase *all = tcase_create("all"), *turned = tcase_create("turned bits");

    tcase_set_timeout(all, 120);
    tcase_add_checked_fixture(all, begin, end);
    tcase_add_test(all, good_evidence_holds);
    tcase_add_test(all, another_origin);
    tcase_add_test(all, not_signed_by_the_log);
    tcase_add_test(all, a_signature_that_does_not_hold);
    tcase_add_test(all, too_few_witnesses);
    tcase_add_test(all, no_event);
    tcase_add_test(all, a_leaf_that_is_none);
    tcase_add_test(all, an_event_of_another_log);
    tcase_add_test(all, an_event_of_another_case);
    tcase_add_test(all, an_event_with_another_number);
    tcase_add_test(all, a_version_left_out);
    tcase_add_test(all, a_version_twice);
    tcase_add_test(all, another_event_before);
    tcase_add_test(all, something_before_the_first);
    tcase_add_test(all, numbers_that_do_not_rise);
    tcase_add_test(all, recorded_before_the_one_before);
    tcase_add_test(all, recorded_in_the_same_moment);
    tcase_add_test(all, a_proof_that_does_not_hold);
    tcase_add_test(all, another_value);
    tcase_add_test(all, a_value_under_a_name_that_was_not_sealed);
    tcase_add_test(all, a_value_opened_twice);
    tcase_add_test(all, all_faults_are_told);
    tcase_add_test(all, files_that_are_no_evidence);
    tcase_add_test(all, evidence_has_limits);
    tcase_add_test(all, a_note_has_limits);
    tcase_add_test(all, trust_that_is_none);
    tcase_add_test(all, the_file_is_fixed);
    suite_add_tcase(suite, all);
    tcase_set_timeout(turned, 120);
    tcase_set_tags(turned, "exhaustive");
    tcase_add_checked_fixture(turned, begin, end);
    tcase_add_test(turned, no_turned_bit_of_a_file_holds);
    suite_add_tcase(suite, turned);
    return harness_run(suite);
}
