#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# What README, docs and ci/pipelines tell somebody to type exists: every verb, option, make
# target, recipe, profile and plan. And the LAVA job reads verdicts off real frames.
set -euo pipefail
work=build/tests/documented
mkdir -p "$work"
"$SC" run --frames --only clock.monotonic --only cpu.all-online >"$work/frames" 2>/dev/null
/usr/bin/python3 - "$work/frames" <<'END'
import glob, os, re, subprocess, sys

program = os.environ["SC"]


def ask(*arguments):
    return subprocess.run([program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


verbs = re.findall(r"^  ([a-z]+) {2,}", ask("--help"), re.M)
helps = {verb: ask(verb, "--help") for verb in verbs}
known = {kind: {line.split()[1] for line in ask("list", kind).splitlines()} for kind in ("recipes", "profiles", "plans")}
targets = set(re.findall(r"^([a-z-]+):", open("Makefile").read(), re.M))
wrong, commands = [], 0
files = ["README.md", *glob.glob("docs/*.md"), *glob.glob("docs/findings/*.md"), "bench/README.md", *glob.glob("ci/pipelines/*")]
for name in files:
    text = open(name).read().replace("\\\n", " ")
    for n, line in enumerate(text.splitlines(), 1):
        at = f"{name}:{n}"
        for call in re.findall(r"stratos-conform ((?:%s)\b[^`|;&<>#)]*)" % "|".join(verbs), line):
            verb, *words = call.replace("'", " ").split()
            commands += 1
            for option in re.findall(r"(?<![\w-])--?[a-z][a-z0-9-]*", " ".join(words)):
                if not re.search(r"(?<![\w-])%s(?![\w-])" % re.escape(option), helps[verb]):
                    wrong.append(f"{at}: {verb} has no {option}")
            for option, kind in ("--plan", "plans"), ("--profile", "profiles"):
                for value in re.findall(option + r" ([^\s]+)", call):
                    if "/" in value or value.endswith(".json") or value.isupper() or value in known[kind]:
                        continue
                    wrong.append(f"{at}: there is no {value} among the {kind}")
        for target in re.findall(r"`make ([a-z-]+)", line) + re.findall(r"^    make ([a-z-]+)", line):
            if target not in targets:
                wrong.append(f"{at}: there is no make target {target}")
assert commands > 30, f"only {commands} commands were found: the search is wrong"
assert not wrong, "\n".join(wrong)

job = open("ci/pipelines/lava.yaml").read()
pattern = re.search(r"pattern: '(.*)'", job).group(1)
words = set(re.findall(r"(\w+): (?:pass|fail|skip|unknown)\b", re.search(r"fixupdict: {(.*?)}", job, re.S).group(1)))
found = [m.groupdict() for m in re.finditer(pattern, open(sys.argv[1]).read())]
assert [f["test_case_id"] for f in found] == ["clock.monotonic", "cpu.all-online"], found
assert all(f["result"] in words for f in found), (found, words)
assert words == set("pass fail warn absent unobservable inconclusive blocked skipped wedged crashed error".split()), words
print(f"{commands} commands in {len(files)} files")
END
