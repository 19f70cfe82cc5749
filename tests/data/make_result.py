# A result with metrics of every form, for tests of plots. Arguments: seed, factor, name.
import json, random, sys

seed, factor, name = (sys.argv[1:] + ["1", "1.0", "some"][len(sys.argv) - 1:])[:3]
rng = random.Random(int(seed))
with open(__file__.replace("make_result.py", "result.json")) as file:
    result = json.load(file)


def bucket(value):  # the lowest value of its bucket: core/hist.h
    shift = max(0, value.bit_length() - 7)
    return value >> shift << shift


def histogram(values):
    counts = {}
    for value in values:
        counts[bucket(value)] = counts.get(bucket(value), 0) + 1
    return {"count": len(values), "min": min(values), "max": max(values),
            "mean": sum(values) / len(values), "buckets": [x for item in sorted(counts.items()) for x in item]}


def metric(id, conditions, unit, **form):
    return {"id": id, "device": "virtio.block[0]", "unit": unit, "better": "lower",
            "conditions": conditions, **form}


result["hypervisor"]["recipe"] = name
for depth in (1, 32):
    values = [int(rng.lognormvariate(11, 0.5) * float(factor)) for _ in range(20000)]
    result["metrics"].append(metric("block.randread.latency", {"size": 4096, "depth": depth},
                                    "ns", histogram=histogram(values)))
result["metrics"].append(metric("audio.playback.wakeup_jitter", {"period_frames": 480}, "ns",
                                histogram=histogram([0] * 10 + values[:500]),
                                heat={"slice_ns": 10000000, "cells": [
                                    number for slice in range(40) for level in (0, 40960, 65536)
                                    for number in (slice, level, 1 + slice % 7)] + [12, 1048576, 1]}))
result["metrics"].append(metric("some.heat", {}, "ns", histogram=histogram([7, 7, 7]),
                                heat={"slice_ns": 1, "cells": [0, 7, 3]}))
result["metrics"].append(metric("some.rate_error", {}, "ppm",
                                samples=[rng.gauss(0, 20) for _ in range(50)]))
result["metrics"].append(metric("some.same", {}, "frames", samples=[7.0] * 9))
result["metrics"].append(metric("some.nothing", {}, "ns", histogram={
    "count": 0, "min": 0, "max": 0, "mean": 0.0, "buckets": []}))
json.dump(result, sys.stdout)
