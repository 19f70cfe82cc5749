/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_PREPARE_H
#define HYPERVISORS_PREPARE_H

#include "hypervisors/recipe.h"

/* Everything one start of a guest needs: files in a work directory, and the argv. */
struct preparation {
	const struct recipe *recipe;
	const struct machine *machine;
	const json_t *accelerator; /* row of the recipe */
	const json_t *variants;	   /* names, or NULL */
	json_t *plan;		   /* appended to the image */
	const char *kernel, *image;
	const char *more_cmdline; /* what follows the recipe's; NULL: nothing */
	const char *disks_in; /* scratch disks stay there; NULL: a new one in `work` each time */
	char work[64];	      /* the directory; short, as socket paths are at most 107 bytes */
	bool dry;	      /* make no files */
	bool away;	      /* its files are on another machine: only name them */
	json_t *overrides;    /* of the recipe's variables; NULL: none */
	/* made: */
	struct argv argv;
	char results_socket[128], console_log[128];
	json_t *sinks;	     /* [{"class", "device" (the guest's id of it), "file"}] */
	json_t *sources;     /* devices (the guest's ids) whose source gives coded sound */
	json_t *environment; /* "NAME=value", of the hypervisor */
	json_t *backends;    /* to be started before: see hypervisors/backends.h */
	json_t *missing;     /* what the hypervisor or host cannot offer, in words */
	json_t *nested;	     /* the hypervisor inside this one, {"recipe", "argv"}, or NULL */
	json_t *disks;	     /* away: the scratch disks to be made there, {"file", "size_mib"} */
};

int prepare(struct preparation *preparation, struct message *msg);
/* Only the argv; `variables` is filled on the way. */
int prepare_argv(struct preparation *preparation, struct variables *variables, struct message *msg);
/* Frees, and removes the work directory unless `keep`. */
void prepare_undo(struct preparation *preparation, bool keep);

/* In TMPDIR; `path` is named "stratos-STEM..." and has to be short, as sockets lie in it. */
int directory_make(char *path, size_t size, const char *stem, struct message *msg);
/* With all that is in it. */
void directory_remove(const char *directory);

#endif
