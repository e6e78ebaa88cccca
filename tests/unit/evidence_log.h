/**
 * @file evidence_log.h
 * A log of eight events, three of them of one case, with a checkpoint that the log and two witnesses have signed.
 * A test may change the leaves before the log is sealed, and the evidence after it.
 */
#ifndef EVIDENCE_LOG_H
#define EVIDENCE_LOG_H

#include "harness.h"

#include "ledger/evidence.h"

enum { LOG_LEAVES = 8, CASE_EVENTS = 3, LEAF_ROOM = 1024 };

static const char log_origin[] = "ppid.example.go.id/log";
static const size_t case_at[CASE_EVENTS] = {2, 5, 6};

typedef struct evidence_log {
    foi__leaf leaf[LOG_LEAVES];
    uint8_t salt[FOI__SALT];
    uint8_t bytes[LOG_LEAVES][LEAF_ROOM];
    size_t len[LOG_LEAVES];
    foi_digest hash[LOG_LEAVES], proof[CASE_EVENTS][FOI_PROOF_MAX];
    foi__opened opened[2];
    foi__evidence_event event[CASE_EVENTS];
    foi__evidence evidence;
    foi_key *log, *witness[2];
    char note[4096];
} evidence_log;

static inline foi__text text_of(const char *bytes)
{
    return (foi__text){bytes, (uint32_t)strlen(bytes)};
}

static inline foi_key *make_key(const char *name, int kind, uint8_t seed)
{
    uint8_t bytes[32];
    foi_key *key = NULL;
    memset(bytes, seed, sizeof bytes);
    ck_assert_int_eq(foi_key_new(&key, name, kind, bytes, NULL), FOI_OK);
    return key;
}

/** The log before it is sealed: every fifth day an event, the case of UUID 11111111-... at three places. */
static inline void log_begin(evidence_log *l)
{
    static const char *const kinds[CASE_EVENTS] = {"request_received", "request_extended", "request_answered"};
    memset(l, 0, sizeof *l);
    memset(l->salt, 9, sizeof l->salt);
    for (size_t i = 0, k = 0; i < LOG_LEAVES; i++) {
        foi__leaf *leaf = &l->leaf[i];
        int ours = k < CASE_EVENTS && case_at[k] == i;
        *leaf = (foi__leaf){.origin = text_of(log_origin), .index = i, .version = 1,
                            .kind = text_of(ours ? kinds[k] : "request_received"), .day = 20367 + (foi_day)(5 * i),
                            .received = FOI_DAY_NONE, .recorded = INT64_C(1759710000123456) + (int64_t)i * 432000000000,
                            .offset = 420, .role = text_of("ppid"), .number = text_of("001/PPID/2025")};
        memset(leaf->item, ours ? 0x11 : (int)(0x60 + i), sizeof leaf->item);
        memset(leaf->actor, 0x22, sizeof leaf->actor);
        memset(leaf->law.bytes, 0x33, sizeof leaf->law.bytes);
        if (ours) {
            leaf->version = (uint32_t)++k;
        }
    }
    l->leaf[2].received = 20366;
    l->leaf[2].field_count = 3;
    l->leaf[2].fields[0] = (foi__leaf_field){.tag = text_of("channel"), .value = text_of("desk")};
    l->leaf[2].fields[1] = (foi__leaf_field){.tag = text_of("name"), .committed = true};
    l->leaf[2].fields[2] = (foi__leaf_field){.tag = text_of("note"), .committed = true};
    foi__commit(&l->leaf[2].fields[1].commitment, l->salt, text_of("name"), text_of("Budi"));
    foi__commit(&l->leaf[2].fields[2].commitment, l->salt, text_of("note"), text_of("rahasia"));
    l->leaf[6].file_count = 1;
    l->leaf[6].files[0].len = 1234;
    memset(l->leaf[6].files[0].digest.bytes, 0x55, 32);
    l->opened[0] = (foi__opened){.tag = text_of("name"), .value = text_of("Budi")};
    memcpy(l->opened[0].salt, l->salt, sizeof l->salt);
    l->log = make_key(log_origin, FOI_KEY_LOG, 1);
    l->witness[0] = make_key("komisi", FOI_KEY_WITNESS, 2);
    l->witness[1] = make_key("universitas", FOI_KEY_WITNESS, 3);
}

static inline int log_read(void *from_where, uint64_t from, uint64_t to, foi__frontier *into, foi_error *err)
{
    const evidence_log *l = from_where;
    (void)err;
    for (uint64_t i = from; i < to; i++) {
        foi__frontier_add(into, &l->hash[i]);
    }
    return FOI_OK;
}

/** The checkpoint, signed by the log and by `witnesses` of the two. */
static inline void log_sign(evidence_log *l, const char *origin, const foi_key *log, int witnesses)
{
    foi_checkpoint c = {.size = sizeof c, .leaves = LOG_LEAVES};
    foi__frontier f = {0};
    size_t len = 0;
    log_read(l, 0, LOG_LEAVES, &f, NULL);
    foi__frontier_root(&f, &c.root);
    strcpy(c.origin, origin);
    ck_assert_int_eq(foi_checkpoint_sign(&c, log, l->note, sizeof l->note, &len, NULL), FOI_OK);
    for (int i = 0; i < witnesses; i++) {
        char more[sizeof l->note];
        ck_assert_int_eq(foi_checkpoint_cosign(l->note, len, NULL, 0, log, l->witness[i], NULL, 0,
                                               1764000000 + (uint64_t)i, more, sizeof more, &len, NULL), FOI_OK);
        memcpy(l->note, more, len + 1);
    }
    l->evidence.note = (foi__text){l->note, (uint32_t)len};
}

/** Bytes, hashes, chain (unless a leaf has a `previous` already), proofs, checkpoint, evidence. */
static inline void log_seal(evidence_log *l)
{
    static const foi_digest none;
    const foi__leaves source = {log_read, l};
    for (size_t i = 0, k = 0; i < LOG_LEAVES; i++) {
        if (k < CASE_EVENTS && case_at[k] == i) {
            if (k > 0 && foi__digest_same(&l->leaf[i].previous, &none)) {
                l->leaf[i].previous = l->hash[case_at[k - 1]];
            }
            k++;
        }
        l->len[i] = foi__leaf_write(&l->leaf[i], l->bytes[i], LEAF_ROOM);
        ck_assert_uint_le(l->len[i], LEAF_ROOM);
        foi_merkle_leaf(&l->hash[i], l->bytes[i], l->len[i]);
    }
    for (size_t k = 0; k < CASE_EVENTS; k++) {
        foi__evidence_event *e = &l->event[k];
        *e = (foi__evidence_event){.index = case_at[k], .leaf = l->bytes[case_at[k]], .leaf_len = l->len[case_at[k]],
                                   .proof = l->proof[k]};
        foi__merkle_inclusion(&source, LOG_LEAVES, case_at[k], l->proof[k], &e->proof_count, NULL);
    }
    l->event[0].opened = l->opened;
    l->event[0].opened_count = 1;
    l->evidence.events = l->event;
    l->evidence.count = CASE_EVENTS;
    memset(l->evidence.item, 0x11, 16);
    log_sign(l, log_origin, l->log, 2);
}

static inline void log_end(evidence_log *l)
{
    foi_key_free(l->log);
    foi_key_free(l->witness[0]);
    foi_key_free(l->witness[1]);
}

#endif
