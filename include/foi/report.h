/**
 * @file foi/report.h
 * Answers for machines (JSON, one document, no line breaks) and for people (Indonesian or English).
 * The JSON keys are a contract (docs/formats.md): fields are added, never renamed or dropped.
 */
#ifndef FOI_REPORT_H
#define FOI_REPORT_H

#include "foi/base.h"
#include "foi/deadline.h"
#include "foi/law.h"

#if defined(__cplusplus) && !defined(FOI_CDEF)
extern "C" {
#endif

/** Flags of foi_deadline_json(). */
enum foi_json_flags {
    FOI_JSON_EXPLANATION = 1 /**< add "explanation": {"id": ..., "en": ...} */
};

/** A deadline as JSON. Size, then fill. @returns bytes needed without NUL. Any thread. Since 0.1. */
FOI_API size_t foi_deadline_json(const foi_deadline *d, int flags, char *buf, size_t size);

/**
 * A deadline as text that an officer can read out: the answer in the first lines, then the days that
 * were not counted and the decree of each, the other readings, the sources with their grades.
 * Lines end with LF. Size, then fill.
 *
 * @param lang FOI_LANG_ID or FOI_LANG_EN; any other value gives English
 * @returns bytes needed without NUL. Any thread. Since 0.1.
 */
FOI_API size_t foi_deadline_text(const foi_deadline *d, int lang, char *buf, size_t size);

/** A day in words, "Senin, 6 Oktober 2025" or "Monday, 6 October 2025". Size, then fill. Any thread. Since 0.1. */
FOI_API size_t foi_day_text(foi_day day, int lang, char *buf, size_t size);

/**
 * A topic in plain language with articles: rights, duties, grounds, exemptions, definitions, categories,
 * forms, penalties, or the id of a single entry (17a, ground a, a clock). The rules of the day are told.
 *
 * @param topic  as above; NULL lists the topics
 * @param regime NULL = the first regime
 * @param day    the day whose law is told
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK; FOI_ERR_LAW_GAP for an unknown regime or topic (the nearest name is offered), or
 *          nothing in force on the day. Any thread. Since 0.1.
 */
FOI_API int foi_law_explain(const foi_law *law, const char *topic, const char *regime, foi_day day, int lang,
                            char *buf, size_t size, size_t *needed, foi_error *err);

/** As foi_law_explain(), as JSON in both languages. Any thread. Since 0.1. */
FOI_API int foi_law_explain_json(const foi_law *law, const char *topic, const char *regime, foi_day day, char *buf,
                                 size_t size, size_t *needed, foi_error *err);

/**
 * The procedure of a regime as a picture, for Graphviz (`dot -Tsvg`): one digraph, a cluster a track, a node a
 * state (final ones with two borders), an edge an event that leads on. What time alone does is dashed and bears
 * the name of the clock. Edges that meet in one label are one event. Not drawn: events after which the state
 * stays, and those that proceed only because an earlier step is missing from the file.
 *
 * @param regime NULL = the first regime
 * @param lang   FOI_LANG_ID or FOI_LANG_EN; any other value gives English
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK, also for a regime without procedure (an empty digraph); FOI_ERR_LAW_GAP for an unknown
 *          regime (the nearest name is offered). Any thread. Since 0.1.
 */
FOI_API int foi_law_graph(const foi_law *law, const char *regime, int lang, char *buf, size_t size, size_t *needed,
                          foi_error *err);

/**
 * The clocks of one pack as JSON: id, term, actor, validity, axes, citations. For `foi rules show` and diff.
 *
 * @param pack  id of a pack
 * @param needed bytes needed without NUL (size, then fill)
 * @returns FOI_OK; FOI_ERR_LAW_GAP for an unknown pack (the nearest name is offered). Any thread. Since 0.1.
 */
FOI_API int foi_law_pack_json(const foi_law *law, const char *pack, char *buf, size_t size, size_t *needed,
                              foi_error *err);

#if defined(__cplusplus) && !defined(FOI_CDEF)
}
#endif

#endif
