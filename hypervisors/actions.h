/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_ACTIONS_H
#define HYPERVISORS_ACTIONS_H

#include "hypervisors/qmp.h"
#include "hypervisors/recipe.h"

#include <stdbool.h>

/*
 * Host actions: what a recipe offers for what only the host can do or see, carried out
 * when a unit asks (core/ask.h). An action that makes a file (its ${file}) has it looked
 * at: what `look` says of it is the answer. What stands in
 * the recipe's "knows" is a question whose answer it has itself. One with "answer" gives a value of
 * what the command returned: "" all of it, "stats.free" one in an object in the object.
 */
struct actions {
	const struct recipe *recipe;
	const char *work;
	int (*look)(void *to, const char *makes, const char *file, char *text, size_t size);
	void *look_to;
	/* private: */
	struct qmp qmp;
	bool connected;
};

/* As guest_spec.on_ask; `actions` is a struct actions. */
int actions_do(void *actions, const char *action, const char *arguments, char *text, size_t size);
void actions_end(struct actions *actions);

/*
 * A copy of a command with its ${variables} replaced. A string that is nothing but one
 * variable becomes a number where its value is one: QMP tells "5" from 5.
 */
json_t *actions_expand(
	const json_t *command, const struct variables *variables, struct message *msg);

#endif
