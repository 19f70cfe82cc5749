# A result whose every string is meant to break out of where it is put.
import json, sys

EVIL = ["../../hit", "/tmp/sc-report-hit/x", '"; system("touch hit"); x="', "`touch hit`", "'; !touch hit\n#", "<script>alert(1)</script>",
        "\" onload=\"alert(1)", "</title><img src=x onerror=alert(1)>", "'+system('touch hit')+'",
        "%s%n&lt;", "@x ${HOME} $(touch hit)", "</svg><script>", "]]>-->", "é\u2028\x7f"]
with open(sys.argv[1]) as file:
    result = json.load(file)
n = 0


def evil():
    global n
    n += 1
    return EVIL[n % len(EVIL)] + str(n)


def spoil(value, keep=()):
    if isinstance(value, dict):
        return {k: v if k in keep else spoil(v, keep) for k, v in value.items()}
    if isinstance(value, list):
        return [spoil(v, keep) for v in value]
    return evil() if isinstance(value, str) else value


result = spoil(result, keep=("schema", "unit", "better", "word", "kind", "level", "buckets"))
result["facts"] = {evil(): evil() for _ in EVIL}
for metric in result["metrics"]:
    metric["conditions"] = {evil(): evil(), evil(): 1}
json.dump(result, sys.stdout)
