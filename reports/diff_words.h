/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_DIFF_WORDS_H
#define REPORTS_DIFF_WORDS_H

#include "reports/diff.h"

/* What the renderers of a diff say alike. Each returns `text`. */

/* "107 µs ±2 %": the median, and how far its interval reaches; "–" where there is none. */
const char *diff_median(const struct metric_change *metric, bool other, char *text, size_t size);
/* "+21 % (+18 ... +24)": the shift and its interval, of the base's median. */
const char *diff_shift(const struct metric_change *metric, char *text, size_t size);
/* "p50 block.randread.latency virtio.block[0] depth=1" */
const char *diff_name(const struct metric_change *metric, char *text, size_t size);
/* "lost VIRTIO_F_RING_PACKED; new VIRTIO_BLK_F_DISCARD", or "2 -> 1". */
const char *diff_fact(const struct fact_change *fact, char *text, size_t size);
/* "before (5 runs of qemu-x86_64 (tcg))" */
const char *diff_set(const struct result_set *set, char *text, size_t size);
/* "3 worse, 1 better, 40 same" */
void diff_counts(const struct diff *diff, FILE *out);
/* How it was compared, and what stands in the way of saying more; each by `line`. */
void diff_method(const struct diff *diff, void (*line)(void *to, const char *text), void *to);

/* The metrics in the order they are shown: worse first. To be freed. */
const struct metric_change **diff_order(const struct diff *diff);
bool diff_shown(const struct metric_change *metric, bool all);
/* Why it cannot be compared; "" where that is plain, or was said of the one before. */
const char *diff_reason(const struct metric_change *metric, const struct metric_change *before);

#endif
