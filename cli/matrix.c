/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"
#include "cli/cli.h"
#include "cli/judged.h"
#include "cli/profile.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int matrix_print(const char *profile_name, char **files, size_t count)
{
	struct judgement *judgements = calloc(count, sizeof(*judgements));
	struct profile profile;
	struct judged judged = {.profile = &profile, .results = judgements, .count = count};
	int status;

	profile_load(&profile, profile_name);
	judge_files(&(struct judge_options){.profile = &profile}, files, count, judgements);
	render_text(&judged, &(struct text_style){.colours = colours_on(STDOUT_FILENO)}, stdout);
	status = judged_status(&judged);
	for (size_t i = 0; i < count; i++)
		judgement_free(&judgements[i]);
	free(judgements);
	profile_free(&profile);
	return status;
}
