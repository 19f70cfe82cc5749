#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""
What ci/check-hypervisors cannot do in shell: which recipes there are, what a guest must
have seen under each (tests/expectations/hypervisors.json), and the table of what was run.
"""
import collections
import json
import os
import subprocess
import sys

EXPECTATIONS = "tests/expectations/hypervisors.json"
BEGIN, END = "<!-- hypervisors -->\n", "<!-- end of hypervisors -->\n"
COUNTED = ("pass", "fail", "warn", "absent")


def catalogue(program):
    return {r["id"]: r for r in json.loads(subprocess.check_output([program, "list", "--json", "recipes"]))}


def emulated(recipe):  # needs nothing of this machine but an emulator
    return recipe["tested"] and "tcg" in recipe["accelerators"]


def quick(recipe):  # a machine inside another takes longest
    return not any("-host-" in part for part in recipe.get("parts", []))


def read(path):
    with open(path) as file:
        return json.load(file)


class Run:
    """What is in the output directory of one recipe."""

    def __init__(self, directory, name):
        self.name, self.result, self.skipped, self.reason = name, None, None, ""
        path = os.path.join(directory, name)
        if os.path.exists(path + ".json"):
            self.result = read(path + ".json")
        elif os.path.exists(path + ".skipped"):
            self.skipped = open(path + ".skipped").read().strip()
        elif os.path.exists(path + ".log"):
            lines = [line for line in open(path + ".log").read().splitlines() if line.strip()]
            self.reason = lines[-1] if lines else "it ended without a word"
        else:
            self.skipped = "not asked for"

    def seconds(self):
        return sum(start["stopped_ms"] for start in self.result["run"]["times"]) / 1000

    def counts(self):
        words = collections.Counter(v["word"] for v in self.result["verdicts"])
        other = sum(count for word, count in words.items() if word not in COUNTED)
        return [words[word] for word in COUNTED] + [other]

    def complaints(self, expected):
        """What is not as it must be, in words."""
        if not self.result:
            return [] if self.skipped else [self.reason]
        found = []
        if not self.result["run"]["complete"]:
            found.append("the run was not completed: " + "; ".join(self.result["run"]["problems"]))
        for key, want in expected.get("facts", {}).items():
            have = self.result["facts"].get(key)
            if have != want:
                found.append(f"fact {key}: expected {want!r}, is {have!r}")
        have = {}
        for verdict in self.result["verdicts"]:
            if verdict["word"] in ("crashed", "wedged"):
                found.append(f"{verdict['id']} {verdict['word']}: {verdict['reason']}")
            have.setdefault(verdict["id"], set()).add(verdict["word"])
        for key, want in expected.get("verdicts", {}).items():
            if have.get(key, {"nothing"}) != {want}:
                found.append(f"verdict {key}: expected {want}, is {', '.join(have.get(key, ['nothing']))}")
        return found


def different_images(runs, recipes):
    """One image for all of an architecture, byte for byte."""
    by_arch = collections.defaultdict(lambda: collections.defaultdict(list))
    for run in runs:
        if run.result:
            image = run.result["environment"]["image_sha256"]
            by_arch[recipes[run.name]["arch"]][image].append(run.name)
    return [f"{arch}: images differ: " + "; ".join(f"{i[:12]} {' '.join(n)}" for i, n in images.items())
            for arch, images in by_arch.items() if len(images) > 1]


def conformance(program, directory, run):
    profile = os.environ.get("PROFILE", "stratos-base")
    path = os.path.join(directory, run.name + ".json")
    out = subprocess.run([program, "compare", "--json", profile, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(out.stdout)["results"][0]["verdict"].replace("-", " ")


def table(runs, recipes, program, directory):
    yield ["recipe", "what it is", "version", "seconds", "pass", "fail", "warn", "absent", "other", "stratos-base"]
    for run in runs:
        row = [f"`{run.name}`", recipes[run.name]["title"]]
        if run.result:
            row += [run.result["hypervisor"]["version"].split("+")[0], f"{run.seconds():.0f}"]
            row += [str(n) for n in run.counts()] + [conformance(program, directory, run)]
        else:
            row += [""] * 7 + ["skipped: " + run.skipped if run.skipped else "did not start"]
        yield row


def write_readme(lines):
    text = open("README.md").read()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    if not after:
        sys.exit(f"README.md has no place for the table: {BEGIN.strip()} ... {END.strip()}")
    with open("README.md", "w") as file:
        file.write(before + BEGIN + "\n".join(lines) + "\n" + END + after)


def main(arguments):
    readme = arguments[0] == "--readme"
    program, directory, *names = arguments[readme:]
    recipes, expected = catalogue(program), read(EXPECTATIONS)
    runs = [Run(directory, name) for name in names]
    rows = list(table(runs, recipes, program, directory))
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|---" * len(rows[0]) + "|")
    print("\n" + "\n".join(lines) + "\n")
    if readme:
        write_readme(lines)
    bad = [f"{run.name}: {text}" for run in runs for text in run.complaints(expected.get(run.name, {}))]
    bad += different_images(runs, recipes)
    print("\n".join(bad) if bad else "every hypervisor that was started was told from the others; one image for each architecture")
    sys.exit(1 if bad else 0)


if sys.argv[1] == "--recipes":
    print("\n".join(name for name, recipe in catalogue(sys.argv[2]).items() if emulated(recipe)))
elif sys.argv[1] == "--slow-first":
    known = catalogue(sys.argv[2])
    print("\n".join(sorted(sys.argv[3:], key=lambda name: name in known and quick(known[name]))))
elif sys.argv[1] == "--parts":  # its architecture first
    recipe = catalogue(sys.argv[2])[sys.argv[3]]
    print(recipe["arch"], *recipe.get("parts", []))
else:
    main(sys.argv[1:])
