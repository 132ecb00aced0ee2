"""The network run by ONNX Runtime, in a Node.js process of its own."""

import json
import subprocess

import numpy as np

import onnx_file


class OnnxPeer:
    def __init__(self, network, arrays, output_shape, threads, modules, folder):
        self.folder = folder
        self.worker = subprocess.Popen(
            ["node", str(folder.script), str(modules)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        try:
            self.version = self.load(network, arrays, output_shape, threads)
        except Exception:
            self.close()
            raise

    def load(self, network, arrays, output_shape, threads):
        model = self.folder.path / "network.onnx"
        onnx_file.write(model, network, [array.shape for array in arrays], output_shape)
        inputs = []
        for name, array in zip(network.inputs, arrays):
            file = self.folder.path / f"onnx-{name}.raw"
            array.tofile(file)
            inputs.append({"name": name, "shape": array.shape, "file": str(file)})
        return self.ask({"load": str(model), "threads": threads, "inputs": inputs})["version"]

    def ask(self, request):
        self.worker.stdin.write(json.dumps(request) + "\n")
        self.worker.stdin.flush()
        line = self.worker.stdout.readline()
        if not line:
            raise RuntimeError("Node.js ended unexpectedly")
        reply = json.loads(line)
        if "error" in reply:
            raise RuntimeError(reply["error"].splitlines()[0])
        return reply

    def output(self, _arrays):
        file = self.folder.path / "onnx-output.raw"
        shape = self.ask({"output": str(file)})["shape"]
        return np.fromfile(file, np.float32).reshape(shape)

    def milliseconds(self, _arrays, runs):
        return self.ask({"runs": runs})["milliseconds"]

    def close(self):
        self.worker.stdin.close()
        self.worker.wait()
