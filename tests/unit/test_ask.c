/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

static const struct unit unit = {.id = "meta.ask"};
static int answers[2];
static const char *reply; /* what the host says, after somebody else's answer */

static void host(void *to, json_t *event)
{
	(void)to;
	cr_assert_str_eq(json_string_value(json_object_get(event, "event")), "ask");
	cr_assert_str_eq(json_string_value(json_object_get(event, "action")), "resize-disk");
	cr_assert_str_eq(json_string_value(json_object_get(event, "arguments")), "index=3");
	if (reply)
		dprintf(answers[1],
			"{\"id\":7,\"error\":0,\"text\":\"stale\"}\nno JSON\n{\"id\":%lld,%s}\n",
			(long long)json_integer_value(json_object_get(event, "id")), reply);
	json_decref(event);
}

static int ask(struct answer *answer)
{
	struct job job = {.unit = &unit, .emit = host, .answers = answers[0]};

	return ask_host(&job, answer, 50, "resize-disk", "index=%d", 3);
}

static void open_pipe(void)
{
	cr_assert_eq(pipe(answers), 0);
}

Test(ask, the_answer_to_this_question_is_taken, .init = open_pipe)
{
	struct answer answer;

	reply = "\"error\":0,\"text\":\"size=64\"";
	cr_assert_eq(ask(&answer), 0);
	cr_assert_str_eq(answer.text, "size=64");
}

Test(ask, the_host_says_why_not, .init = open_pipe)
{
	struct answer answer;

	reply = "\"error\":-95,\"text\":\"no such action\"";
	cr_assert_eq(ask(&answer), -EOPNOTSUPP);
	cr_assert_str_eq(answer.text, "no such action");
}

Test(ask, a_silent_host_times_out, .init = open_pipe)
{
	struct answer answer;

	cr_assert_eq(ask(&answer), -ETIMEDOUT);
	cr_assert_str_eq(answer.text, "the host did not answer within 50 ms");
}

Test(ask, a_host_that_went_away_is_no_timeout, .init = open_pipe)
{
	struct answer answer;

	close(answers[1]);
	cr_assert_eq(ask(&answer), -EPIPE);
}

Test(ask, without_a_channel_nobody_is_asked)
{
	struct answer answer;
	struct job job = {.unit = &unit, .answers = -1};

	cr_assert_eq(ask_host(&job, &answer, 50, "pause", "%s", ""), -EOPNOTSUPP);
}
