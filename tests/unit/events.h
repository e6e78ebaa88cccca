/**
 * @file events.h
 * Every kind of event of the regime id with settings of its fields, for tests that make sequences of them. A value
 * "+3" is a day: so many days after the date of the event.
 */
#ifndef EVENTS_H
#define EVENTS_H

#include "foi/case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first setting of a kind and, where its fields matter, others. */
static const char *const settings[] = {
    "request_received",
    "request_registered",
    "request_incomplete received=+1",
    "request_incomplete",
    "request_corrected",
    "request_completed",
    "request_extended reason=search",
    "request_extended",
    "request_answered outcome=granted provide_by=+7",
    "request_answered outcome=partial exemption=17h consequence_test=+0 approved_by=atasan received=+1",
    "request_answered outcome=refused officer=A",
    "request_answered outcome=not_held",
    "fee_charged amount=1",
    "information_delivered",
    "information_delivered complete=false",
    "request_withdrawn",

    "objection_received grounds=c,d",
    "objection_received grounds=a",
    "objection_received",
    "objection_registered",
    "objection_decided outcome=granted execute_by=+7 received=+1",
    "objection_decided outcome=partial",
    "objection_decided outcome=confirmed officer=A",
    "objection_settled",
    "objection_executed",

    "dispute_filed",
    "dispute_incomplete",
    "dispute_corrected",
    "dispute_registered",
    "hearing_summoned hearing=+7 received=+1",
    "hearing_held",
    "hearing_held absent=applicant",
    "mediation_started",
    "mediation_extended",
    "mediation_agreed",
    "mediation_failed cause=time",
    "adjudication_started",
    "dispute_decided outcome=granted",
    "dispute_decided outcome=partial",
    "dispute_decided outcome=rejected",
    "dispute_decided outcome=inadmissible reason=premature",
    "dispute_decided outcome=lapsed",
    "dispute_withdrawn",
    "decision_received party=applicant",
    "decision_received party=respondent",

    "suit_filed party=applicant",
    "suit_filed party=respondent",
    "suit_registered",
    "court_panel_set",
    "suit_decided outcome=confirmed",
    "suit_decided outcome=annulled",
    "judgment_received party=applicant",
    "judgment_received party=respondent",
    "cassation_filed party=applicant",
    "cassation_filed party=respondent",
    "cassation_decided outcome=confirmed",
    "execution_requested",
    "execution_ordered",
    "decision_executed",
};

enum { SETTINGS = sizeof settings / sizeof settings[0], SETTING_FIELDS = 6 };

/** An event made of a setting, with the room that its texts need. */
struct made {
    foi_event event;
    foi_field fields[SETTING_FIELDS];
    char text[160], days[SETTING_FIELDS][16];
};

static inline void make_event(struct made *m, const char *setting, foi_day date)
{
    char *p = m->text;
    snprintf(m->text, sizeof m->text, "%s", setting);
    memset(&m->event, 0, sizeof m->event);
    m->event = (foi_event){.size = sizeof m->event, .date = date, .kind = m->text, .fields = m->fields};
    while ((p = strchr(p, ' ')) != NULL && m->event.field_count < SETTING_FIELDS) {
        size_t n = m->event.field_count++;
        char *value = strchr(p, '=');
        *p++ = '\0';
        *value++ = '\0';
        m->fields[n] = (foi_field){p, value};
        if (*value == '+') {
            foi_date_format(date + atoi(value), m->days[n], sizeof m->days[n]);
            m->fields[n].value = m->days[n];
        }
        p = value;
    }
}

#endif
