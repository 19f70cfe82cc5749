/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

/* Every transition that 5.14.6.6.1 calls valid, each at least once. */
static const struct {
	uint32_t code;
	const char *name;
} path[] = {
	{SND_R_PCM_SET_PARAMS, "SET_PARAMS"},
	{SND_R_PCM_SET_PARAMS, "SET_PARAMS after SET_PARAMS"},
	{SND_R_PCM_PREPARE, "PREPARE after SET_PARAMS"},
	{SND_R_PCM_PREPARE, "PREPARE after PREPARE"},
	{SND_R_PCM_SET_PARAMS, "SET_PARAMS after PREPARE"},
	{SND_R_PCM_PREPARE, "PREPARE after SET_PARAMS"},
	{SND_R_PCM_RELEASE, "RELEASE after PREPARE"},
	{SND_R_PCM_PREPARE, "PREPARE after RELEASE"},
	{SND_R_PCM_START, "START after PREPARE"},
	{SND_R_PCM_STOP, "STOP after START"},
	{SND_R_PCM_START, "START after STOP"},
	{SND_R_PCM_STOP, "STOP after START"},
	{SND_R_PCM_RELEASE, "RELEASE after STOP"},
	{SND_R_PCM_SET_PARAMS, "SET_PARAMS after RELEASE"},
};

/* False where there is no stream of that direction. */
static bool walk(struct job *job, struct snd *s, enum snd_direction direction, const char *word)
{
	struct snd_pcm pcm;
	uint32_t status;

	if (!snd_find(s, direction, 10, 4, &pcm))
		return false;
	for (size_t i = 0; i < sizeof(path) / sizeof(*path); i++) {
		status = path[i].code == SND_R_PCM_SET_PARAMS
				 ? snd_set_params(s, pcm.stream, &pcm.params)
				 : snd_stream(s, path[i].code, pcm.stream);
		expected(job, "%s stream, %s: OK", word, path[i].name);
		observed(job, "%s", snd_status_word(status));
		if (status == SND_S_OK)
			continue;
		fail(job, "%s of the %s stream is answered %s", path[i].name, word,
			snd_status_word(status));
		return true;
	}
	pass(job);
	return true;
}

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));

	bool any = walk(job, &s, SND_D_OUTPUT, "output");

	any |= walk(job, &s, SND_D_INPUT, "input");
	if (!any)
		absent(job, "the device has no stream that can be set up");
}

CHECK(snd_lifecycle) = {
	.id = "virtio.sound.lifecycle",
	.title = "Every valid transition of a stream's lifecycle is carried out",
	.source = "VIRTIO 1.4, 5.14.6.6.1 PCM Command Lifecycle",
	.prose = "possible valid transitions",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
