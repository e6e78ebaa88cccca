/* JSON pointers: where in a document a fault is. */
#include "base/base.h"

/* A slash inside a key would look like a step further down. */
static void put_key(foi__out *out, const char *key)
{
    for (const char *p = key; *p != '\0'; p++)
        if (*p == '~')
            foi__puts(out, "~0");
        else if (*p == '/')
            foi__puts(out, "~1");
        else
            foi__put(out, p, 1);
}

foi__pointer foi__pointer_to(const foi__pointer *in, const char *key)
{
    foi__pointer p;
    foi__out out = {p.text, sizeof p.text, 0};

    foi__puts(&out, in != NULL ? in->text : "");
    foi__puts(&out, "/");
    put_key(&out, key);
    p.len = foi__put_end(&out);
    return p;
}

foi__pointer foi__pointer_at(const foi__pointer *in, size_t index)
{
    return foi__pointer_to(in, foi__format_number((int64_t)index).text);
}

/* As foi__fail(), with the place in a JSON document. An older caller's struct may be too short for it. */
int foi__point(foi_error *err, int code, const char *pointer)
{
    foi__out out;

    if (err == NULL || err->size < offsetof(foi_error, arguments))
        return code;
    out = (foi__out){err->pointer, sizeof err->pointer, 0};
    foi__puts(&out, pointer);
    foi__put_end(&out);
    return code;
}
