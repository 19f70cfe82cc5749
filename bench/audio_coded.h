/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_AUDIO_CODED_H
#define BENCH_AUDIO_CODED_H

#include "bench/audio_stream.h"

/*
 * Coded sound (core/audio_code.h) in any of this tool's formats, as a stream's source.
 * More than two channels repeat the two; one channel has the ramp alone.
 */
void audio_coded_source(const struct stream_spec *spec, void *frames, uint64_t first, size_t count);

#endif
