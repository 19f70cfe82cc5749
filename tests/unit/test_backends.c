/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/backends.h"

#include "core/clock.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char socket_path[64];
static json_t *rows;

static void make_rows(const char *script)
{
	snprintf(socket_path, sizeof(socket_path), "/tmp/stratos-backend-%d", (int)getpid());
	rows = json_pack("[{s:s,s:s,s:[s,s,s,s,s]}]", "device", "virtio.block[0]", "socket",
		socket_path, "argv", "sh", "-c", script, "sh", socket_path);
}

static void done(struct backends *backends)
{
	backends_stop(backends);
	unlink(socket_path);
	json_decref(rows);
}

/* Until it was started that often; a minute is for machines that do a lot besides. */
static json_int_t wait_for_starts(struct backends *backends, json_int_t wanted)
{
	json_int_t starts = 0;

	for (unsigned n = 0; n < 12000 && starts < wanted; n++) {
		json_t *report = backends_report(backends);

		starts = json_integer_value(json_object_get(json_array_get(report, 0), "starts"));
		json_decref(report);
		backends_watch(backends);
		clock_sleep_ns(5000000);
	}
	return starts;
}

Test(backends, one_that_is_killed_is_started_again_and_not_too_soon)
{
	struct backends backends;
	struct message msg = {0};
	json_t *report;
	double down;

	make_rows("echo hello; : >$1; exec sleep 600");
	cr_assert_eq(backends_start(&backends, rows, &msg), 0, "%s", msg.text);
	cr_assert_eq(access(socket_path, F_OK), 0);
	cr_assert_eq(backends_kill(&backends, "virtio.block[1]", 0), -ENODEV);
	cr_assert_eq(backends_kill(&backends, "virtio.block[0]", 40), 0);
	cr_assert_eq(wait_for_starts(&backends, 2), 2);
	report = backends_report(&backends);
	down = json_number_value(
		json_array_get(json_object_get(json_array_get(report, 0), "down_ms"), 0));
	cr_assert_geq(down, 40);
	json_decref(report);
	done(&backends);
}

Test(backends, one_that_ends_by_itself_is_started_again)
{
	struct backends backends;
	struct message msg = {0};

	make_rows(": >$1; exit 3");
	cr_assert_eq(backends_start(&backends, rows, &msg), 0, "%s", msg.text);
	cr_assert_geq(wait_for_starts(&backends, 3), 3);
	done(&backends);
}

Test(backends, one_that_never_listens_is_named_with_its_last_word)
{
	struct backends backends;
	struct message msg = {0};

	make_rows("echo first; echo no such disk >&2; exit 1");
	cr_assert_eq(backends_start(&backends, rows, &msg), -EIO);
	cr_assert(strstr(msg.text, "virtio.block[0]"), "%s", msg.text);
	cr_assert(strstr(msg.text, "no such disk"), "%s", msg.text);
	done(&backends);
}

Test(backends, a_program_that_is_not_there_is_named)
{
	struct backends backends;
	struct message msg = {0};

	make_rows("");
	json_array_set_new(json_object_get(json_array_get(rows, 0), "argv"), 0,
		json_string("no-such-back-end"));
	cr_assert_eq(backends_start(&backends, rows, &msg), -ENOENT);
	cr_assert(strstr(msg.text, "no-such-back-end"), "%s", msg.text);
	done(&backends);
}
