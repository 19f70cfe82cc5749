# SPDX-License-Identifier: Apache-2.0
# 'make help' lists the targets.

HOST_ARCH := $(patsubst aarch64,arm64,$(patsubst x86_64,amd64,$(shell uname -m)))
ARCH ?= $(HOST_ARCH)
ifeq ($(filter $(ARCH),amd64 arm64),)
$(error ARCH=$(ARCH) is unknown; use amd64 or arm64)
endif
MACHINE := $(if $(filter amd64,$(ARCH)),x86_64,aarch64)
V ?= 0
ifeq ($(filter $(V),0 1),)
$(error V=$(V) is unknown; use 0 or 1)
endif
Q := $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),,@printf '  %-7s %s\n' '$(1)' '$(2)')

CC ?= gcc
COMMIT := $(shell git describe --always --dirty --abbrev=12 --exclude='*' 2>/dev/null || echo unknown)
WARN := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wformat=2 -Wno-unknown-warning-option -Wno-format-truncation -Wno-missing-field-initializers -Wundef -Wvla
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=gnu17 -D_GNU_SOURCE -I. $(WARN) $(CFLAGS) -fstack-protector-strong

GUEST_DIRS := core virtio probes suites bench guest
HOST_DIRS := $(GUEST_DIRS) hypervisors reports cli
GUEST_VERBS := main verbs run list explain nearest catalog catalog_units

# Sanitizers are for the host program and the tests; a static guest cannot have them.
SANITIZE ?= 0
ifeq ($(filter $(SANITIZE),0 1),)
$(error SANITIZE=$(SANITIZE) is unknown; use 0 or 1)
endif
ifeq ($(SANITIZE),1)
B := build/sanitize
# Leaks are valgrind's part ('make valgrind'): a program that says what is wrong and exits frees nothing.
# A test preloads a clock that jumps.
export ASAN_OPTIONS := detect_leaks=0:verify_asan_link_order=0
export HOSTILE_COUNT ?= 4000
HOST_CFLAGS := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
else
B := build
endif
export SC := $(CURDIR)/$(B)/host/stratos-conform
export UNIT_TESTS := $(CURDIR)/$(B)/tests/unit
export MUTANTS := $(CURDIR)/$(B)/tests/mutants
export FUZZ := $(CURDIR)/$(B)/tests
export HOSTILE := $(CURDIR)/$(B)/tests/hostile
export STRATOS_DATA ?= $(CURDIR)
host_src := $(sort $(foreach d,$(HOST_DIRS),$(wildcard $(d)/*.c $(d)/*/*.c)))
guest_src := $(sort $(foreach d,$(GUEST_DIRS),$(wildcard $(d)/*.c $(d)/*/*.c)) \
	$(foreach v,$(GUEST_VERBS),$(wildcard cli/$(v).c)))
host_obj := $(host_src:%.c=$(B)/host/%.o)
guest_obj := $(guest_src:%.c=build/guest/$(ARCH)/%.o)

HOST := $(B)/host/stratos-conform
GUEST := build/guest/$(ARCH)/stratos-conform
HOST_LIBS := -ljansson -luring -ldrm -lm -lpthread
GUEST_LIBS := -ljansson -luring -ldrm -lm -lpthread
DRM_CFLAGS := $(shell pkg-config --cflags libdrm 2>/dev/null)

# For another architecture the libraries come from Debian packages of it, unpacked.
ifeq ($(ARCH),$(HOST_ARCH))
GUEST_CC = $(CC)
OBJCOPY = objcopy
GUEST_CFLAGS = $(DRM_CFLAGS)
else
TRIPLET := $(MACHINE)-linux-gnu
SYSROOT := build/sysroot/$(ARCH)
GUEST_CC ?= $(TRIPLET)-gcc
OBJCOPY = $(TRIPLET)-objcopy
GUEST_CFLAGS := -isystem $(SYSROOT)/usr/include -isystem $(SYSROOT)/usr/include/$(TRIPLET) \
	-isystem $(SYSROOT)/usr/include/libdrm
GUEST_LDFLAGS := -L$(SYSROOT)/usr/lib/$(TRIPLET)
endif

# As many jobs as there are CPUs, unless -j said how many.
PARALLEL = --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))

all: $(HOST) $(GUEST) ## build the host program and the static guest program

$(HOST): $(host_obj)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(HOST_CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

$(GUEST): $(guest_obj)
	$(call say,LD,$@)
	$(Q)$(GUEST_CC) -static $(CFLAGS) $(GUEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(GUEST_LIBS)

$(B)/host/%.o: %.c $(B)/flags.host
	$(call say,CC,$<)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(HOST_CFLAGS) $(DRM_CFLAGS) -MMD -MP -c -o $@ $<

build/guest/$(ARCH)/%.o: %.c build/flags.$(ARCH)
	$(call say,CC,$< ($(ARCH) guest))
	@mkdir -p $(@D)
	$(Q)$(GUEST_CC) $(ALL_CFLAGS) $(GUEST_CFLAGS) -MMD -MP -c -o $@ $<

ifneq ($(ARCH),$(HOST_ARCH))
$(guest_obj): | $(SYSROOT)/complete
$(SYSROOT)/complete: ci/sysroot
	$(call say,SYSROOT,$(@D))
	$(Q)ci/sysroot $(ARCH)
endif

# The EL1 probe: a program of its own that runs without a kernel, only on Arm.
ifeq ($(ARCH),arm64)
EL1 := build/image/$(MACHINE)/el1
el1_obj := $(patsubst %,build/el1/%.o,$(sort $(wildcard el1/*.c)) core/crc32c.c core/fdt.c el1/start.S)
EL1_CFLAGS := -std=gnu17 -I. $(WARN) -Os -g -ffreestanding -fpie -fno-stack-protector \
	-mgeneral-regs-only -mstrict-align -fno-asynchronous-unwind-tables
EL1_LDFLAGS := -nostdlib -static-pie -Wl,-T,el1/link.ld -Wl,--no-dynamic-linker -Wl,-z,norelro -Wl,-z,notext \
	-Wl,--build-id=none -Wl,--no-warn-rwx-segments

build/el1/%.o: % build/flags.$(ARCH)
	$(call say,CC,$< (EL1))
	@mkdir -p $(@D)
	$(Q)$(GUEST_CC) $(EL1_CFLAGS) -MMD -MP -c -o $@ $<

$(EL1): $(el1_obj) el1/link.ld
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(GUEST_CC) $(EL1_LDFLAGS) -o build/el1/el1.elf $(el1_obj)
	$(Q)$(OBJCOPY) -O binary build/el1/el1.elf $@
endif

# The commit stands in one object only, so that a commit rebuilds one file.
$(B)/host/core/version.o build/guest/$(ARCH)/core/version.o: private CFLAGS += -DSTRATOS_COMMIT='"$(COMMIT)"'
$(B)/host/core/version.o build/guest/$(ARCH)/core/version.o: $(B)/commit

# Files that change only when what they hold changes.
remember = mkdir -p $(@D) && printf '%s\n' '$(1)' | cmp -s - $@ || printf '%s\n' '$(1)' > $@
$(B)/flags.host: FORCE
	@$(call remember,$(CC) $(CFLAGS) $(HOST_CFLAGS) $(LDFLAGS))
build/flags.$(ARCH): FORCE
	@$(call remember,$(GUEST_CC) $(CFLAGS) $(LDFLAGS))
$(B)/commit: FORCE
	@$(call remember,$(COMMIT))
FORCE:

image: build/image/$(MACHINE)/initramfs $(EL1) ## make the guest image

build/image/$(MACHINE)/initramfs: $(GUEST) ci/image ci/kernel ci/modules
	$(call say,IMAGE,$@)
	$(Q)ci/image $(ARCH) $(GUEST) $(@D)

new-check: ## write the skeleton of a check: ID=virtio.block.wraps STATEMENT=V14-BLK-D010
	@ci/new-check "$(ID)" $(STATEMENT)

setup: ## install what is missing (see ci/setup --help)
	@ci/setup

conform: ## the main job: build, boot, measure, judge, report
	@ci/setup build image boot report $(if $(filter $(ARCH),$(HOST_ARCH)),,arm64)
	@$(MAKE) $(PARALLEL) $(HOST) image
	@ci/conform $(MACHINE)

profiles: $(HOST) ## generate profiles/virtio-1.4-*.json from the catalogue and the checks
	@ci/virtio-profiles

# ---- tests: one Criterion program of all tests/unit/*.c and everything but main ----
test_src := $(sort $(wildcard tests/unit/*.c))
test_obj := $(test_src:%.c=$(B)/host/%.o)
TESTS := $(B)/tests/unit

$(TESTS): $(test_obj) $(filter-out $(B)/host/cli/main.o,$(host_obj))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(HOST_CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) -lcriterion

# The model devices, and every check of the wire lane against each of their faults.
model_src := $(sort $(wildcard tests/model/*.c))
model_obj := $(model_src:%.c=$(B)/host/%.o)
$(MUTANTS): $(model_obj) $(filter-out $(B)/host/cli/main.o,$(host_obj))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(HOST_CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

mutants: $(MUTANTS) ## run the wire checks against a correct model and against each fault
	$(Q)$(MUTANTS) $(ONLY)

# The same checks against devices that mean harm.
hostile_src := $(sort $(wildcard tests/hostile/*.c))
hostile_obj := $(hostile_src:%.c=$(B)/host/%.o)
$(HOSTILE): $(hostile_obj) $(filter-out %/mutants.o,$(model_obj)) \
		$(filter-out $(B)/host/cli/main.o,$(host_obj))
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(HOST_CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

hostile: ## COUNT random sequences of malice from SEED on, under the sanitizers
	@$(MAKE) $(PARALLEL) SANITIZE=1 $(CURDIR)/build/sanitize/tests/hostile
	$(Q)ASAN_OPTIONS=detect_leaks=0 build/sanitize/tests/hostile --seed $(or $(SEED),1) --count $(or $(COUNT),10000)

# The fuzz targets with any compiler: they replay their corpus, and damaged copies of it.
replay_bin := $(patsubst tests/fuzz/%.c,$(B)/tests/%,$(wildcard tests/fuzz/fuzz_*.c))
replay_obj := $(B)/host/tests/fuzz/fuzz.o $(B)/host/tests/fuzz/replay.o \
	$(filter-out $(B)/host/cli/main.o,$(host_obj))
$(replay_bin): $(B)/tests/%: $(B)/host/tests/fuzz/%.o $(replay_obj)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(HOST_CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

tests: $(TESTS) $(MUTANTS) $(HOSTILE) $(replay_bin) ## build the unit tests and the model devices

check: ## install what is missing, build, run every test and real boots of both architectures (BOOTS=1: one)
	@ci/setup build image boot report check
	@$(MAKE) $(PARALLEL) all image tests
	@[ "$(BOOTS)" = 1 ] || ci/arm64-image
	@ci/check

check-hypervisors: ## boot one image under every hypervisor that can be made here (12 minutes)
	@ci/setup build image boot check arm64
	@$(MAKE) $(PARALLEL) all image
	@ci/arm64-image
	@ci/check-hypervisors $(OPTIONS)

PREFIX ?= /usr/local
SHARE := $(PREFIX)/share/stratos-conform
installed_documents := hypervisors machines profiles plans docs/schemas

install: $(HOST) image ## install under PREFIX (default /usr/local), staged by DESTDIR
	install -D -m 755 $(HOST) $(DESTDIR)$(PREFIX)/bin/stratos-conform
	install -D -m 755 $(GUEST) $(DESTDIR)$(SHARE)/guest/$(MACHINE)/stratos-conform
	for d in $(installed_documents); do for f in $$d/*.json; do \
		[ ! -e $$f ] || install -D -m 644 $$f $(DESTDIR)$(SHARE)/$$f; done; done
	for f in hypervisors/steps/*; do install -D -m 755 $$f $(DESTDIR)$(SHARE)/$$f; done
	install -D -m 644 docs/spec/virtio-1.4-device.tsv $(DESTDIR)$(SHARE)/docs/spec/virtio-1.4-device.tsv
	for f in initramfs kernel $(notdir $(EL1)); do \
		install -D -m 644 build/image/$(MACHINE)/$$f $(DESTDIR)$(SHARE)/images/$(MACHINE)/$$f; done
	install -D -m 644 docs/stratos-conform.1 $(DESTDIR)$(PREFIX)/share/man/man1/stratos-conform.1
	install -D -m 644 docs/completion.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/stratos-conform

# ---- fuzzing: everything but main built by clang with its coverage, one program a target ----
FUZZ_CFLAGS := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
fuzz_src := $(wildcard tests/fuzz/fuzz_*.c)
fuzz_bin := $(fuzz_src:tests/fuzz/%.c=build/fuzz/bin/%)
fuzz_obj := $(filter-out build/fuzz/obj/cli/main.o,$(host_src:%.c=build/fuzz/obj/%.o)) \
	build/fuzz/obj/tests/fuzz/fuzz.o

build/fuzz/obj/%.o: %.c
	$(call say,CC,$< (fuzz))
	@mkdir -p $(@D)
	$(Q)clang $(ALL_CFLAGS) $(FUZZ_CFLAGS) -fsanitize=fuzzer-no-link $(DRM_CFLAGS) -MMD -MP -c -o $@ $<

$(fuzz_bin): build/fuzz/bin/%: build/fuzz/obj/tests/fuzz/%.o $(fuzz_obj)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)clang $(FUZZ_CFLAGS) -fsanitize=fuzzer -o $@ $^ $(HOST_LIBS)

fuzz: $(HOST) ## fuzz every parser for TIME seconds each (default 60)
	@ci/setup fuzz
	@$(MAKE) $(PARALLEL) $(fuzz_bin)
	@TIME=$(TIME) ci/fuzz

torture: $(HOST) image ## kill the hypervisor at every 10th event of a whole run on few devices and compare
	@ci/torture

lint: ## static analysis: clang-tidy and cppcheck
	@ci/lint

valgrind: $(HOST) ## the host verbs under valgrind
	@ci/valgrind

compare-fio: ## the block bench and fio, in turns in one guest (OPTIONS="--help")
	@ci/setup build image boot check
	@$(MAKE) $(PARALLEL) all image
	@ci/compare-fio $(OPTIONS)

figures: $(HOST) ## what the tool itself costs: recording a value, diff, report
	@ci/figures

check-diff: ## real repeated boots: diff finds nothing between equals, and a slowed disk (OPTIONS="--help")
	@ci/setup build image boot check
	@$(MAKE) $(PARALLEL) all image
	@ci/check-diff $(OPTIONS)

clean: ## remove what was built (downloads stay)
	rm -rf $(B)/host $(B)/guest build/el1 $(B)/tests $(B)/image $(B)/conform $(B)/compare-fio

help: ## list targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 22

.PHONY: all new-check profiles image tests mutants hostile torture fuzz lint valgrind install setup conform check check-hypervisors compare-fio check-diff figures clean help FORCE
.DELETE_ON_ERROR:

-include $(el1_obj:.o=.d) $(wildcard build/fuzz/obj/*/*.d build/fuzz/obj/*/*/*.d) $(host_obj:.o=.d) $(guest_obj:.o=.d) $(test_obj:.o=.d) $(model_obj:.o=.d) $(hostile_obj:.o=.d) $(replay_obj:.o=.d) $(replay_bin:$(B)/tests/%=$(B)/host/tests/fuzz/%.d)
