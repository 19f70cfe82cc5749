#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# After: boot.sh
# Every fact and metric of the real boot (boot.sh) is described, by whom it came from and
# with the type it has; and every described fact is told in a sentence.
set -euo pipefail
result=build/tests/boot.json
[ -e "$result" ] || { echo "facts.sh: boot.sh, which makes $result, has not run" >&2; exit 1; }
"$SC" list --json facts >build/tests/facts.json
"$SC" list --json metrics >build/tests/metrics.json
/usr/bin/python3 - "$result" build/tests/facts.json build/tests/metrics.json <<'END'
import json, re, sys

result, facts, metrics = (json.load(open(name)) for name in sys.argv[1:])
types = {"integer": int, "number": (int, float), "boolean": bool, "string": str, "list": list}


def pattern(row):
    text = re.escape(row["id"]).replace(r"\[\]", r"\[\d+\]").replace(r"\*", r"[^.\[]+")
    other = re.sub(r"^virtio\\\.(\w+)\\\[\\d\+\\\]\\\.", r"\1\\.[^.]+\\.", text)
    return re.compile(f"(?:{text}|{other})$")


rows = [(pattern(row), row) for row in facts]
wrong = [f"{row['id']} has no sentence" for row in facts + metrics if not row["title"].strip()]
seen = set()
for name, value in result["facts"].items():
    row = next((row for match, row in rows if match.match(name)), None)
    if row is None:
        wrong.append(f"{name} is described by nobody")
    elif value is not None and (not isinstance(value, types[row["type"]])
                                or isinstance(value, bool) != (row["type"] == "boolean")):
        wrong.append(f"{name} is {value!r}, not of type {row['type']}")
    else:
        seen.add(row["by"])
described = {row["id"] for row in metrics}
wrong += [f"{m['id']} is described by nobody" for m in result["metrics"] if m["id"] not in described]
for probe in ("cpu", "clock", "memory", "firmware", "virtio", "block", "sound", "gpu", "power"):
    if probe not in seen:
        wrong.append(f"no fact of the probe {probe} arrived")
assert not wrong, "\n".join(wrong)
print(f"{len(result['facts'])} facts, {len(result['metrics'])} metrics, all described")
END
