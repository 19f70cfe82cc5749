/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_RECIPE_H
#define HYPERVISORS_RECIPE_H

#include "core/json.h"
#include "hypervisors/variables.h"

/*
 * A recipe (stratos-recipe/1, docs/schemas/recipe.json) says how a guest is started
 * on one hypervisor; a machine (stratos-machine/1) says what the guest should have.
 * Everything that differs between hypervisors stands in recipes; no C code knows a name.
 */
struct recipe {
	struct document doc;
	const char *name, *title, *hypervisor, *arch, *program, *cmdline, *end;
	const char *untested; /* why nobody has run it; NULL: somebody has */
	char file[4096];
};

struct machine {
	struct document doc;
	const char *name;
	json_int_t cpus, memory_mib;
};

/* `name`: a file (it holds a '/' or ends in .json), or the name of one of the tool's own. */
int recipe_read(struct recipe *recipe, const char *name, struct message *msg);
void recipe_free(struct recipe *recipe);
int machine_read(struct machine *machine, const char *name, struct message *msg);
void machine_free(struct machine *machine);

/*
 * The recipe's variables, changed by the named variants; -EINVAL for one it has not. A
 * part that was not made is an error, or, where `missing` is given, a reason among these.
 */
int recipe_variables(const struct recipe *recipe, const json_t *variants,
	struct variables *variables, json_t *missing, struct message *msg);
/* The changes of one variant; -EINVAL where the recipe has no such variant. */
int recipe_variant(const struct recipe *recipe, const char *name, struct variables *variables,
	struct message *msg);
/* The row of "accelerators" with that name, or NULL. */
const json_t *recipe_accelerator(const struct recipe *recipe, const char *name);
/* "10.0.11", asked of the program; NULL with msg filled: not installed, too old. To be freed. */
char *recipe_version(const struct recipe *recipe, struct message *msg);

#endif
