/**
 * @file register.h
 * Surroundings of a register that come out the same every time, and appends for tests: a clock that ticks, chance from
 * a seed, keys that can be lost.
 */
#ifndef REGISTER_H
#define REGISTER_H

#include "foi-store.h"
#include "foi.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct around {
    int64_t now;
    uint64_t seed;
    uint32_t lost; /* the epoch whose key is gone */
};

static inline int64_t around_now(void *context)
{
    struct around *a = context;
    return a->now += 1000000;
}

static inline void around_chance(void *context, uint8_t *buf, size_t len)
{
    struct around *a = context;
    uint8_t seed[32] = {0};
    a->seed++;
    memcpy(seed, &a->seed, sizeof a->seed);
    randombytes_buf_deterministic(buf, len, seed);
}

static inline int around_key(void *context, uint32_t epoch, uint8_t key[32])
{
    const struct around *a = context;
    if (epoch == a->lost) {
        return FOI_ERR_SEALED;
    }
    memset(key, (int)(epoch + 1) & 0xff, 32);
    return FOI_OK;
}

static inline struct around around_new(uint64_t seed)
{
    return (struct around){INT64_C(1759710000000000), seed, UINT32_MAX};
}

static inline foi_env around_env(struct around *a)
{
    return (foi_env){sizeof(foi_env), 0, a, around_now, around_chance, around_key};
}

static inline int register_open(foi_store **s, const char *path, const foi_law *law, uint32_t flags, struct around *a,
                                foi_error *err)
{
    const foi_env env = around_env(a);
    const foi_store_opts opts = {.size = sizeof opts, .flags = flags, .env = &env};
    return foi_store_open(s, path, law, &opts, err);
}

/** A folder of its own, in memory where there is such a place; `path` is a register in it. */
static inline int register_folder(char folder[64], char path[128])
{
    strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/foi-register-XXXXXX" : "/tmp/foi-register-XXXXXX");
    if (mkdtemp(folder) == NULL) {
        return 0;
    }
    snprintf(path, 128, "%s/register.foi", folder);
    return 1;
}

static inline int register_remove(const char *folder)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", folder);
    return system(command);
}

/** The file of a register that is closed, in the place of another and what belongs to that; NULL: only away with that. */
static inline void register_copy(const char *from, const char *to)
{
    static const char *const parts[] = {"", "-wal", "-shm", "-lock"};
    static char bytes[1 << 20];
    char name[200];
    size_t len;
    FILE *file;
    for (int i = 0; i < 4; i++) {
        snprintf(name, sizeof name, "%s%s", to, parts[i]);
        unlink(name);
    }
    file = from != NULL ? fopen(from, "rb") : NULL;
    if (file == NULL) {
        return;
    }
    len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    file = fopen(to, "wb");
    if (file != NULL) {
        fwrite(bytes, 1, len, file);
        fclose(file);
    }
}

static const char register_origin[] = "ppid.example.go.id/log";
static const char register_body[] = "{\"origin\": \"ppid.example.go.id/log\", \"name\": \"Badan Contoh\", "
                                    "\"numbers\": {\"request_registered\": \"{seq:03}/PPID/{year}\"}}";
static const char register_person[] = "{\"kind\": \"individual\", \"name\": \"Siti Aminah\", \"nik\": \"3171000000000001\"}";
static const char register_received[] = "{\"kind\": \"request_received\", \"date\": \"2025-10-06\", \"channel\": \"desk\"}";
static const char register_numbered[] = "{\"kind\": \"request_registered\", \"date\": \"2025-10-06\"}";
static const char register_answered[] =
    "{\"kind\": \"request_answered\", \"date\": \"2025-10-20\", \"outcome\": \"refused\", \"exemption\": [\"17h\"], "
    "\"consequence_test\": \"2025-10-15\", \"officer\": \"Rudi\", \"received\": \"2025-10-21\", \"note\": \"catatan\"}";

static inline foi_append register_new(const char *key, const char *events)
{
    return (foi_append){.size = sizeof(foi_append),
                        .body = register_origin,
                        .key = key,
                        .events = events,
                        .events_len = strlen(events),
                        .applicant = register_person,
                        .applicant_len = sizeof register_person - 1,
                        .role = "petugas"};
}

static inline foi_append register_add(const foi_receipt *to, const char *key, const char *events)
{
    return (foi_append){.size = sizeof(foi_append),
                        .expected = to->version,
                        .item = to->item,
                        .key = key,
                        .events = events,
                        .events_len = strlen(events),
                        .role = "ppid"};
}

/** How many times as much a long run does; FOI_LONG=1 asks for one. */
static inline int register_times(int many)
{
    const char *text = getenv("FOI_LONG");
    return text != NULL && text[0] == '1' ? many : 1;
}

#endif
