/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"

#include "el1/text.h"
#include "el1/trap.h"

static bool by_smc, known;
static const char *exception;

/* Some trees have it below /firmware (Devicetree binding arm/psci.yaml). */
static bool find_psci(const struct fdt *fdt, struct fdt_node *node)
{
	static const char *const compatibles[] = {"arm,psci-1.0", "arm,psci-0.2", "arm,psci"};

	for (size_t i = 0; i < sizeof(compatibles) / sizeof(*compatibles); i++)
		if (fdt_find(fdt, node, compatibles[i]))
			return true;
	return fdt_at(fdt, node, "/psci");
}

bool call_find(const struct fdt *fdt)
{
	struct fdt_node node;
	const char *method;

	if (!find_psci(fdt, &node))
		return false;
	method = fdt_text(&node, "method");
	by_smc = text_equal(method, "smc");
	known = by_smc || text_equal(method, "hvc");
	return known;
}

const char *call_method(void)
{
	return !known ? "" : by_smc ? "smc" : "hvc";
}

/* SMCCC 1.1 keeps what holds no result; 1.0 may destroy everything up to x17. */
#define CALL(instruction)                                                                          \
	__asm__ volatile(                                                                          \
		instruction " #0"                                                                  \
		: "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3), "+r"(x4), "+r"(x5), "+r"(x6), "+r"(x7)   \
		:                                                                                  \
		: "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16", "x17", "memory")

static struct answer call_now(uint64_t function, uint64_t a, uint64_t b, uint64_t c)
{
	register uint64_t x0 __asm__("x0") = function;
	register uint64_t x1 __asm__("x1") = a;
	register uint64_t x2 __asm__("x2") = b;
	register uint64_t x3 __asm__("x3") = c;
	register uint64_t x4 __asm__("x4") = 0;
	register uint64_t x5 __asm__("x5") = 0;
	register uint64_t x6 __asm__("x6") = 0;
	register uint64_t x7 __asm__("x7") = 0;

	if (by_smc)
		CALL("smc");
	else
		CALL("hvc");
	return (struct answer){.x = {(int64_t)x0, (int64_t)x1, (int64_t)x2, (int64_t)x3}};
}

struct answer call(uint32_t function, uint64_t a, uint64_t b, uint64_t c)
{
	struct answer answer = {.x = {NOT_SUPPORTED, 0, 0, 0}};
	struct trap trap;

	if (!known)
		return answer;
	trap_expect();
	answer = call_now(function, a, b, c);
	answer.trapped = trap_taken(&trap);
	if (answer.trapped) {
		answer.x[0] = NOT_SUPPORTED;
		exception = trap_words(trap.syndrome);
	}
	return answer;
}

const char *call_exception(void)
{
	const char *words = exception;

	exception = NULL;
	return words;
}

int32_t call32(uint32_t function, uint64_t a, uint64_t b, uint64_t c)
{
	return (int32_t)call(function, a, b, c).x[0];
}

void call_raw(uint32_t function)
{
	call_now(function, 0, 0, 0);
}
