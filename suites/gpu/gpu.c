/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#include <stdarg.h>
#include <stdio.h>

void gpu_prepared(struct gpu *g, uint32_t type, const char *command)
{
	if (type == GPU_OK_NODATA)
		return;
	inconclusive(g->v->job, "%s is answered %s", command, gpu_type_word(type));
	job_stop(g->v->job);
}

struct dma *gpu_resource(struct gpu *g, uint32_t resource)
{
	struct dma *dma = dma_new(g->v, GPU_SIDE * GPU_SIDE * 4);

	gpu_prepared(g, gpu_create(g, resource, GPU_SIDE, GPU_SIDE), "RESOURCE_CREATE_2D");
	gpu_prepared(g, gpu_attach_one(g, resource, dma), "RESOURCE_ATTACH_BACKING");
	return dma;
}

/* Says what was expected and seen; `what` is for the reason. */
static void PRINTF(6, 0) tell(struct gpu *g, uint32_t type, const char *wanted, char *text,
	size_t size, const char *what, va_list args)
{
	vsnprintf(text, size, what, args);
	expected(g->v->job, "%s: %s", text, wanted);
	observed(g->v->job, "%s, type 0x%x", gpu_type_word(type), type);
}

bool gpu_is(struct gpu *g, uint32_t type, uint32_t wanted, const char *what, ...)
{
	char text[160];
	va_list args;

	va_start(args, what);
	tell(g, type, gpu_type_word(wanted), text, sizeof(text), what, args);
	va_end(args);
	if (type == wanted)
		return true;
	fail(g->v->job, "%s is answered %s", text, gpu_type_word(type));
	return false;
}

bool gpu_refused(struct gpu *g, uint32_t type, const char *what, ...)
{
	char text[160];
	va_list args;

	va_start(args, what);
	tell(g, type, "an error", text, sizeof(text), what, args);
	va_end(args);
	if (gpu_is_error(type))
		return true;
	fail(g->v->job, "%s is answered %s, not by an error", text, gpu_type_word(type));
	return false;
}
