/*
 * Clock and chance of the system, where the caller gives none of its own. Nowhere else does the library ask for
 * either, so a test can have the same day twice.
 */
#include <sodium.h>
#include <time.h>

#include "store/store.h"

static int64_t system_now(void *context)
{
    struct timespec t;

    (void)context;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void system_random(void *context, uint8_t *buf, size_t len)
{
    (void)context;
    randombytes_buf(buf, len);
}

static int no_key(void *context, uint32_t epoch, uint8_t key[32])
{
    (void)context;
    (void)epoch;
    (void)key;
    return FOI_ERR_SEALED;
}

int foi__env_read(foi_env *env, const foi_env *given, foi_error *err)
{
    int code = foi__opts_read(env, sizeof *env, given, err);

    if (env->now == NULL)
        env->now = system_now;
    if (env->random == NULL)
        env->random = system_random;
    if (env->key == NULL)
        env->key = no_key;
    return code;
}
