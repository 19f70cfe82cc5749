/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_STATEMENTS_H
#define CLI_STATEMENTS_H

#include "core/message.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The catalogue: every statement of VIRTIO 1.4 that binds devices
 * (docs/spec/virtio-1.4-device.tsv), in the specification's order.
 */
struct statement {
	const char *id, *area, *keyword; /* "V14-BLK-D021", "blk", "MUST NOT" */
	const char *testable;		 /* by a guest: yes, partly, no */
	const char *basis;		 /* how that was judged: hand, rule, auto */
	const char *condition;		 /* "-": always */
	const char *section, *source;	 /* source: file and line in the specification's text */
	const char *hint;
	const char *explained; /* why no check covers it, or "-" */
};

struct statements {
	struct statement *all;
	size_t count;
	char *text; /* what they point into */
};

/* 0 or -errno with `msg`. */
int statements_read(struct statements *statements, struct message *msg);
void statements_free(struct statements *statements);
const struct statement *statement_find(const struct statements *statements, const char *id);

bool statement_mandatory(const struct statement *statement);  /* MUST, SHALL, REQUIRED */
bool statement_observable(const struct statement *statement); /* yes or partly */
/* Calls `each` with every check that names it; returns how many there are. */
struct unit;
size_t statement_checks(const struct statement *statement,
	void (*each)(const struct unit *unit, void *to), void *to);
/* A check that names a statement which the catalogue does not have: its id and the name. */
bool statements_unknown(const struct statements *statements, char *text, size_t size);

#endif
