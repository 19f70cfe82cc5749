#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# One real boot of the default plan on the reference machine, of this host's architecture.
set -euo pipefail
result=build/tests/boot.json
"$SC" boot "qemu-$(uname -m)" --output "$result"
/usr/bin/python3 - "$result" <<'END'
import json, sys
r = json.load(open(sys.argv[1]))
assert r["run"]["complete"], r["run"]
assert r["facts"]["cpu.online"] == 2
assert r["metrics"], "no metric arrived"
bad = [v for v in r["verdicts"] if v["word"] in ("error", "crashed", "wedged")]
assert not bad, bad
END
