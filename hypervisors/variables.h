/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HYPERVISORS_VARIABLES_H
#define HYPERVISORS_VARIABLES_H

#include "core/message.h"

#include <jansson.h>

/* ${name} in a recipe's strings. */
struct variables {
	json_t *map; /* name -> string */
};

void variables_init(struct variables *variables);
void variables_free(struct variables *variables);
void variables_set(struct variables *variables, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Adds what a text like "index=0 size=1048576" sets. */
void variables_parse(struct variables *variables, const char *text);
/* `text` with every ${name} replaced, also in what replaces it; NULL with msg for an unknown one.
 */
char *variables_expand(const struct variables *variables, const char *text, struct message *msg);

/* An argv being built: a NULL-terminated array of strings it owns. */
struct argv {
	char **items;
	size_t count;
};

/* Adds an array of strings, expanded; one that expands to nothing is left out. */
int argv_add(struct argv *argv, const json_t *strings, const struct variables *variables,
	struct message *msg);
/* The same, but before what is there. */
int argv_prepend(struct argv *argv, const json_t *strings, const struct variables *variables,
	struct message *msg);
void argv_free(struct argv *argv);

#endif
