/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/parallel.h"
#include "reports/result_read.h"

#include <errno.h>
#include <stdlib.h>

struct work {
	struct result *results;
	char **files;
	struct message *messages; /* empty where all went well */
};

static void read_one(size_t index, void *to)
{
	const struct work *work = to;

	result_read(&work->results[index], work->files[index], &work->messages[index]);
}

int results_read(struct result *results, char **files, size_t count, struct message *msg)
{
	struct work work = {results, files, calloc(count + 1, sizeof(*work.messages))};
	int err = 0;

	if (!work.messages)
		return message_set(msg, -ENOMEM, "out of memory");
	parallel_each(count, read_one, &work);
	for (size_t i = 0; i < count && !err; i++)
		if (work.messages[i].text[0])
			err = message_set(msg, -EINVAL, "%s", work.messages[i].text);
	free(work.messages);
	return err;
}
