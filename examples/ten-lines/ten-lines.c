/* When is the answer due to a request received on 6 October 2025, which day is safe, and who says so?
   cc ten-lines.c $(pkg-config --cflags --libs foi) */
#include <foi.h>
#include <stdio.h>

int main(void)
{
    foi_law *law = NULL;
    foi_deadline *d = NULL;
    foi_day received = 0;
    char text[4096];
    int bad = foi_law_new(&law, NULL, NULL) || foi_date_parse(&received, "2025-10-06", 10, NULL) ||
              foi_law_due(law, &d, "response", received, NULL, NULL);
    if (!bad && foi_deadline_text(d, FOI_LANG_EN, text, sizeof text) < sizeof text)
        fputs(text, stdout);
    foi_deadline_unref(d);
    foi_law_unref(law);
    return bad != 0;
}
