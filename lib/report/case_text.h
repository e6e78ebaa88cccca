/* What both forms of a case report say. */
#ifndef FOI_CASE_TEXT_INTERNAL_H
#define FOI_CASE_TEXT_INTERNAL_H

#include "case/case.h"
#include "report/report.h"

/* What happens if the step is not taken; false if nothing does. */
bool foi__say_if_not(foi__out *out, const foi_case *c, const foi__next *n, int lang);

#endif
