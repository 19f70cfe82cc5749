/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two guests' streams, broken at random: bytes lost, doubled and changed, lines doubled and
 * out of order, text in between, a start in the middle. What comes out is what one of them
 * sent, and a document is complete only if it is all of one guest's. (The beginning of the
 * other's before it looks like a guest that was reset.)
 */
#include "core/frame.h"
#include "core/result.h"
#include "tests/hostile/random.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define EVENTS 8
#define ROUNDS 4000
#define LOG    65536

static char *lines[2][EVENTS]; /* of each guest */
static json_t *events[2][EVENTS];
static char text[LOG];
static size_t size;

static json_t *event_of(int guest, int seq, uint32_t sum)
{
	if (seq == 0)
		return json_pack("{s:s,s:i}", "event", "begin", "t", guest * 1000);
	if (seq == EVENTS - 1)
		return json_pack("{s:s,s:i,s:I}", "event", "end", "t", guest * 1000 + seq, "sum",
			(json_int_t)sum);
	return json_pack("{s:s,s:s++,s:i}", "event", "fact", "id", "a", ".", seq % 2 ? "b" : "c",
		"value", guest * 100 + seq);
}

static void make_streams(void)
{
	for (int guest = 0; guest < 2; guest++) {
		uint32_t sum = 0;

		for (int seq = 0; seq < EVENTS; seq++) {
			events[guest][seq] = event_of(guest, seq, sum);
			lines[guest][seq] = frame_encode((uint64_t)seq, events[guest][seq]);
			sum += frame_line_crc(lines[guest][seq]);
		}
	}
}

static void put(const char *what)
{
	size_t length = strlen(what);

	memcpy(text + size, what, length + 1);
	size += length;
}

/* Lines of one guest, or of both; lost, doubled or late. */
static void make_log(uint64_t *random)
{
	bool both = random_one_in(random, 2);
	const char *late = NULL;

	size = 0;
	for (int seq = 0; seq < EVENTS; seq++)
		for (int guest = 0; guest < 1 + both; guest++) {
			if (both && random_one_in(random, 2))
				continue;
			if (random_one_in(random, 12))
				late = lines[guest][seq];
			else if (!random_one_in(random, 24))
				put(lines[guest][seq]);
			if (random_one_in(random, 8))
				put(lines[guest][seq]);
			if (late && random_one_in(random, 2)) {
				put(late);
				late = NULL;
			}
		}
}

/* Bytes lost, doubled, changed; text of others; the log begins in its middle. */
static void spoil(uint64_t *random)
{
	static const char *const foreign[] = {
		"\r", "\n", "\033[2J", "[ 1.0] crng init done\n", "@SC ", "@SC 3 10 ", "\xff"};
	size_t at = size ? random_below(random, (uint32_t)size) : 0;
	const char *what = foreign[random_below(random, sizeof(foreign) / sizeof(*foreign))];

	size_t length = strlen(what);

	if (!size)
		return;
	switch (random_below(random, 8)) {
	case 0:
		memmove(text + at, text + at + 1, size-- - at);
		break;
	case 1:
		memmove(text + at + 1, text + at, ++size - at);
		break;
	case 2:
		text[at] = (char)random_nasty(random);
		break;
	case 3:
		memmove(text + at + length, text + at, size - at + 1);
		for (size_t i = 0; i < length; i++)
			text[at + i] = what[i];
		size += length;
		break;
	case 4:
		if (random_one_in(random, 4))
			memmove(text, text + at, (size -= at) + 1);
		break;
	default: /* most logs have few mistakes */
		break;
	}
}

static bool is_one_guests(const json_t *found, int guest)
{
	for (int seq = 0; seq < EVENTS; seq++)
		if (!json_equal(json_array_get(found, (size_t)seq), events[guest][seq]))
			return false;
	return json_array_size(found) == EVENTS;
}

static bool was_sent(const json_t *event)
{
	for (int guest = 0; guest < 2; guest++)
		for (int seq = 0; seq < EVENTS; seq++)
			if (json_equal(event, events[guest][seq]))
				return true;
	return false;
}

/* Each fact as that guest said it last, and its whole stream among those that were found. */
static bool is_all_of(const json_t *result, const struct frames *frames, int guest)
{
	json_t *facts = json_object_get(result, "facts");
	bool same = json_integer_value(json_object_get(facts, "a.b")) == guest * 100 + 5 &&
		    json_integer_value(json_object_get(facts, "a.c")) == guest * 100 + 6;
	bool whole = false;

	for (; frames && !whole; frames = frames_before(frames)) {
		json_t *found = frames_events(frames);

		whole = is_one_guests(found, guest);
		json_decref(found);
	}
	return same && whole;
}

static void only_what_was_sent(const struct frames *frames, uint64_t seed)
{
	size_t i;
	json_t *event;

	for (; frames; frames = frames_before(frames)) {
		json_t *found = frames_events(frames);

		json_array_foreach (found, i, event)
			cr_assert(was_sent(event), "seed %llu: an event that nobody sent",
				(unsigned long long)seed);
		json_decref(found);
	}
}

/* Returns whether the document was complete. */
static bool judge(uint64_t seed)
{
	struct frames *frames = frames_new(NULL, NULL);
	json_t *result = result_new(), *run = json_object_get(result, "run");
	bool complete;

	frames_feed(frames, text, size);
	frames_end(frames);
	result_add_log(result, frames, NULL);
	complete = json_is_true(json_object_get(run, "complete"));
	only_what_was_sent(frames, seed);
	cr_assert(!complete || is_all_of(result, frames, 0) || is_all_of(result, frames, 1),
		"seed %llu: complete, but not all of one guest:\n%s", (unsigned long long)seed,
		text);
	cr_assert(complete || json_array_size(json_object_get(run, "problems")),
		"seed %llu: incomplete, and nothing says why", (unsigned long long)seed);
	json_decref(result);
	frames_free(frames);
	return complete;
}

Test(broken_channel, never_gives_a_wrong_result)
{
	unsigned complete = 0;

	make_streams();
	for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
		uint64_t random = seed;

		make_log(&random);
		for (uint32_t n = random_below(&random, 4); n--;)
			spoil(&random);
		complete += judge(seed);
	}
	cr_assert(complete > ROUNDS / 50 && complete < ROUNDS / 2,
		"%u of %u complete: the damage is not what it should be", complete, ROUNDS);
}
