/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_JUDGE_ARENA_H
#define REPORTS_JUDGE_ARENA_H

/*
 * Memory for documents that are read, looked at and let go: between arena_begin() and
 * arena_end(), every jansson value that this thread makes lies in one place, which is
 * dropped as a whole. A result has tens of thousands of values, and half the time of
 * judging one went into allocating and freeing each. Values made there must not outlive
 * arena_end(); those made before live on.
 *
 * arena_setup() once, before the first thread; without it all calls do nothing. A thread
 * keeps its place for its next document, until the program ends.
 */
void arena_setup(void);
void arena_begin(void);
void arena_end(void);

#endif
