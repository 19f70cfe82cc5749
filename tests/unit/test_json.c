/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"

#include "core/json_line.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char text[] = "{\n"
			   " \"a\": 1,\n"
			   " \"b\": [\n"
			   "  {\"x\": \"}],\\\"\"},\n"
			   "  {\"x\": 2,\n"
			   "   \"y\": [1, 2,\n"
			   "    3]}\n"
			   " ],\n"
			   " \"c\": true\n"
			   "}\n";

Test(json_line, finds_values)
{
	cr_assert_eq(json_line(text, "$"), 1);
	cr_assert_eq(json_line(text, "$.a"), 2);
	cr_assert_eq(json_line(text, "$.b[0].x"), 4);
	cr_assert_eq(json_line(text, "$.b[1]"), 5);
	cr_assert_eq(json_line(text, "$.b[1].y"), 6);
	cr_assert_eq(json_line(text, "$.b[1].y[2]"), 7);
	cr_assert_eq(json_line(text, "$.c"), 9);
}

Test(json_line, a_path_that_leads_nowhere_ends_at_the_nearest)
{
	cr_assert_eq(json_line(text, "$.b[1].nothing"), 5);
	cr_assert_eq(json_line(text, "$.nothing"), 1);
	cr_assert_eq(json_line(text, "$.b[9]"), 3);
}

static const char *const words[] = {"red", "green", NULL};
static const struct shape inner[] = {{"op", WANT_STRING, .words = words}, {0}};
static const struct shape shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"count", WANT_INTEGER, .required = true},
	{"rows", WANT_OBJECTS, .inner = inner},
	{0},
};

static void assert_message(const char *json, const char *wanted)
{
	char name[] = "/tmp/test_json_XXXXXX";
	struct document doc;
	struct message msg = {0};
	int fd = mkstemp(name);

	cr_assert_eq(write(fd, json, strlen(json)), (ssize_t)strlen(json));
	close(fd);
	cr_assert_lt(document_read(&doc, name, "test/1", shape, &msg), 0);
	cr_assert_not_null(strstr(msg.text, wanted), "%s", msg.text);
	document_free(&doc);
	unlink(name);
}

Test(json, errors_name_line_and_path)
{
	assert_message(
		"{\"schema\":\"test/1\",\n\"count\":1,\n\"bogus\":2}", ":3: $.bogus: unknown key");
	assert_message(
		"{\"schema\":\"test/1\",\n\"count\":\"1\"}", ":2: $.count: expected an integer");
	assert_message("{\"schema\":\"test/1\"}", ":1: $: \"count\" is missing");
	assert_message(
		"{\"schema\":\"test/2\"}", "this is \"test/2\"; this version reads \"test/1\"");
	assert_message("{\"schema\":\"test/1\",\"count\":1,\n\"rows\":[{},\n{\"op\":\"blue\"}]}",
		":3: $.rows[1].op: \"blue\" is not one of: red, green");
	assert_message("{\"schema\":\"test/1\",\"count\":1,\"rows\":[3]}",
		"$.rows[0]: expected an object");
	assert_message("{\n\"schema\"", ":2: not JSON");
	assert_message("", "not JSON");
	assert_message("{\"count\":1,\"count\":2}", "not JSON: duplicate object key");
}

Test(json, a_missing_file_and_a_directory_are_errors)
{
	struct document doc;
	struct message msg = {0}, other = {0};

	cr_assert_eq(document_read(&doc, "/nonexistent.json", "test/1", shape, &msg), -ENOENT);
	cr_assert_eq(document_read(&doc, "/tmp", "test/1", shape, &other), -EISDIR);
}

Test(json, a_file_is_written_whole_or_not_at_all)
{
	struct message msg = {0};
	struct stat st;
	char directory[] = "/tmp/test_json_XXXXXX", name[64];

	cr_assert_not_null(mkdtemp(directory));
	snprintf(name, sizeof(name), "%s/file", directory);
	cr_assert_eq(file_write_whole(name, "old", 3, &msg), 0);
	cr_assert_lt(file_write_whole("/nonexistent/file", "new", 3, &msg), 0);
	cr_assert_not_null(strstr(msg.text, "cannot write /nonexistent/file"));
	cr_assert_eq(stat(name, &st), 0);
	cr_assert_eq(st.st_size, 3);
	unlink(name);
	cr_assert_eq(rmdir(directory), 0, "a temporary file was left");
}

Test(json, what_is_no_plain_file_is_written_to_and_not_replaced)
{
	struct message msg = {0};
	struct stat st;
	char directory[] = "/tmp/test_json_XXXXXX", name[64], alias[64], got[8] = "";
	int fd;

	cr_assert_not_null(mkdtemp(directory));
	snprintf(name, sizeof(name), "%s/pipe", directory);
	cr_assert_eq(mkfifo(name, 0600), 0);
	fd = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	cr_assert_eq(file_write_whole(name, "new", 3, &msg), 0, "%s", msg.text);
	cr_assert_eq(read(fd, got, sizeof(got)), 3);
	cr_assert_eq(lstat(name, &st), 0);
	cr_assert(S_ISFIFO(st.st_mode), "the pipe was replaced by a file");
	close(fd);
	unlink(name);
	snprintf(alias, sizeof(alias), "%s/link", directory);
	cr_assert_eq(file_write_whole(name, "old", 3, &msg), 0);
	cr_assert_eq(symlink(name, alias), 0);
	cr_assert_eq(file_write_whole(alias, "longer", 6, &msg), 0);
	cr_assert_eq(stat(name, &st), 0);
	cr_assert_eq(st.st_size, 6, "the link was replaced, not the file behind it");
	unlink(alias);
	unlink(name);
	cr_assert_eq(rmdir(directory), 0, "a temporary file was left");
}
