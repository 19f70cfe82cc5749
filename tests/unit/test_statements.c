/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/statements.h"
#include "core/unit.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct statements statements;

static void read_all(void)
{
	struct message msg = {0};

	cr_assert_eq(statements_read(&statements, &msg), 0, "%s", msg.text);
}

TestSuite(statements, .init = read_all);

Test(statements, all_have_known_words_and_an_id_of_their_own)
{
	cr_assert_gt(statements.count, 800);
	for (size_t i = 0; i < statements.count; i++) {
		const struct statement *s = &statements.all[i];

		cr_assert_eq(statement_find(&statements, s->id), s, "%s stands there twice", s->id);
		cr_assert(!strcmp(s->testable, "yes") || !strcmp(s->testable, "partly") ||
				  !strcmp(s->testable, "no"),
			"%s: %s", s->id, s->testable);
		cr_assert(!strcmp(s->basis, "hand") || !strcmp(s->basis, "rule") ||
				  !strcmp(s->basis, "auto"),
			"%s: %s", s->id, s->basis);
	}
}

Test(statements, checks_name_only_those_that_exist)
{
	char unknown[256];

	cr_assert_not(statements_unknown(&statements, unknown, sizeof(unknown)), "%s", unknown);
}

Test(statements, a_check_covers_those_it_names)
{
	const struct statement *s = statement_find(&statements, "V14-CORE-D009");

	cr_assert_not_null(s);
	cr_assert(statement_mandatory(s));
	cr_assert(statement_observable(s));
	cr_assert_geq(statement_checks(s, NULL, NULL), 1);
}

/* A SHOULD that is broken is a warning: the level must say which it is. */
Test(statements, a_check_is_as_strict_as_its_strictest_statement)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++) {
		char copy[1024], *rest = copy, *id;
		bool mandatory = false, any = false;

		snprintf(
			copy, sizeof(copy), "%s", units[i]->statements ? units[i]->statements : "");
		while ((id = strtok_r(rest, " ", &rest))) {
			const struct statement *s = statement_find(&statements, id);

			any |= s != NULL;
			mandatory |= s && statement_mandatory(s);
		}
		cr_assert(!any || (units[i]->level == LEVEL_MUST) == mandatory,
			"%s: its level is not that of its statements", units[i]->id);
	}
}
