/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/profile.h"
#include "tests/fuzz/fuzz.h"

#include <errno.h>

static int find_none(char *path, size_t size, const char *name, struct message *msg)
{
	(void)path, (void)size;
	return message_set(msg, -ENOENT, "no profile '%s'", name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct profile profile;
	struct message msg = {0};

	fuzz_must_explain(profile_read(&profile, fuzz_file(data, size), find_none, &msg), &msg);
	profile_free(&profile);
	return 0;
}
