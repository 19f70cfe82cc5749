/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"
#include "el1/gic.h"
#include "el1/mmu.h"
#include "el1/power.h"
#include "el1/text.h"
#include "el1/uart.h"

extern const struct el1_unit *const __units_start[], *const __units_end[];

struct fdt device_tree;
unsigned entry_el;

static struct {
	const struct el1_unit *unit;
	uint64_t start;
	const char *word, *reason;
} now;

void check_say(const char *word, const char *reason)
{
	if (now.word)
		return; /* the first thing that is wrong */
	now.word = word;
	now.reason = reason;
}

void check_pass(void)
{
	check_say("pass", NULL);
}

void check_fail(const char *reason)
{
	check_say("fail", reason);
}

static void emit_unit(const char *event)
{
	emit_begin(event);
	emit_text("id", now.unit->id);
	emit_text("kind", now.unit->kind);
}

/* A call that faults is not offered; a probe of calls tells it: "arm.trng.exception". */
static void tell_exception(bool check)
{
	const char *words = call_exception(), *name = now.unit->id + strlen("el1.");
	char id[48] = "arm.";
	size_t size = strlen(name);

	if (!words || check || size > sizeof(id) - sizeof("arm..exception"))
		return;
	memcpy(id + strlen("arm."), name, size);
	memcpy(id + strlen("arm.") + size, ".exception", sizeof(".exception"));
	fact_text(id, words);
}

static void run(const struct el1_unit *unit)
{
	bool check = text_equal(unit->kind, "check");

	now.unit = unit;
	now.word = now.reason = NULL;
	now.start = counter();
	emit_unit("check-start");
	emit_end();
	unit->run();
	tell_exception(check);
	emit_unit("verdict");
	emit_text("word", now.word ? now.word : check ? "error" : "pass");
	if (check)
		emit_text("level", "MUST");
	if (now.reason)
		emit_text("reason", now.reason);
	else if (check && !now.word)
		emit_text("reason", "the check ended without a verdict");
	emit_int("duration_us", (int64_t)ticks_to_ns(counter() - now.start) / 1000);
	emit_end();
}

/* Units that the host asks to be left out: "el1.skip=a,b" on the command line. */
static const char *left_out(void)
{
	struct fdt_node node;
	const char *arguments =
		fdt_at(&device_tree, &node, "/chosen") ? fdt_text(&node, "bootargs") : "";

	for (; *arguments; arguments++)
		if (text_begins(arguments, "el1.skip="))
			return arguments + strlen("el1.skip=");
	return "";
}

void el1_main(const void *dtb, unsigned el);

void el1_main(const void *dtb, unsigned el)
{
	int units = 0;
	const char *skip;

	entry_el = el;
	if (!fdt_open(&device_tree, dtb))
		power_off();
	mmu_start(&device_tree, dtb);
	call_find(&device_tree);
	if (!uart_find(&device_tree))
		power_off(); /* nobody to talk to: the host tells that nothing came */
	skip = left_out();
	emit_begin("begin");
	emit_text("by", "el1");
	emit_int("t", (int64_t)ticks_to_ns(counter()));
	emit_end();
	gic_start(&device_tree);
	for (const struct el1_unit *const *unit = __units_start; unit < __units_end; unit++) {
		if (text_lists(skip, (*unit)->id))
			continue;
		run(*unit);
		units++;
	}
	emit_begin("end");
	emit_int("t", (int64_t)ticks_to_ns(counter()));
	emit_int("units", units);
	emit_int("sum", emit_sum());
	emit_end();
	power_off();
}
