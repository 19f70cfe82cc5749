#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
The table of ci/compare-fio: the medians of all rounds as "ours / fio", and their ratio. "In
flight" is IOPS times the mean latency: by Little's law the queue depth, if no latency is lost.
"""
import glob
import json
import os
import statistics
import sys

COLUMNS = [  # key, title, format of a value
    ("iops", "IOPS", "{:.0f}"),
    ("p50", "p50 us", "{:.0f}"),
    ("p99", "p99 us", "{:.0f}"),
    ("cpu", "CPU us/request", "{:.1f}"),
    ("flight", "in flight", "{:.1f}"),
]


def percentile(histogram, percent):
    rank, seen = histogram["count"] * percent / 100, 0
    for low, count in zip(*[iter(histogram["buckets"])] * 2):
        seen += count
        if seen >= rank:
            return low * (1 + 1 / 128)  # the middle of a bucket
    return histogram["max"]


def ours(file):
    document = json.load(open(file))
    # The second disk, which is for the results, was read, too.
    got = {m["id"].rsplit(".", 1)[1]: m for m in document["metrics"] if m["device"] == "virtio.block[0]"}
    if "latency" not in got:
        sys.exit(f"{file}: nothing was measured: {document['verdicts']}")
    histogram = got["latency"]["histogram"]
    return {
        "iops": got["iops"]["value"],
        "p50": percentile(histogram, 50) / 1000,
        "p99": percentile(histogram, 99) / 1000,
        "cpu": got["cpu_per_request"]["value"] / 1000,
        "flight": got["iops"]["value"] * histogram["mean"] / 1e9,
    }


def fio(file):
    job = json.load(open(file))["jobs"][0]
    side = job["read"] if job["read"]["total_ios"] else job["write"]
    share = (job["usr_cpu"] + job["sys_cpu"]) / 100
    return {
        "iops": side["iops"],
        "p50": side["lat_ns"]["percentile"]["50.000000"] / 1000,
        "p99": side["lat_ns"]["percentile"]["99.000000"] / 1000,
        "cpu": share * side["runtime"] * 1000 / side["total_ios"],
        "flight": side["iops"] * side["lat_ns"]["mean"] / 1e9,
    }


def medians(files, read):
    runs = [read(file) for file in files]
    return {key: statistics.median(run[key] for run in runs) for key in runs[0]}


def compare(results, pattern, depth, settings):
    a = medians(glob.glob(f"{results}/ours-{pattern}-{depth}-same-*.json"), ours)
    b = medians(glob.glob(f"{results}/fio-{pattern}-{depth}-{settings}-*.json"), fio)
    row = [pattern, depth, settings]
    for key, _, form in COLUMNS:
        row.append(f"{form.format(a[key])} / {form.format(b[key])}")
        if key != "flight":
            row.append(f"{a[key] / b[key]:.2f}")
    return row


def wire(file):
    """p50 and p99 in us of each pattern, and the first in exits."""
    document = json.load(open(file))
    got = {m["id"]: m for m in document["metrics"]}
    if "wire.block.read.time" not in got:
        sys.exit(f"{file}: nothing was measured: {document['verdicts']}")
    found = {}
    for pattern, name in (("randread", "read"), ("randwrite", "write")):
        histogram = got[f"wire.block.{name}.time"]["histogram"]
        found[pattern] = {
            "p50": percentile(histogram, 50) / 1000,
            "p99": percentile(histogram, 99) / 1000,
            "exits": got[f"wire.block.{name}.exits"]["value"],
        }
    return found


def wire_rows(results, cases):
    """Depth 1: from the notification to the used buffer as a poll sees it, against fio's p50."""
    rows = []
    runs = [wire(file) for file in glob.glob(f"{results}/wire-*.json")]
    for pattern, depth, settings in cases if runs else ():
        if depth != "1":
            continue
        a = {key: statistics.median(run[pattern][key] for run in runs) for key in ("p50", "p99", "exits")}
        b = medians(glob.glob(f"{results}/fio-{pattern}-1-{settings}-*.json"), fio)
        rows.append([pattern, "1", settings, f"{a['exits']:.0f}"])
        for key in ("p50", "p99"):
            rows[-1] += [f"{a[key]:.0f} / {b[key]:.0f}", f"{a[key] / b[key]:.2f}"]
    return rows


def show(head, rows, markdown):
    if markdown:
        for row in [head, ["---"] * len(head)] + rows:
            print("| " + " | ".join(row) + " |")
        return
    widths = [max(len(row[i]) for row in [head] + rows) for i in range(len(head))]
    for row in [head] + rows:
        print("  ".join(text.rjust(width) for text, width in zip(row, widths)))


def main():
    work, markdown = sys.argv[1], len(sys.argv) > 2
    results = os.path.join(work, "results")
    boot = json.load(open(os.path.join(work, "boot.json")))["hypervisor"]
    cases = {tuple(os.path.basename(f).split("-")[1:4]) for f in glob.glob(results + "/fio-*-*.json")}
    rounds = len(glob.glob(f"{results}/ours-*-same-*.json")) // len({case[:2] for case in cases})
    head = ["pattern", "depth", "fio's settings"]
    for key, title, _ in COLUMNS:
        head += [title] if key == "flight" else [title, "ratio"]
    cases = sorted(cases, key=lambda c: (c[0], int(c[1]), c[2] != "same"))
    rows = [compare(results, *case) for case in cases]
    about = [boot["name"], boot["version"], boot["accelerator"], *(boot["variants"] or [])]
    print(f"{' '.join(about)}; Linux {open(results + '/kernel').read().strip()}; "
          f"{open(results + '/fio-version').read().strip()}; {rounds} rounds; ours / fio\n")
    show(head, rows, markdown)
    below = wire_rows(results, cases)
    if below:
        print("\nthe same disk in the same boot in the wire lane; notification to used buffer / fio\n")
        show(["pattern", "depth", "fio's settings", "exits", "p50 us", "ratio", "p99 us", "ratio"], below, markdown)


main()
