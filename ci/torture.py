# SPDX-License-Identifier: Apache-2.0
"""What ci/torture asks and compares.

torture.py plans WORK PARTS PATTERNS < units: the whole plan, and PARTS that make it up
torture.py compare WORK PARTS STEP EXPECTED: the undisturbed document and those of the parts;
    EXPECTED is that recipe's of tests/expectations, whose "sometimes" depend on what is in flight
"""
import fnmatch
import json
import os
import re
import sys

SHOWN = 40


def wanted(unit, patterns):
    """As a plan's "include" has it: `*` leaves out what has to be named."""
    slow = "a plan that names it" in unit["needs"]
    return any(not slow if p == "*" else fnmatch.fnmatchcase(unit["id"], p) for p in patterns)


def write_plan(path, name, include):
    with open(path, "w") as out:
        json.dump({"schema": "stratos-plan/1", "name": name, "include": include}, out)


def plans(work, parts, patterns):
    units = json.load(sys.stdin)
    with open(f"{work}/units.json", "w") as out:
        json.dump(units, out)
    ids = [u["id"] for u in units if wanted(u, patterns.split())]
    write_plan(f"{work}/plan.json", "torture", ids)
    for part in range(parts):
        write_plan(f"{work}/plan-{part}.json", f"torture {part}", ids[part::parts])


def key(finding):
    return finding["id"], finding.get("device", "")


def checks(document):
    return {key(v): v["word"] for v in document["verdicts"] if v["kind"] == "check"}


def died(documents):
    return {key(v) for d in documents for v in d["verdicts"] if v["word"] in ("crashed", "wedged")}


def pattern(fact):
    """The ids that a row describes, as core/unit.h has it."""
    text = re.escape(fact).replace(r"\[\]", r"(\[[^]]*\]|\.[^.]+)").replace(r"\*", r"[^.]+")
    return re.compile(text + "$")


def sometimes(path):
    """What a device does at times: the word, the check, and its kind of device."""
    if not os.path.exists(path):
        return set()
    lines = [line.split() for line in open(path) if line.startswith("sometimes ")]
    return {(line[1], line[2], kind(line[3] if len(line) > 3 else "")) for line in lines}


def kind(device):
    return device.split("[")[0]


def metric_keys(document):
    return {(m["id"], m.get("device", ""), json.dumps(m.get("conditions", {}), sort_keys=True)) for m in document["metrics"]}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


class Comparison:
    def __init__(self, work, parts, expected):
        self.sometimes = sometimes(expected)
        self.whole = json.load(open(f"{work}/whole.json"))
        self.parts = [json.load(open(f"{work}/killed-{n}.json")) for n in range(parts)]
        self.units = {u["id"]: u for u in json.load(open(f"{work}/units.json"))}
        self.died = died(self.parts)
        self.problems = []
        self.noise = self.known = self.other_numbers = 0

    def may_lack(self, unit):
        """It died, or needs one that did."""
        dead = {i for i, _ in self.died}
        need = self.units.get(unit, {}).get("prerequisites", [])
        return unit in dead or any(self.may_lack(n) for n in need)

    def compare_runs(self):
        for n, part in enumerate(self.parts):
            run = part["run"]
            if not run["complete"]:
                self.problems.append(f"part {n} is incomplete: {run['problems'][-3:]}")

    def depends(self, k, *words):
        return "pass" in words and any((w, k[0], kind(k[1])) in self.sometimes for w in words)

    def compare_checks(self):
        found = {}
        for part in self.parts:
            found.update(checks(part))
        for k, word in checks(self.whole).items():
            now = found.get(k)
            if now == word or k in self.died or self.may_lack(k[0]):
                continue
            if "inconclusive" in (now, word):
                self.noise += 1
            elif self.depends(k, now, word):
                self.known += 1
            else:
                self.problems.append(f"{k[0]} of {k[1] or 'no device'} is {now}, undisturbed {word}")

    def compare_facts(self):
        facts = {}
        for part in self.parts:
            facts.update(part["facts"])
        excused = [pattern(f["id"]) for u, _ in self.died if u in self.units for f in self.units[u]["facts"]]
        for fact, value in sorted(self.whole["facts"].items()):
            if any(p.match(fact) for p in excused):
                continue
            if fact not in facts:
                self.problems.append(f"fact {fact} is missing")
            elif facts[fact] != value and is_number(value) and is_number(facts[fact]):
                self.other_numbers += 1
            elif facts[fact] != value:
                self.problems.append(f"fact {fact} is {facts[fact]}, undisturbed {value}")

    def compare_metrics(self):
        metrics = {m for part in self.parts for m in metric_keys(part)}
        excused = {m["id"] for u, _ in self.died if u in self.units for m in self.units[u]["metrics"]}
        for metric in sorted(metric_keys(self.whole) - metrics):
            if metric[0] not in excused:
                self.problems.append(f"metric {' '.join(metric)} is missing")


def compare(work, parts, step, expected):
    lost = [n for n in range(parts) if not os.path.exists(f"{work}/killed-{n}.json")]
    if lost:
        print(f"torture: no document at all of parts {lost}: see {work}/killed-{lost[0]}.log")
        return 1
    c = Comparison(work, parts, expected)
    c.compare_runs()
    c.compare_checks()
    c.compare_facts()
    c.compare_metrics()
    boots = sum(p["run"]["boots"] for p in c.parts)
    events = sum(f["received"] for f in c.whole["run"]["frames"])
    print(f"torture: {events} events undisturbed; killed at every {step}th: {boots - parts} deaths, "
          f"{len(c.died)} units with them; {len(checks(c.whole))} verdicts, {len(c.whole['facts'])} facts, "
          f"{len(c.whole['metrics'])} metrics compared, {c.noise} inconclusive in one of the two, "
          f"{c.known} as that device is at times, "
          f"{c.other_numbers} measured facts differ")
    for problem in c.problems[:SHOWN]:
        print("torture:", problem)
    if len(c.problems) > SHOWN:
        print(f"torture: and {len(c.problems) - SHOWN} more like these")
    if boots == parts:
        print("torture: nobody died")
    return 1 if c.problems or boots == parts else 0


if __name__ == "__main__":
    if sys.argv[1] == "plans":
        plans(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        sys.exit(compare(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]))
