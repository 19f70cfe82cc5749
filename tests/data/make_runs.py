# Runs for tests of diff: <directory>/run-1.json ... as many as asked for. Arguments:
# directory, runs, seed, then what is changed in the second set of a pair, as words.
import json, os, random, sys

directory, runs, seed, changes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:]
rng = random.Random(seed)
other = "other" in changes
with open(__file__.replace("make_runs.py", "result.json")) as file:
    template = file.read()


def metric(id, value, unit="ns", better="lower", **conditions):
    return {"id": "some." + id, "device": "virtio.block[0]", "unit": unit, "better": better,
            "conditions": conditions, "value": value}


def noisy(value, noise=0.005):
    return float(int(value * rng.gauss(1, noise)))


def metrics():
    slow, fast = (1.3, 0.7) if other else (1, 1)
    yield metric("slowed", noisy(50000 * slow), depth=1)
    yield metric("slowed", noisy(90000 * slow), depth=32)
    yield metric("quickened", noisy(50000 * fast))
    yield metric("fewer", noisy(5000 * fast), unit="1/s", better="higher")
    yield metric("steady", noisy(50000))
    yield metric("small", noisy(50000 * (1.02 if other else 1), 0.0005))
    yield metric("tiny", noisy(2000, 0.0005) * (1.3 if other else 1))
    yield metric("noisy", noisy(50000 * (1.05 if other else 1), 0.3))
    yield metric("xruns", 0.0, unit="count")
    yield metric("drops", float(rng.randint(3, 5)) if other else 0.0, unit="count")
    yield metric("unit", noisy(5), unit="ms" if other else "us")
    yield metric("direction", noisy(50000), better="higher" if other else "lower")
    yield metric("conditions", noisy(50000), size=8192 if other else 4096)
    yield metric("gone" if not other else "came", noisy(50000))
    yield {**metric("latency", 0.0), "samples": [noisy(9000 * slow, 0.1) for _ in range(200)]}


os.makedirs(directory, exist_ok=True)
for i in range(runs):
    result = json.loads(template)
    result["metrics"] = list(metrics())
    del result["metrics"][-1]["value"]
    result["facts"]["boot.time"] = rng.random()
    if not other:  # a bench that later has nothing to complain of
        result["verdicts"].append({**result["verdicts"][1], "id": "some", "device": "virtio.block[0]",
                                   "kind": "bench", "word": "inconclusive", "reason": "too noisy"})
    if other:
        result["facts"]["cpu.online"] = 1
        result["facts"]["virtio.block[0].features"][1] = "VIRTIO_BLK_F_DISCARD"
        del result["facts"]["virtio.block[1].features"]
        result["verdicts"][0].update(word="fail", reason="1 of 2 CPUs")
        result["verdicts"][1].update(word="pass")
        result["verdicts"][3].update(word="skipped", reason="not now")
        if i % 2:
            result["verdicts"][2].update(word="fail", reason="1 xrun, now and then")
    if "kvm" in changes:
        result["hypervisor"].update(accelerator="kvm", hardware=True)
    if "recipe" in changes:
        result["hypervisor"].update(recipe="another")
    if "cut-short" in changes:
        result["run"].update(complete=False)
    name = "another" if "recipe" in changes else "run"
    with open(os.path.join(directory, f"{name}-{i + 1}.json"), "w") as file:
        json.dump(result, file)
