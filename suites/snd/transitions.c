/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define STEPS_MAX 3

/* A way into a state, and a command that is not among its valid transitions. */
struct transition {
	uint32_t steps[STEPS_MAX], command;
	const char *name, *state;
};

static void run(struct job *job)
{
	const struct transition *t = job->unit->data;
	struct snd s = snd_start(wire_open(job));
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, 10, 4);
	uint32_t status;

	/* snd_open() left it prepared: back to where parameters are set. */
	snd_need_ok(job, snd_set_params(&s, pcm.stream, &pcm.params), "PCM_SET_PARAMS");
	for (unsigned i = 0; i < STEPS_MAX && t->steps[i]; i++)
		snd_need_ok(job, snd_stream(&s, t->steps[i], pcm.stream), "a valid transition");
	status = t->command == SND_R_PCM_SET_PARAMS ? snd_set_params(&s, pcm.stream, &pcm.params)
						    : snd_stream(&s, t->command, pcm.stream);
	snd_end(&s, &pcm);
	expected(job, "%s %s: an error", t->name, t->state);
	observed(job, "%s", snd_status_word(status));
	if (status == SND_S_OK)
		fail(job, "%s %s is answered OK, although it is no valid transition", t->name,
			t->state);
	else if (status == SND_S_NONE)
		fail(job, "%s %s is not answered", t->name, t->state);
	else
		pass(job);
}

/* NOLINTNEXTLINE(bugprone-macro-parentheses): `short_name` becomes a name */
#define INVALID(short_name, word, ...)                                                             \
	static const struct transition short_name = {__VA_ARGS__};                                 \
	CHECK(snd_##short_name) = {                                                                \
		.id = "virtio.sound.invalid-" word,                                                \
		.title = "A command that is no valid transition is refused: " word,                \
		.source = "VIRTIO 1.4, 5.14.6.6.1 PCM Command Lifecycle",                          \
		.prose = "possible valid transitions; VIRTIO_SND_S_BAD_MSG - a control message "   \
			 "is malformed or contains invalid parameters",                            \
		.level = LEVEL_SHOULD,                                                             \
		.needs = NEEDS(&check_snd_pcm_info),                                               \
		.each = &wire_sounds,                                                              \
		.flags = UNIT_CLAIMS,                                                              \
		.run = run,                                                                        \
		.data = &short_name,                                                               \
	}

INVALID(start_unprepared, "start-unprepared", {0}, SND_R_PCM_START, "START",
	"of a stream that was not prepared");
INVALID(stop_unstarted, "stop-unstarted", {SND_R_PCM_PREPARE}, SND_R_PCM_STOP, "STOP",
	"of a stream that was not started");
INVALID(release_running, "release-running", {SND_R_PCM_PREPARE, SND_R_PCM_START}, SND_R_PCM_RELEASE,
	"RELEASE", "of a running stream");
INVALID(prepare_running, "prepare-running", {SND_R_PCM_PREPARE, SND_R_PCM_START}, SND_R_PCM_PREPARE,
	"PREPARE", "of a running stream");
INVALID(params_running, "params-running", {SND_R_PCM_PREPARE, SND_R_PCM_START},
	SND_R_PCM_SET_PARAMS, "SET_PARAMS", "of a running stream");
INVALID(start_running, "start-running", {SND_R_PCM_PREPARE, SND_R_PCM_START}, SND_R_PCM_START,
	"START", "of a running stream");
