/* Worked examples of packs: each is a question with an expected answer. */
#include "deadline/deadline.h"

static int differs(const foi__pack *pack, const foi__example *e, const char *what, const char *got, const char *want,
                   foi_error *err)
{
    const char *args[4] = {e->name, what, got, want};

    return foi__fail_at4(err, (foi__place){pack->file, e->line, 0}, FOI__EXAMPLE_WRONG, args);
}

static int compare(const foi__pack *pack, const foi__example *e, const char *what, foi_day got, foi_day want,
                   foi_error *err)
{
    if (want == FOI_DAY_NONE || got == want)
        return 1;
    return differs(pack, e, what, foi__day_string(got).text, foi__day_string(want).text, err);
}

/* The first day that an example expects. */
static foi_day first_day(const foi__example *e)
{
    return e->due != FOI_DAY_NONE ? e->due : e->earliest != FOI_DAY_NONE ? e->earliest : e->latest;
}

/*
 * Examples go through the same door as a caller's question, so that they prove what callers get. A day that the
 * example does not state is not compared. Running out of memory is no verdict on the pack.
 */
static int prove(const foi_law *law, const foi__pack *pack, const foi__example *e, foi_error *err)
{
    foi_deadline_opts o = {.size = sizeof o, .regime = e->regime, .readings = e->readings.items};
    foi_deadline_info info = {.size = sizeof info};
    foi_error inner = {.size = sizeof inner};
    foi_deadline *d = NULL;
    int code, result = 1;

    o.reading_count = e->readings.count;
    code = foi_law_due(law, &d, e->clock, e->day, &o, &inner);
    if (code == FOI_ERR_MEMORY)
        return foi__no_memory(err);
    if (code < 0 && code == e->fails)
        return 1;
    if (code < 0)
        return differs(pack, e, "due", inner.message,
                       e->fails != 0 ? foi_status_name(e->fails) : foi__day_string(first_day(e)).text, err);
    foi_deadline_get(d, &info);
    foi_deadline_unref(d);
    if (e->fails != 0)
        return differs(pack, e, "due", foi__day_string(info.due).text, foi_status_name(e->fails), err);
    if ((result = compare(pack, e, "due", info.due, e->due, err)) == 1 &&
        (result = compare(pack, e, "earliest", info.earliest, e->earliest, err)) == 1)
        result = compare(pack, e, "latest", info.latest, e->latest, err);
    return result;
}

int foi_law_prove(const foi_law *law, size_t index, foi_error *err)
{
    for (size_t i = 0; i < law->pack_count; i++) {
        const foi__pack *pack = law->packs[i];

        if (index < pack->example_count) {
            const foi__example *e = &pack->examples[index];
            int result = prove(law, pack, e, err);

            /* the place of one that holds too, so that a caller can list what was proved */
            if (result == 1)
                foi__fail_at(err, (foi__place){pack->file, e->line, 0}, FOI__SENTENCE_NONE, NULL, NULL, NULL);
            return result;
        }
        index -= pack->example_count;
    }
    return 0;
}
