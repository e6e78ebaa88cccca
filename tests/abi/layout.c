/*
 * The layout of every public struct on x86-64, frozen: a program compiled against 0.1 must go on working.
 * A struct that starts with `size` may grow at its end: its SIZE line changes then, no AT line ever does.
 * foi_case_clock, foi_case_finding, foi_cite, foi_clock_move, foi_day_change, foi_digest, foi_field, foi_reading,
 * foi_due, foi_due_move, foi_source, foi_step and foi_wait have no `size`: they may never change.
 */
#include "foi.h"
#include "foi-store.h"

#define SIZE(type, bytes) _Static_assert(sizeof(type) == (bytes), "frozen: size of " #type)
#define AT(type, field, bytes) _Static_assert(offsetof(type, field) == (bytes), "frozen: " #type "." #field)

#ifdef __x86_64__
SIZE(foi_error, 1304);
AT(foi_error, size, 0);
AT(foi_error, code, 4);
AT(foi_error, line, 8);
AT(foi_error, column, 12);
AT(foi_error, sentence, 16);
AT(foi_error, reserved, 20);
AT(foi_error, file, 24);
AT(foi_error, pointer, 152);
AT(foi_error, arguments, 280);
AT(foi_error, message, 792);

SIZE(foi_calendar_opts, 24);
AT(foi_calendar_opts, size, 0);
AT(foi_calendar_opts, flags, 4);
AT(foi_calendar_opts, name, 8);
AT(foi_calendar_opts, base, 16);

SIZE(foi_day_info, 48);
AT(foi_day_info, size, 0);
AT(foi_day_info, decided, 4);
AT(foi_day_info, working, 8);
AT(foi_day_info, kind, 12);
AT(foi_day_info, name_id, 16);
AT(foi_day_info, name_en, 24);
AT(foi_day_info, decree, 32);
AT(foi_day_info, decree_date, 40);
AT(foi_day_info, grade, 44);

SIZE(foi_day_change, 48);
AT(foi_day_change, day, 0);
AT(foi_day_change, works_before, 4);
AT(foi_day_change, works_after, 8);
AT(foi_day_change, kind, 12);
AT(foi_day_change, name_id, 16);
AT(foi_day_change, name_en, 24);
AT(foi_day_change, decree, 32);
AT(foi_day_change, decree_date, 40);

SIZE(foi_source, 24);
AT(foi_source, name, 0);
AT(foi_source, text, 8);
AT(foi_source, size, 16);

SIZE(foi_law_opts, 48);
AT(foi_law_opts, size, 0);
AT(foi_law_opts, flags, 4);
AT(foi_law_opts, packs, 8);
AT(foi_law_opts, pack_count, 16);
AT(foi_law_opts, calendars, 24);
AT(foi_law_opts, calendar_count, 32);
AT(foi_law_opts, known_on, 40);
AT(foi_law_opts, reserved, 44);

SIZE(foi_pack_info, 72);
AT(foi_pack_info, size, 0);
AT(foi_pack_info, grade, 4);
AT(foi_pack_info, id, 8);
AT(foi_pack_info, key, 16);
AT(foi_pack_info, title_id, 24);
AT(foi_pack_info, title_en, 32);
AT(foi_pack_info, in_force_from, 40);
AT(foi_pack_info, in_force_to, 44);
AT(foi_pack_info, checked_on, 48);
AT(foi_pack_info, text, 56);
AT(foi_pack_info, text_size, 64);

SIZE(foi_event_kind, 40);
AT(foi_event_kind, size, 0);
AT(foi_event_kind, field_count, 4);
AT(foi_event_kind, id, 8);
AT(foi_event_kind, name_id, 16);
AT(foi_event_kind, name_en, 24);
AT(foi_event_kind, track, 32);

SIZE(foi_field_kind, 40);
AT(foi_field_kind, size, 0);
AT(foi_field_kind, type, 4);
AT(foi_field_kind, personal, 8);
AT(foi_field_kind, required, 12);
AT(foi_field_kind, id, 16);
AT(foi_field_kind, values, 24);
AT(foi_field_kind, value_count, 32);

SIZE(foi_clock_info, 32);
AT(foi_clock_info, size, 0);
AT(foi_clock_info, reserved, 4);
AT(foi_clock_info, id, 8);
AT(foi_clock_info, name_id, 16);
AT(foi_clock_info, name_en, 24);

SIZE(foi_cite, 24);
AT(foi_cite, key, 0);
AT(foi_cite, article, 8);
AT(foi_cite, grade, 16);
AT(foi_cite, reserved, 20);

SIZE(foi_deadline_opts, 32);
AT(foi_deadline_opts, size, 0);
AT(foi_deadline_opts, flags, 4);
AT(foi_deadline_opts, regime, 8);
AT(foi_deadline_opts, readings, 16);
AT(foi_deadline_opts, reading_count, 24);

SIZE(foi_deadline_info, 72);
AT(foi_deadline_info, size, 0);
AT(foi_deadline_info, certainty, 4);
AT(foi_deadline_info, from, 8);
AT(foi_deadline_info, due, 12);
AT(foi_deadline_info, earliest, 16);
AT(foi_deadline_info, latest, 20);
AT(foi_deadline_info, length, 24);
AT(foi_deadline_info, unit, 28);
AT(foi_deadline_info, backward, 32);
AT(foi_deadline_info, stale, 36);
AT(foi_deadline_info, clock, 40);
AT(foi_deadline_info, actor, 48);
AT(foi_deadline_info, regime, 56);
AT(foi_deadline_info, rule, 64);

SIZE(foi_reading, 8);
AT(foi_reading, due, 0);
AT(foi_reading, is_default, 4);

SIZE(foi_step, 32);
AT(foi_step, day, 0);
AT(foi_step, kind, 4);
AT(foi_step, name_id, 8);
AT(foi_step, name_en, 16);
AT(foi_step, decree, 24);

SIZE(foi_case_opts, 48);
AT(foi_case_opts, size, 0);
AT(foi_case_opts, flags, 4);
AT(foi_case_opts, regime, 8);
AT(foi_case_opts, timezone, 16);
AT(foi_case_opts, applicant, 24);
AT(foi_case_opts, readings, 32);
AT(foi_case_opts, reading_count, 40);

SIZE(foi_field, 16);
AT(foi_field, name, 0);
AT(foi_field, value, 8);

SIZE(foi_event, 32);
AT(foi_event, size, 0);
AT(foi_event, date, 4);
AT(foi_event, kind, 8);
AT(foi_event, fields, 16);
AT(foi_event, field_count, 24);

SIZE(foi_event_info, 64);
AT(foi_event_info, size, 0);
AT(foi_event_info, date, 4);
AT(foi_event_info, day, 8);
AT(foi_event_info, received, 12);
AT(foi_event_info, kind, 16);
AT(foi_event_info, name_id, 24);
AT(foi_event_info, name_en, 32);
AT(foi_event_info, track, 40);
AT(foi_event_info, note, 48);
AT(foi_event_info, track_number, 56);
AT(foi_event_info, reserved, 60);

SIZE(foi_case_clock, 96);
AT(foi_case_clock, id, 0);
AT(foi_case_clock, name_id, 8);
AT(foi_case_clock, name_en, 16);
AT(foi_case_clock, actor, 24);
AT(foi_case_clock, trigger, 32);
AT(foi_case_clock, lapse_of, 40);
AT(foi_case_clock, from, 48);
AT(foi_case_clock, due, 52);
AT(foi_case_clock, earliest, 56);
AT(foi_case_clock, latest, 60);
AT(foi_case_clock, extended_from, 64);
AT(foi_case_clock, stopped, 68);
AT(foi_case_clock, trigger_event, 72);
AT(foi_case_clock, extended_event, 76);
AT(foi_case_clock, stopped_event, 80);
AT(foi_case_clock, status, 84);
AT(foi_case_clock, days_left, 88);
AT(foi_case_clock, unit, 92);

SIZE(foi_case_info, 192);
AT(foi_case_info, size, 0);
AT(foi_case_info, as_of, 4);
AT(foi_case_info, regime, 8);
AT(foi_case_info, tracks, 16);
AT(foi_case_info, states, 80);
AT(foi_case_info, since, 144);
AT(foi_case_info, clock_count, 176);
AT(foi_case_info, finding_count, 184);

SIZE(foi_case_finding, 56);
AT(foi_case_finding, code, 0);
AT(foi_case_finding, actor, 8);
AT(foi_case_finding, clock, 16);
AT(foi_case_finding, text_id, 24);
AT(foi_case_finding, text_en, 32);
AT(foi_case_finding, event, 40);
AT(foi_case_finding, severity, 44);
AT(foi_case_finding, under, 48);
AT(foi_case_finding, reserved, 52);

SIZE(foi_clock_move, 88);
AT(foi_clock_move, item, 0);
AT(foi_clock_move, clock, 8);
AT(foi_clock_move, trigger_event, 16);
AT(foi_clock_move, move, 20);
AT(foi_clock_move, start, 24);
AT(foi_clock_move, since, 28);
AT(foi_clock_move, from, 32);
AT(foi_clock_move, to, 36);
AT(foi_clock_move, because, 40);

SIZE(foi_digest, 32);
AT(foi_digest, bytes, 0);

SIZE(foi_checkpoint, 256);
AT(foi_checkpoint, size, 0);
AT(foi_checkpoint, reserved, 4);
AT(foi_checkpoint, leaves, 8);
AT(foi_checkpoint, root, 16);
AT(foi_checkpoint, origin, 48);

SIZE(foi_trust, 40);
AT(foi_trust, size, 0);
AT(foi_trust, witnesses_needed, 4);
AT(foi_trust, origin, 8);
AT(foi_trust, log, 16);
AT(foi_trust, witnesses, 24);
AT(foi_trust, witness_count, 32);

SIZE(foi_env, 40);
AT(foi_env, size, 0);
AT(foi_env, reserved, 4);
AT(foi_env, context, 8);
AT(foi_env, now, 16);
AT(foi_env, random, 24);
AT(foi_env, key, 32);

SIZE(foi_store_opts, 24);
AT(foi_store_opts, size, 0);
AT(foi_store_opts, flags, 4);
AT(foi_store_opts, env, 8);
AT(foi_store_opts, epoch, 16);
AT(foi_store_opts, wait_ms, 20);

SIZE(foi_append, 80);
AT(foi_append, size, 0);
AT(foi_append, expected, 4);
AT(foi_append, body, 8);
AT(foi_append, item, 16);
AT(foi_append, key, 24);
AT(foi_append, events, 32);
AT(foi_append, events_len, 40);
AT(foi_append, applicant, 48);
AT(foi_append, applicant_len, 56);
AT(foi_append, actor, 64);
AT(foi_append, role, 72);

SIZE(foi_receipt, 192);
AT(foi_receipt, size, 0);
AT(foi_receipt, replayed, 4);
AT(foi_receipt, version, 8);
AT(foi_receipt, reserved, 12);
AT(foi_receipt, index, 16);
AT(foi_receipt, leaf, 24);
AT(foi_receipt, item, 56);
AT(foi_receipt, code, 96);
AT(foi_receipt, number, 120);

SIZE(foi_verified, 72);
AT(foi_verified, size, 0);
AT(foi_verified, reserved, 4);
AT(foi_verified, leaves, 8);
AT(foi_verified, cases, 16);
AT(foi_verified, sealed, 24);
AT(foi_verified, unopened, 32);
AT(foi_verified, root, 40);

SIZE(foi_due_query, 48);
AT(foi_due_query, size, 0);
AT(foi_due_query, kind, 4);
AT(foi_due_query, body, 8);
AT(foi_due_query, clock, 16);
AT(foi_due_query, actor, 24);
AT(foi_due_query, today, 32);
AT(foi_due_query, from, 36);
AT(foi_due_query, to, 40);
AT(foi_due_query, flags, 44);

SIZE(foi_due, 208);
AT(foi_due, item, 0);
AT(foi_due, clock, 40);
AT(foi_due, actor, 108);
AT(foi_due, start, 176);
AT(foi_due, due, 180);
AT(foi_due, kind, 184);
AT(foi_due, n, 188);
AT(foi_due, place, 192);

SIZE(foi_due_move, 120);
AT(foi_due_move, item, 0);
AT(foi_due_move, clock, 40);
AT(foi_due_move, start, 108);
AT(foi_due_move, from, 112);
AT(foi_due_move, to, 116);

SIZE(foi_wait, 544);
AT(foi_wait, clock, 0);
AT(foi_wait, actor, 8);
AT(foi_wait, kind, 16);
AT(foi_wait, start, 20);
AT(foi_wait, until_start, 24);
AT(foi_wait, reserved, 28);
AT(foi_wait, term, 32);
AT(foi_wait, until, 288);
#endif

_Static_assert(sizeof(foi_day) == 4, "a day is an int32_t everywhere");
