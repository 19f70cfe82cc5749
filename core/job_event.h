/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_JOB_EVENT_H
#define CORE_JOB_EVENT_H

#include "core/job.h"

/* `role` is "id" where the event is about the unit itself, "by" where it only comes from it. */
json_t *job_event(const struct job *job, const char *kind, const char *role);

#endif
