#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# 'make torture' in small: a pretended hypervisor is killed at every 4th event.
set -euo pipefail
export SC=${SC:-$PWD/build/host/stratos-conform} STRATOS_DATA=${STRATOS_DATA:-$PWD}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '#!/bin/bash\nexec "$SC" run --plan "$1/plan.json" --frames 2>/dev/null\n' >"$work/hypervisor"
chmod +x "$work/hypervisor"
sed "s|\./hypervisor|$work/hypervisor|g" tests/fake/recipe.json >"$work/recipe.json"
RECIPE=$work/recipe.json WORK=$work/torture STEP=4 UNITS="cpu* memory* hypervisor* pci" \
	OPTIONS="--machine ./tests/fake/machine.json --image ./tests/fake/plan.json --kernel ./tests/fake/plan.json" ci/torture
