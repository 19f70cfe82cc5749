/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/flow.h"

#include "core/clock.h"

void flow_reached(struct job *job, const char *metric_id)
{
	metric(job, &(struct metric){.id = metric_id, .value = (double)clock_ns() / 1e6});
}
