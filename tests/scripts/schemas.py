# SPDX-License-Identifier: Apache-2.0
"""schemas.py PROGRAM DIRECTORY: validates documents, and holds the schemas against the C readers."""
import copy, glob, json, pathlib, subprocess, sys
import jsonschema

program, work = sys.argv[1], pathlib.Path(sys.argv[2])
base = pathlib.Path("docs/schemas").resolve()
schemas = {path.stem: json.loads(path.read_text()) for path in base.glob("*.json")}
for schema in schemas.values():
    jsonschema.Draft202012Validator.check_schema(schema)


def validator(kind):
    resolver = jsonschema.RefResolver(f"file://{base}/{kind}.json", schemas[kind])
    return jsonschema.Draft202012Validator(schemas[kind], resolver=resolver)


validators = {kind: validator(kind) for kind in schemas}
wrong = []


def validate(path):
    document = json.loads(pathlib.Path(path).read_text())
    kind = document["schema"].split("/")[0].removeprefix("stratos-")
    for error in validators[kind].iter_errors(document):
        wrong.append(f"{path}: {error.json_path}: {error.message}")
    return kind


counts = {}
for pattern in ("hypervisors", "machines", "plans", "profiles", "tests/fake", "tests/data"):
    for path in glob.glob(f"{pattern}/*.json"):
        counts[validate(path)] = counts.get(validate(path), 0) + 1
for path in ["build/tests/boot.json", work / "judgement.json"]:
    counts[validate(path)] = counts.get(validate(path), 0) + 1
print(", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())), "valid")

# Where any key may stand, or any kind of value: what the schemas leave open, too.
OPEN = ("facts", "conditions", "plan")


def places(value, path=()):
    """The paths of every value below, but not inside what is open."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        yield (*path, key), inner
        if isinstance(inner, (dict, list)) and key not in OPEN:
            yield from places(inner, (*path, key))


def changed(document, path, change):
    document = copy.deepcopy(document)
    at = document
    for key in path[:-1]:
        at = at[key]
    change(at, path[-1])
    return document


def wrong_type(at, key):
    at[key] = ["a list", {"of": "things"}]


def unknown_key(at, key):
    at[key]["a-key-that-nobody-knows"] = 1


def mutants(document):
    for path, value in places(document):
        yield "/".join(map(str, path)) + " of another type", changed(document, path, wrong_type)
        if isinstance(value, dict) and path[-1] not in OPEN:
            yield "a key too many in " + "/".join(map(str, path)), changed(document, path, unknown_key)


def refusals(name, command):
    """How the program takes each mutant of a document: command(file) is what it is run with."""
    document = json.loads(pathlib.Path(f"tests/data/{name}.json").read_text())
    kind = document["schema"].split("/")[0].removeprefix("stratos-")
    number = 0
    for number, (what, mutant) in enumerate(mutants(document), 1):
        path = work / f"{name}-{number}.json"
        path.write_text(json.dumps(mutant))
        if validators[kind].is_valid(mutant):
            wrong.append(f"{name}: the schema takes {what}")
        run = subprocess.run([program, "compare", "--quiet", *command(path)], capture_output=True, text=True)
        if run.returncode not in (2, 4) or f"{path}:" not in run.stderr:
            wrong.append(f"{name}: compare takes {what} ({path}): {run.returncode} {run.stderr}")
    print(f"{number} damaged documents like {name}.json refused by schema and program")


refusals("result", lambda path: ["tests/data/profile.json", path])
refusals("profile", lambda path: [path, "tests/data/result.json"])
refusals("waivers", lambda path: ["--waivers", path, "tests/data/profile.json", "tests/data/result.json"])
sys.exit("\n".join(wrong) or 0)
