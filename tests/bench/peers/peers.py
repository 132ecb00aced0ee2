"""Kinovar beside ONNX Runtime and PyTorch on the same networks, in one run. Started by `run` in this folder."""

import argparse
import dataclasses
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys
import tempfile

import numpy as np

import ncnn_file

TOLERANCE = 1e-3  # of a value range of 0 to 1
KINOVAR, ORT = "kinovar", "ONNX Runtime"
EAGER, EAGER_LAST = "PyTorch eager", "PyTorch eager, channels last"
BEST_PEER = "best peer"


@dataclasses.dataclass(frozen=True)
class Case:
    """A network at the size that `kinovar-cli bench models` takes for it."""

    model: str
    param: str
    width: int
    height: int
    pictures: int  # how many inputs are pictures; a plane of 0.5 (the moment between them) follows two
    goals: dict  # peer → how many times as fast kinovar shall be


CASES = [
    Case("realesrgan-x4fast", "realesrgan-x4fast.param", 640, 480, 1, {ORT: 4.5, EAGER: 6.0}),
    Case("realesrgan-x4plus", "realesrgan-x4plus.param", 160, 120, 1, {BEST_PEER: 2.5}),
    Case("rife-v4.6", "flownet.param", 640, 480, 2, {}),
]


@dataclasses.dataclass
class Folder:
    path: pathlib.Path
    script: pathlib.Path


@dataclasses.dataclass
class Figures:
    """What one engine did with one network."""

    engine: str
    times: list = dataclasses.field(default_factory=list)  # ms, the median of each round
    difference: float = 0.0
    missing: str = ""  # why it was not measured


def arguments():
    parser = argparse.ArgumentParser(prog="tests/bench/peers/run", description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, help="kinovar-cli (default: build/release/bin)")
    parser.add_argument("--ort", type=pathlib.Path, help="folder that onnxruntime-node was installed into")
    parser.add_argument("--ort-missing", default="", help="why ONNX Runtime cannot be measured")
    parser.add_argument("--model", action="append", choices=[case.model for case in CASES], help="only this one")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--runs", type=int, default=2, help="of a peer in a round (kinovar-cli does 5)")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--json", type=pathlib.Path, help="write the figures there too")
    return parser.parse_args()


def models_folder():
    data = os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share"
    return pathlib.Path(os.environ.get("KINOVAR_MODELS") or pathlib.Path(data) / "kinovar/models")


def test_arrays(case):
    """Soft waves with some grain, N×C×H×W, 0 to 1; a second picture is the first, moved."""
    grain = np.random.default_rng(1).normal(0, 0.02, (3, case.height, case.width))
    y, x = np.mgrid[0 : case.height, 0 : case.width]
    arrays = []
    for i in range(case.pictures):
        moved = x + 4 * i
        waves = [np.sin(moved / (9 + 4 * c)) * np.cos(y / (13 - 2 * c)) for c in range(3)]
        picture = np.clip(0.5 + 0.35 * np.stack(waves) + np.roll(grain, -4 * i, 2), 0, 1)
        arrays.append(np.ascontiguousarray(picture[None], np.float32))
    if case.pictures == 2:
        arrays.append(np.full((1, 1, case.height, case.width), 0.5, np.float32))
    return arrays


def results_of(command):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    results = [line for line in lines if line.get("type") == "result"]
    if done.returncode != 0 or not results:
        raise RuntimeError(f"kinovar-cli: {(done.stderr.strip() or 'no result').splitlines()[-1]}")
    return results[-1]


class KinovarEngine:
    """The program as users have it; each call is a process of its own."""

    def __init__(self, cli, case, threads, folder):
        self.command = [cli, "--json", "--threads", threads, "--device", "cpu"]
        self.case = case
        self.folder = folder.path

    def output(self, arrays):
        command = [*self.command, "models", "run", self.case.model]
        for i, array in enumerate(arrays):
            np.save(self.folder / f"{i}.npy", array)
            command += ["--in", self.folder / f"{i}.npy"]
        results_of([*command, "--out", self.folder / "out.npy"])
        return np.load(self.folder / "out.npy")

    def milliseconds(self, _arrays, _runs):
        result = results_of([*self.command, "bench", "models", "--only", self.case.model])
        size = f"{self.case.width}×{self.case.height}"
        if result["input"] != size:
            raise RuntimeError(f"kinovar-cli measured {result['input']}, not {size}")
        return [result["ms"]]

    def close(self):
        pass


def peer_makers(options, network, arrays, output_shape, folder):
    def torch_peer(channels_last):
        import torch_peer  # only here: PyTorch may be missing

        return torch_peer.TorchPeer(network, options.threads, channels_last)

    def onnx_peer():
        import onnx_peer

        if options.ort_missing:
            raise RuntimeError(options.ort_missing)
        return onnx_peer.OnnxPeer(network, arrays, output_shape, options.threads, options.ort, folder)

    return {ORT: onnx_peer, EAGER: lambda: torch_peer(False), EAGER_LAST: lambda: torch_peer(True)}


def ready_peers(makers, arrays, expected):
    """Starts each peer and compares its picture with kinovar's; that run also warms it up."""
    peers, figures = {}, []
    for name, make in makers.items():
        figure = Figures(name)
        figures.append(figure)
        try:
            peer = make()
            output = peer.output(arrays)
            if output.shape != expected.shape:
                raise RuntimeError(f"its output is {output.shape}, kinovar's {expected.shape}")
            figure.difference = float(np.abs(output - expected).max())
            if not figure.difference <= TOLERANCE:
                raise RuntimeError(f"its output differs from kinovar's by {figure.difference:.2g}")
            peers[name] = peer
        except Exception as error:  # whatever a peer fails of, the others are still measured
            figure.missing = f"{type(error).__name__}: {error}"
    return peers, figures


def measure(case, options, folder, before_run=lambda: None):
    """Figures of kinovar, then of the peers. `before_run` is called before each measurement."""
    network = ncnn_file.read(models_folder() / case.model / case.param)
    arrays = test_arrays(case)
    kinovar = KinovarEngine(options.cli, case, options.threads, folder)
    expected = kinovar.output(arrays)
    makers = peer_makers(options, network, arrays, expected.shape, folder)
    peers, figures = ready_peers(makers, arrays, expected)
    figures.insert(0, Figures(KINOVAR))
    engines = {KINOVAR: kinovar, **peers}
    try:
        for round_number in range(options.rounds):
            print(f"{case.model}: round {round_number + 1} of {options.rounds}", file=sys.stderr)
            for figure in figures:
                if not figure.missing:
                    before_run()
                    times = engines[figure.engine].milliseconds(arrays, options.runs)
                    figure.times.append(statistics.median(times))
    finally:
        for engine in engines.values():
            engine.close()
    return figures


def verdicts(case, medians):
    """One line for each goal: what was reached."""
    peers = {name: time for name, time in medians.items() if name != KINOVAR}
    for peer, goal in case.goals.items():
        time = min(peers.values(), default=None) if peer == BEST_PEER else peers.get(peer)
        if time is None:
            yield {"peer": peer, "goal": goal, "ratio": None, "reached": None}
        else:
            ratio = time / medians[KINOVAR]
            yield {"peer": peer, "goal": goal, "ratio": round(ratio, 2), "reached": ratio >= goal}


def report(case, figures):
    """Prints the table of one network; returns the same for the JSON."""
    medians = {one.engine: statistics.median(one.times) for one in figures if one.times}
    print(f"\n{case.model}, {case.width}×{case.height}")
    print(f"  {'engine':<30}{'ms':>9}{'least':>9}{'ratio':>8}{'difference':>12}")
    rows = []
    for one in figures:
        if one.missing:
            print(f"  {one.engine:<30} not measured: {one.missing}")
            rows.append({"engine": one.engine, "not_measured": one.missing})
            continue
        ms, least, ratio = medians[one.engine], min(one.times), medians[one.engine] / medians[KINOVAR]
        print(f"  {one.engine:<30}{ms:>9.1f}{least:>9.1f}{ratio:>8.2f}{one.difference:>12.1e}")
        row = {"engine": one.engine, "ms": ms, "rounds_ms": one.times, "ratio": ratio}
        rows.append({**row, "difference": one.difference})
    goals = list(verdicts(case, medians))
    for goal in goals:
        state = {True: "reached", False: "not reached", None: "not measured"}[goal["reached"]]
        print(f"  goal {goal['goal']} × {goal['peer']}: {state}, {goal['ratio']}")
    return {"model": case.model, "input": f"{case.width}×{case.height}", "engines": rows, "goals": goals}


def cpu_model():
    for line in pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.processor()


def machine(options):
    described = {"cpu": cpu_model(), "processors": os.cpu_count(), "threads": options.threads}
    described["load_average"] = [round(one, 1) for one in os.getloadavg()]
    described["rounds"] = options.rounds
    return described


def main():
    options = arguments()
    chosen = [case for case in CASES if not options.model or case.model in options.model]
    before = machine(options)
    rows = []
    script = pathlib.Path(__file__).with_name("onnx_worker.js")
    for case in chosen:
        with tempfile.TemporaryDirectory(prefix="kinovar-peers-") as path:
            try:
                rows.append(report(case, measure(case, options, Folder(pathlib.Path(path), script))))
            except (OSError, RuntimeError, ValueError) as error:
                print(f"\n{case.model}: not measured: {error}")
                rows.append({"model": case.model, "not_measured": str(error)})
    after = os.getloadavg()[0]
    print(f"\n{before['cpu']}, {before['processors']} processors, {before['threads']} threads for each engine;")
    print(f"load average {before['load_average'][0]} before, {after:.1f} after; medians of {options.rounds} rounds, interleaved")
    text = json.dumps({"machine": before, "load_after": round(after, 1), "networks": rows}, ensure_ascii=False)
    print(text)
    if options.json:
        options.json.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
