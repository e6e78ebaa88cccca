/* Finding things of the law by name and by day. */
#include <string.h>

#include "law/law.h"

/* Say that a name is unknown, with the nearest one where there is one. */
static int unknown(foi_error *err, int plain, int with_near, const char *wanted, const char *const *names, size_t count)
{
    const char *near = foi__nearest(wanted, names, count);

    return foi__fail(err, near != NULL ? with_near : plain, wanted, near, NULL);
}

const foi__pack *foi__law_pack_by_id(const foi_law *law, const char *id)
{
    for (size_t i = 0; i < law->pack_count; i++)
        if (foi__same(law->packs[i]->id, id))
            return law->packs[i];
    return NULL;
}

const foi__bilingual *foi__law_source(const foi_law *law, const char *key, int32_t *grade)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *p = law->packs[i];

        if (p->key != NULL && foi__same(p->key, key)) {
            *grade = p->grade;
            return &p->short_title;
        }
        for (size_t k = 0; k < p->source_count; k++)
            if (foi__same(p->sources[k].key, key)) {
                *grade = p->sources[k].grade;
                return &p->sources[k].title;
            }
    }
    return NULL;
}

/*
 * No name is the first regime, that of the first pack by id which has one. Lists for suggestions are cut, never
 * the search.
 */
int foi__law_regime_number(const foi_law *law, const char *regime, size_t *out, foi_error *err)
{
    enum { SHOWN = 64 };
    const char *names[SHOWN];
    size_t count = law->regime_count < SHOWN ? law->regime_count : SHOWN;

    if (regime == NULL) {
        *out = 0;
        return FOI_OK;
    }
    for (size_t i = 0; i < law->regime_count; i++)
        if (foi__same(law->regimes[i].regime->id, regime)) {
            *out = i;
            return FOI_OK;
        }
    for (size_t i = 0; i < count; i++)
        names[i] = law->regimes[i].regime->id;
    return unknown(err, FOI__REGIME_UNKNOWN, FOI__REGIME_UNKNOWN_NEAR, regime, names, count);
}

/* Clocks stand in order of id. */
int foi__law_clock_number(const foi_law *law, const char *clock, size_t *out, foi_error *err)
{
    enum { SHOWN = 128 };
    const char *names[SHOWN];
    size_t lo = 0, hi = law->clock_count, count = hi < SHOWN ? hi : SHOWN;

    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        int order = strcmp(law->clocks[mid].id, clock);

        if (order == 0) {
            *out = mid;
            return FOI_OK;
        }
        if (order < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (size_t i = 0; i < count; i++)
        names[i] = law->clocks[i].id;
    return unknown(err, FOI__CLOCK_UNKNOWN, FOI__CLOCK_UNKNOWN_NEAR, clock, names, count);
}

bool foi__law_axis_number(const foi_law *law, const char *axis, size_t len, size_t *out)
{
    for (size_t i = 0; i < law->axis_count; i++)
        if (foi__same_n(law->axes[i].id, axis, len)) {
            *out = i;
            return true;
        }
    return false;
}

/* From the latest version backward, as most questions are about the law of today. */
const foi__version *foi__timeline_at(const foi__timeline *t, foi_day day)
{
    for (size_t i = t->count; i > 0; i--)
        if (t->items[i - 1].from <= day)
            return day <= t->items[i - 1].to ? &t->items[i - 1] : NULL;
    return NULL;
}

size_t foi__axis_option(const foi__axis *a, const char *option)
{
    size_t i = 0;

    while (a != NULL && i < a->option_count && !foi__same(a->options[i].name, option))
        i++;
    return i;
}
