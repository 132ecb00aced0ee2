"""Reads a network from ncnn's pair of files, .param (text) and .bin (weights).

Knows the layers of the Real-ESRGAN and RIFE 4.6 families. Written apart from the reader in core/nn/ncnn, so that an error
there would show as a difference between the engines.
"""

import dataclasses
import pathlib

import numpy as np

MAGIC = 7767517
TAG_HALF = 0x01306B47
ARRAY_KEYS_END = -23300  # a key of -23300 - k holds the array of key k
INPUT, SPLIT = "Input", "Split"


@dataclasses.dataclass
class Layer:
    """One layer; `inputs` and `output` are names of blobs, with Split layers already resolved."""

    kind: str
    name: str
    inputs: list
    output: str
    values: dict
    weight: np.ndarray = None
    bias: np.ndarray = None

    def number(self, key, fallback=0):
        return self.values.get(key, fallback)


@dataclasses.dataclass
class Network:
    inputs: list
    layers: list
    output: str


class Weights:
    """The .bin file, taken front to back."""

    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, count, kind):
        size = count * np.dtype(kind).itemsize
        if self.at + size > len(self.data):
            raise ValueError(f"the weights end at byte {len(self.data)}, {self.at + size} are needed")
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += size
        return values.astype(np.float32)

    def take_tagged(self, count):
        tag = int(np.frombuffer(self.data, "<u4", 1, self.at)[0])
        self.at += 4
        if tag == 0:
            return self.take(count, "<f4")
        if tag != TAG_HALF:
            raise ValueError(f"weights of kind 0x{tag:08X} are not known")
        values = self.take(count, "<f2")
        self.at += -self.at % 4
        return values


def parse_values(words):
    values = {}
    for word in words:
        key, text = word.split("=")
        key = int(key)
        if key <= ARRAY_KEYS_END:
            values[ARRAY_KEYS_END - key] = [float(one) for one in text.split(",")[1:]]
        else:
            values[key] = float(text) if any(c in text for c in ".e") else int(text)
    return values


def read_weights(layer, weights):
    if layer.kind in ("Convolution", "Deconvolution"):
        out, kernel = layer.number(0), layer.number(1)
        flat = weights.take_tagged(layer.number(6))
        layer.weight = flat.reshape(out, -1, kernel, kernel)
        layer.bias = weights.take(out, "<f4") if layer.number(5) else None
        if layer.kind == "Deconvolution":  # the others want the input channels first
            layer.weight = np.ascontiguousarray(layer.weight.transpose(1, 0, 2, 3))
    elif layer.kind == "PReLU":
        layer.weight = weights.take(layer.number(0), "<f4")


def read(param_path):
    """The network in `param_path` and the .bin file beside it."""
    param_path = pathlib.Path(param_path)
    lines = param_path.read_text(encoding="utf-8").splitlines()
    if int(lines[0]) != MAGIC:
        raise ValueError(f"{param_path} is no ncnn network")
    weights = Weights(param_path.with_suffix(".bin").read_bytes())
    network = Network([], [], "")
    source = {}  # a blob behind a Split is the one before it
    for line in lines[2:]:
        kind, name, input_count, output_count, *rest = line.split()
        input_count, output_count = int(input_count), int(output_count)
        inputs = [source[blob] for blob in rest[:input_count]]
        outputs = rest[input_count : input_count + output_count]
        values = parse_values(rest[input_count + output_count :])
        if kind == SPLIT:
            source.update((blob, inputs[0]) for blob in outputs)
            continue
        source[outputs[0]] = outputs[0]
        if kind == INPUT:
            network.inputs.append(outputs[0])
            continue
        layer = Layer(kind, name, inputs, outputs[0], values)
        read_weights(layer, weights)
        network.layers.append(layer)
    if weights.at != len(weights.data):
        raise ValueError(f"{len(weights.data) - weights.at} bytes of weights are left over")
    network.output = network.layers[-1].output
    return network
