#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# 'make torture' in small: a pretended hypervisor is killed at every 4th event. A verdict that
# came out otherwise is told, unless tests/expectations has it as one that comes and goes.
set -euo pipefail
export SC=${SC:-$PWD/build/host/stratos-conform} STRATOS_DATA=${STRATOS_DATA:-$PWD}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#!/bin/bash\nexec "$SC" run --plan "$1/plan.json" --frames 2>/dev/null\n' >"$work/hypervisor"
chmod +x "$work/hypervisor"
sed "s|\./hypervisor|$work/hypervisor|g" tests/fake/recipe.json >"$work/recipe.json"
RECIPE=$work/recipe.json WORK=$work/torture STEP=4 UNITS="cpu* memory* hypervisor* pci" \
	OPTIONS="--machine ./tests/fake/machine.json --image ./tests/fake/plan.json --kernel ./tests/fake/plan.json" ci/torture

/usr/bin/python3 - "$work/torture" <<'PYTHON'
import glob, json, sys
for file in glob.glob(f"{sys.argv[1]}/killed-*.json"):
    document = json.load(open(file))
    for verdict in document["verdicts"]:
        if verdict["kind"] == "check" and verdict["word"] == "pass":
            verdict["word"] = "fail"
            open(f"{sys.argv[1]}/changed", "a").write(f"sometimes fail {verdict['id']} {verdict.get('device', '')}\n")
    json.dump(document, open(file, "w"))
PYTHON
[ -s "$work/torture/changed" ]
judge() { /usr/bin/python3 ci/torture.py compare "$work/torture" "$(ls "$work/torture"/killed-*.json | wc -l)" 4 "$1"; }
if judge "$work/none" >"$work/told"; then echo "verdicts that differ are not told"; exit 1; fi
grep -q "is fail, undisturbed pass" "$work/told"
judge "$work/torture/changed" >"$work/told" || { cat "$work/told"; exit 1; }
grep -q " [1-9][0-9]* as that device is at times" "$work/told"
