#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Boots a guest of its own
# The console of a real guest, whose frames stand between its kernel's lines, broken in 2000
# ways (SEED=N for others): bytes lost, doubled, changed and moved, foreign text in the middle of
# a line, another guest on the same console, line ends, terminal escapes, lines that the console
# broke, a start in the middle. What collect makes of it is what a guest said, all of it where
# it says so (exit 0), or what is missing is named (exit 3, or 5 where one seems to have died).
set -euo pipefail
work=build/tests/broken-log
rm -rf $work
mkdir -p $work
echo '{"schema": "stratos-machine/1", "name": "bare", "title": "no port for results", "cpus": 2, "memory_mib": 256, "devices": []}' >$work/machine.json
echo '{"schema": "stratos-plan/1", "name": "broken-log", "include": ["cpu*", "clock*", "memory*", "hypervisor*", "timer.wakeup"]}' >$work/plan.json
cat >$work/recipe.json <<END
{"schema": "stratos-recipe/1", "name": "talkative", "title": "a kernel that says all", "tested": true,
 "extends": "qemu-$(uname -m)", "variables": {"kernel_options": " ignore_loglevel"}}
END
"$SC" boot $work/recipe.json --accel tcg --no-el1 --machine $work/machine.json --plan $work/plan.json \
	--console $work/console --output $work/boot.json
# Another guest with that very plan: this host, which finds other things.
/usr/bin/python3 - $work <<'PYTHON'
import json, sys
for line in open(f"{sys.argv[1]}/console", encoding="latin-1"):
    if line.startswith("@SC 0 "):
        json.dump(json.loads(line.split(None, 4)[4])["plan"], open(f"{sys.argv[1]}/told.json", "w"))
PYTHON
"$SC" run --plan $work/told.json --frames >$work/other 2>/dev/null
/usr/bin/python3 - "$work" "${SEED:-1}" "${COUNT:-2000}" <<'PYTHON'
import collections, json, os, random, subprocess, sys
from concurrent.futures import ThreadPoolExecutor

work, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
console, other = (open(f"{work}/{name}", "rb").read() for name in ("console", "other"))
assert b"Linux version" in console, "no kernel speaks on that console"
FOREIGN = [b"\r", b"\n", b"\r\n", b"\0", b"\xff\xfe", b"\x1b[2J\x1b[1;1H", b"\x1b[31m", b"@SC ", b"@SC 3 10 ",
           b"[    1.234567] crng init done\n", b"login: ", b"\n[    2.000000] usb 1-1: new device\r\n"]

def begins(rng, log):  # a byte, or a line
    at = rng.randrange(len(log) + 1)
    return at if rng.random() < 0.5 else log.rfind(b"\n", 0, at) + 1

def piece(rng, log):
    a = begins(rng, log)
    b = min(len(log), a + rng.choice((1, 1, 2, 16, 300, 5000)))
    return (a, b) if rng.random() < 0.5 else (a, (log.find(b"\n", b) + 1) or len(log))

def lost(rng, log):
    a, b = piece(rng, log)
    return log[:a] + log[b:]

def doubled(rng, log):
    a, b = piece(rng, log)
    return log[:b] + log[a:b] + log[b:]

def changed(rng, log):
    a = rng.randrange(len(log) or 1)
    return log[:a] + bytes([rng.randrange(256)]) + log[a + 1:]

def moved(rng, log):
    a, b = piece(rng, log)
    part, log = log[a:b], log[:a] + log[b:]
    at = min(len(log), max(0, a + rng.randrange(-3000, 3000)))
    return log[:at] + part + log[at:]

def foreign(rng, log):
    for _ in range(rng.choice((1, 1, 5))):
        at = rng.randrange(len(log) + 1)
        log = log[:at] + rng.choice(FOREIGN) + log[at:]
    return log

def another_guest(rng, log):  # by lines, or in pieces
    parts = [log.splitlines(True), other.splitlines(True)]
    if rng.random() < 0.3:
        size = rng.choice((7, 64, 1000))
        parts = [[text[i:i + size] for i in range(0, len(text), size)] for text in (log, other)]
    if rng.random() < 0.5:  # one from somewhere on, or up to there
        at = rng.randrange(len(parts[1]) + 1)
        parts[1] = rng.choice((parts[1][at:], parts[1][:at]))
    how, out = rng.choice(("mixed", "before", "after", "inside")), []
    if how == "before":
        parts.reverse()
    if how in ("before", "after"):
        return b"".join(parts[0] + parts[1])
    if how == "inside":
        at = rng.randrange(len(parts[0]) + 1)
        return b"".join(parts[0][:at] + parts[1] + parts[0][at:])
    while any(parts):
        which = rng.random() < 0.5
        if parts[which]:
            out.append(parts[which].pop(0))
    return b"".join(out)

def line_ends(rng, log):
    return log.replace(*rng.choice(((b"\r\n", b"\n"), (b"\n", b"\r\n"), (b"\r\n", b"\r\r\n"), (b"\r\n", b"\r"), (b"\n", b""))))

def escapes(rng, log):
    lines = log.splitlines(True)
    for i in rng.sample(range(len(lines)), len(lines) // 4):
        lines[i] = rng.choice((b"\x1b[0m", b"\x1b[2K\r", b"\x1b[1;1H")) + lines[i]
    return b"".join(lines)

def broken_lines(rng, log):
    prefix, width = rng.choice((b"", b"(XEN) DOM1: ", b"[console] ")), rng.choice((80, 132, 1024))
    out = []
    for line in log.splitlines():
        out += [prefix + line[i:i + width] + b"\n" for i in range(0, len(line) or 1, width)]
    return b"".join(out)

def cut(rng, log):
    a, b = sorted(rng.randrange(len(log) + 1) for _ in range(2))
    return rng.choice((log[a:], log[:b], log[a:b]))

HOW = [lost, doubled, changed, moved, foreign, another_guest, line_ends, escapes, broken_lines, cut]

def collect(name, log):
    path = f"{work}/{name}.log"
    with open(path, "wb") as file:
        file.write(log)
    done = subprocess.run([os.environ["SC"], "collect", path], capture_output=True)
    return done.returncode, json.loads(done.stdout or "null"), done.stderr.decode(errors="replace"), path

def findings(document):  # as a set of words that can be compared
    found = {("fact", id, json.dumps(value, sort_keys=True)) for id, value in document["facts"].items()}
    for kind in ("verdicts", "metrics", "notes"):
        found |= {(kind, json.dumps(item, sort_keys=True)) for item in document[kind]}
    return found

whole = []
for name, log in (("undisturbed", console), ("undisturbed-other", other)):
    status, document, said, _ = collect(name, log)
    assert status == 0 and document["run"]["complete"], said
    whole.append(findings(document))
assert len(whole[0]) > 50 and len(whole[0] - whole[1]) > 20, [len(w) for w in whole]
said_by_any = whole[0] | whole[1]
tools = {log.split(b'"tool":', 1)[1].split(b"}", 1)[0] for log in (console, other)} # of one build, but for an image of before

def is_death(finding):
    return finding[0] == "verdicts" and json.loads(finding[1])["word"] in ("crashed", "wedged")

def one(n):
    rng, log, names = random.Random(seed * 1000003 + n), console, []
    for _ in range(rng.choice((1, 1, 2, 3))):
        how = rng.choice(HOW)
        names.append(how.__name__)
        log = how(rng, log) or b"\n"
    status, document, said, path = collect(f"{n}", log)
    try:
        assert status in (0, 3, 5), f"exit status {status}: {said}"
        found, run = findings(document), document["run"]
        invented = {f for f in found - said_by_any if not (status == 5 and is_death(f))}
        assert not invented, f"what nobody said: {invented}"
        assert status != 0 or run["complete"], "exit status 0 of what is incomplete"
        assert status != 3 or not run["complete"], "exit status 3 of what is complete"
        assert status != 0 or found in whole, "complete, and not all of one guest"
        assert status != 5 or run["problems"], "a death without a word"
        assert run["complete"] or run["problems"], "incomplete, and nothing says why"
        assert status == 0 or said.strip(), "nothing is said on stderr"
    except AssertionError as wrong:
        return names, None, f"{path}: {' '.join(names)}: {wrong}"
    os.unlink(path)
    return names, status, None

statuses, by_name, wrong = collections.Counter(), collections.defaultdict(collections.Counter), []
with ThreadPoolExecutor(os.cpu_count()) as pool:
    for names, status, problem in pool.map(one, range(count)):
        statuses[status] += 1
        for name in set(names):
            by_name[name][status] += 1
        if problem:
            wrong.append(problem)
for name, of in sorted(by_name.items()):
    print(f"{name:14}", *(f"exit {status}: {n}" for status, n in sorted(of.items(), key=str)))
print("\n".join(wrong[:10]))
assert not wrong, f"{len(wrong)} of {count}"
# Damage that does no harm, that does, and a guest that seems to have died: else nothing was tried.
assert count < 500 or min(statuses[0], statuses[3]) > count / 10 and (statuses[5] > count / 200 or len(tools) > 1), statuses
print(f"{count} broken logs: {dict(statuses)}")
PYTHON
