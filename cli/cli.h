/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* The ladder that scripts rely on; a VM's own exit status never carries a verdict. */
enum exit_status {
	EXIT_CONFORMS = 0,
	EXIT_DIFFERS = 1, /* does not conform, regression */
	EXIT_USAGE = 2,
	EXIT_INCOMPLETE = 3, /* incomplete, or nothing measured */
	EXIT_HARNESS = 4,    /* harness or environment error */
	EXIT_GUEST = 5,	     /* the guest died or hung */
};

/* A verb is a file with this at its end; VERB() puts it into the program. */
struct verb {
	const char *name;
	const char *summary; /* one line for --help of the program */
	const char *usage;   /* all of --help of the verb */
	int order;	     /* where it stands in --help */
	int (*run)(int argc, char **argv);
};

#define VERB(name)                                                                                 \
	static const struct verb verb_##name;                                                      \
	static const struct verb *const verb_##name##_entry                                        \
		__attribute__((section("stratos_verbs"), used)) = &verb_##name;                    \
	static const struct verb verb_##name

/* Ends the program with a message on stderr. Only in cli/. */
_Noreturn void die(int status, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* "stratos-conform VERB: MESSAGE" and a pointer to --help; exits 2. */
_Noreturn void die_usage(const struct verb *verb, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* For options: --help prints and exits; an unknown option exits 2. */
_Noreturn void verb_help(const struct verb *verb);

/*
 * A result document, to a file or (NULL) to standard output. Dies where it cannot be written,
 * having kept it in a temporary file: what was found is not lost.
 */
void write_result(const char *output, const json_t *result);

/* Where stderr is a terminal and NO_COLOR is not set. */
bool colours_on(int fd);

#endif
