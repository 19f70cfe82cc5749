/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/profile_tools.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>

static int none(char *path, size_t size, const char *name, struct message *msg)
{
	(void)path;
	(void)size;
	return message_set(msg, -1, "no profile '%s'", name);
}

static void ignore(void *to, const char *text)
{
	(void)to;
	(void)text;
}

/* What can be read can be examined, published, and merged with itself. */
static void use(const struct profile *profile)
{
	struct profile twice[2] = {*profile, *profile};
	struct message msg = {0};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	profile_doc(profile, out);
	fclose(out);
	free(text);
	profile_lint(profile, ignore, NULL);
	json_decref(profile_union(twice, 2, "union", &msg));
	json_decref(profile_intersection(twice, 2, "intersection", &msg));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct profile profile;
	struct message msg = {0};
	int err = profile_read(&profile, fuzz_file(data, size), none, &msg);

	fuzz_must_explain(err, &msg);
	if (!err)
		use(&profile);
	profile_free(&profile);
	return 0;
}
