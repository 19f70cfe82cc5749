/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_waiver.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct profile profile; /* no requirement at all: every waiver is unknown */
	struct waivers waivers = {0};
	struct message msg = {0};

	fuzz_must_explain(
		waivers_read(&waivers, fuzz_file(data, size), &profile, "2026-11-22", &msg), &msg);
	waivers_free(&waivers);
	return 0;
}
