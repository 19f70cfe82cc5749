/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_TRUTH_H
#define REPORTS_TRUTH_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The host's half of units whose answer stands in what the hypervisor gave out: their
 * `unobservable` in `result` becomes a verdict, with facts and metrics, as if the unit
 * itself had gone on. What cannot be read is said in words. (session.on_sink)
 */
void truth_from_sink(json_t *result, const char *class, const char *device, const char *file);

/*
 * What stands in a file that a host action made, in a line for the guest; of a screenshot
 * "width=1280 height=800 wrong=0 unreadable=0 runs=17:60,16:40": pixels that are not as
 * drawn, bands without a code, and frame numbers with their bands from the top. 0 or
 * -errno with the reason in `text`. (session.look)
 */
int truth_look(const char *makes, const char *file, char *text, size_t size);

/* That line. */
struct video_code_seen;
void truth_tell(const struct video_code_seen *seen, uint32_t width, uint32_t height, char *text,
	size_t size);

#endif
