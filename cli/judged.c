/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/judged.h"

#include "cli/cli.h"

#include <stdio.h>

int judged_status(const struct judged *judged)
{
	static const int statuses[] = {
		[CONFORMANCE_YES] = EXIT_CONFORMS,
		[CONFORMANCE_NO] = EXIT_DIFFERS,
		[CONFORMANCE_INCOMPLETE] = EXIT_INCOMPLETE,
		[CONFORMANCE_UNREADABLE] = EXIT_HARNESS,
	};
	int worst = EXIT_CONFORMS;

	for (size_t i = 0; i < judged->count; i++) {
		const struct judgement *j = &judged->results[i];

		if (statuses[j->conformance] > worst)
			worst = statuses[j->conformance];
		if (j->error)
			fprintf(stderr, "stratos-conform: %s\n", j->error);
	}
	return worst;
}
