/* SPDX-License-Identifier: Apache-2.0 */
/* A result of any bytes is refused with a reason, or judged without harm. */
#include "reports/judge.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char profile_text[] =
	"{\"schema\": \"stratos-profile/1\", \"name\": \"fuzz\", \"version\": \"1.0.0\","
	" \"title\": \"t\", \"history\": [], \"requirements\": ["
	"{\"id\": \"f.a\", \"title\": \"t\", \"level\": \"mandatory\", \"fact\": "
	"\"virtio.*[*].type\","
	" \"op\": \"gt\", \"value\": 0, \"rationale\": \"r\", \"source\": \"s\"},"
	"{\"id\": \"f.b\", \"title\": \"t\", \"level\": \"mandatory\", \"check\": "
	"\"cpu.all-online\","
	" \"rationale\": \"r\", \"source\": \"s\"},"
	"{\"id\": \"f.c\", \"title\": \"t\", \"level\": \"mandatory\","
	" \"metric\": \"timer.wakeup.latency\", \"percentile\": \"p99\", \"unit\": \"ns\","
	" \"op\": \"le\", \"value\": 1, \"rationale\": \"r\", \"source\": \"s\"}]}";

static const struct profile *the_profile(void)
{
	static struct profile profile;
	struct message msg = {0};

	if (!profile.count)
		fuzz_must_work(
			profile_read(&profile,
				fuzz_file((const uint8_t *)profile_text, strlen(profile_text)),
				NULL, &msg),
			&msg);
	return &profile;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct judge_options options = {.profile = the_profile()};
	struct judgement judgement = {0};
	struct result result;
	struct message msg = {0};
	int err = result_read(&result, fuzz_file(data, size), &msg);

	fuzz_must_explain(err, &msg);
	if (!err) {
		judge_result(&options, &result, &judgement);
		judgement_free(&judgement);
	}
	result_free(&result);
	return 0;
}
