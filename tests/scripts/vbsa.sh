#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The profile of Arm's Virtual Base System Architecture names every rule of level 1, and
# says of each whether Arm's own suite covers it; the machine that boot_arm64.sh booted has
# what the rules ask for.
set -euo pipefail
/usr/bin/python3 - <<'END'
import csv, json

rows = [r for r in csv.DictReader(open("docs/spec/vbsa-1.0-rules.tsv"), delimiter="\t") if r["level"] == "L1"]
requirements = json.load(open("profiles/arm-vbsa-l1.json"))["requirements"]
sources = [r["source"] for r in requirements]
for row in rows:
    for rule in filter(None, (row["rule"], row["subrule"])):
        assert any(rule in source for source in sources), f"{rule} is not in the profile"
uncovered = {r["subrule"] or r["rule"] for r in rows if r["test"].lower() == "not covered"}
for r in requirements:
    rule = next(w for w in r["source"].replace(";", " ").replace(":", " ").split()[::-1] if w.startswith(("B_", "V_", "PCI_")))
    assert ("does not cover it" in r["source"]) == (rule in uncovered), r["source"]
END
result=build/tests/arm64-gicv3.json
[ -e $result ] || { echo "skipped: nothing was booted on Arm (see boot_arm64.sh)"; exit 0; }
"$SC" compare --json arm-vbsa-l1 $result >build/tests/vbsa.json || true
/usr/bin/python3 - <<'END'
import collections, json
j = json.load(open("build/tests/vbsa.json"))["results"][0]
findings = j["requirements"]
wrong = [f for f in findings if f["outcome"] in ("unmet", "unknown")]
assert not wrong, wrong
counts = collections.Counter(f["outcome"] for f in findings)
assert counts["met"] > 40, counts
assert all(f.get("reason") for f in findings if f["outcome"] == "not-judged")
print(dict(counts))
END
[ -e build/tests/arm64-uefi.json ] || exit 0
"$SC" compare --json arm-vbsa-l1 build/tests/arm64-uefi.json >build/tests/vbsa.json || true
/usr/bin/python3 - <<'END'
import json
requirements = {r["id"]: r for r in json.load(open("build/tests/vbsa.json"))["results"][0]["requirements"]}
asked = requirements["time.v_l1tm_02"]
assert (asked["outcome"], asked["reason"]) == ("unknown", "not tried: the EL1 probe did not run"), asked
END
