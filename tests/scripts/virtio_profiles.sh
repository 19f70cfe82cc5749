#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The generated profiles are what the catalogue and the checks make; 'make profiles' writes them.
set -euo pipefail
ci/virtio-profiles --check
