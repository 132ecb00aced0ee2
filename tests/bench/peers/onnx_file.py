"""Writes a network as an ONNX file, for ONNX Runtime.

The few messages of ONNX that are needed are encoded by hand (protocol buffers: fields of varints and of bytes with their
length), so that no ONNX package is needed. Field numbers are those of onnx.proto, version 8 of the format, operators 17.
"""

import struct

import numpy as np

IR_VERSION, OPERATORS = 8, 17
FLOAT, INT64 = 1, 7  # TensorProto.DataType
ATTRIBUTE_FLOAT, ATTRIBUTE_INT, ATTRIBUTE_STRING, ATTRIBUTE_INTS = 1, 2, 3, 7
VARINT, BYTES, FIXED32 = 0, 2, 5  # wire types
BINARY_OPS = ["Add", "Sub", "Mul", "Div", "Max", "Min", "Pow", "Sub"]
REVERSED_SUB = 7
INTERP = {1: ("nearest", "asymmetric"), 2: ("linear", "half_pixel")}


def varint(value):
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


def number(field, value):
    return varint(field << 3 | VARINT) + varint(value)


def message(field, data):
    data = data.encode() if isinstance(data, str) else data
    return varint(field << 3 | BYTES) + varint(len(data)) + data


def attribute(name, value):
    body = message(1, name)
    if isinstance(value, float):
        body += varint(2 << 3 | FIXED32) + struct.pack("<f", value) + number(20, ATTRIBUTE_FLOAT)
    elif isinstance(value, int):
        body += number(3, value) + number(20, ATTRIBUTE_INT)
    elif isinstance(value, str):
        body += message(4, value) + number(20, ATTRIBUTE_STRING)
    else:
        body += b"".join(number(8, one) for one in value) + number(20, ATTRIBUTE_INTS)
    return message(5, body)


def value_info(name, shape):
    dims = b"".join(message(1, number(1, length)) for length in shape)
    return message(1, name) + message(2, message(1, number(1, FLOAT) + message(2, dims)))


class Writer:
    """Collects nodes and constants of one graph."""

    def __init__(self, network, shapes):
        self.network = network
        self.shapes = dict(zip(network.inputs, shapes))
        self.nodes = []
        self.constants = []
        self.has_grid = False  # the constants that all warps share

    def node(self, kind, inputs, output, **attributes):
        body = b"".join(message(1, name) for name in inputs) + message(2, output) + message(3, output)
        body += message(4, kind) + b"".join(attribute(*one) for one in attributes.items())
        self.nodes.append(message(1, body))
        return output

    def constant(self, name, array):
        kind = INT64 if array.dtype == np.int64 else FLOAT
        body = b"".join(number(1, length) for length in array.shape) + number(2, kind)
        self.constants.append(message(5, body + message(8, name) + message(9, array.tobytes())))
        return name

    def floats(self, name, values):
        return self.constant(name, np.asarray(values, np.float32))

    def ints(self, name, values):
        return self.constant(name, np.asarray(values, np.int64))

    def convolution(self, layer, kind):
        kernel, stride, pad = layer.number(1), layer.number(3, 1), layer.number(4)
        inputs = [layer.inputs[0], self.floats(f"{layer.output}.w", layer.weight)]
        if layer.bias is not None:
            inputs.append(self.floats(f"{layer.output}.b", layer.bias))
        leaky = layer.number(9) != 0
        result = f"{layer.output}.linear" if leaky else layer.output
        self.node(kind, inputs, result, kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[pad] * 4)
        if leaky:
            self.node("LeakyRelu", [result], layer.output, alpha=float(layer.number(10)[0]))

    def weighted_sum(self, layer):
        terms = []
        for i, (name, factor) in enumerate(zip(layer.inputs, layer.number(1, [1.0, 1.0]))):
            if factor != 1:
                scale = self.floats(f"{layer.output}.scale{i}", factor)
                name = self.node("Mul", [name, scale], f"{layer.output}.term{i}")
            terms.append(name)
        self.node("Add", terms, layer.output)

    def binary(self, layer):
        inputs = list(layer.inputs)
        if layer.number(1):
            inputs.append(self.floats(f"{layer.output}.scalar", layer.number(2)))
        if layer.number(0) == REVERSED_SUB:
            inputs.reverse()
        self.node(BINARY_OPS[layer.number(0)], inputs, layer.output)

    def warp(self, layer):
        """Flow in pixels to a grid from -1 to 1, then a bilinear look-up."""
        height, width = self.shapes[self.network.inputs[0]][-2:]
        if not self.has_grid:
            self.has_grid = True
            columns, rows = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
            self.floats("warp.grid", np.stack((columns, rows))[None])
            self.floats("warp.step", np.reshape([2 / (width - 1), 2 / (height - 1)], (1, 2, 1, 1)))
        moved = self.node("Mul", [layer.inputs[1], "warp.step"], f"{layer.output}.moved")
        grid = self.node("Add", [moved, "warp.grid"], f"{layer.output}.grid")
        grid = self.node("Transpose", [grid], f"{layer.output}.last", perm=[0, 2, 3, 1])
        options = {"mode": "bilinear", "padding_mode": "border", "align_corners": 1}
        self.node("GridSample", [layer.inputs[0], grid], layer.output, **options)

    def resize(self, layer):
        mode, transform = INTERP[layer.number(0)]
        scales = self.floats(f"{layer.output}.scales", [1, 1, layer.number(1), layer.number(2)])
        options = {"mode": mode, "coordinate_transformation_mode": transform, "nearest_mode": "floor"}
        self.node("Resize", [layer.inputs[0], "", scales], layer.output, **options)

    def crop(self, layer):
        bounds = zip(("start", "end", "axis"), (layer.number(9)[0], layer.number(10)[0], 1))
        names = [self.ints(f"{layer.output}.{name}", [int(value)]) for name, value in bounds]
        self.node("Slice", [layer.inputs[0], *names], layer.output)

    def layer(self, layer):
        if layer.kind == "Convolution":
            self.convolution(layer, "Conv")
        elif layer.kind == "Deconvolution":
            self.convolution(layer, "ConvTranspose")
        elif layer.kind == "PReLU":
            slopes = self.floats(f"{layer.output}.slopes", layer.weight.reshape(-1, 1, 1))
            self.node("PRelu", [layer.inputs[0], slopes], layer.output)
        elif layer.kind == "ReLU":
            self.node("LeakyRelu", layer.inputs, layer.output, alpha=float(layer.number(0)))
        elif layer.kind == "Sigmoid":
            self.node("Sigmoid", layer.inputs, layer.output)
        elif layer.kind == "PixelShuffle":
            self.node("DepthToSpace", layer.inputs, layer.output, blocksize=layer.number(0), mode="CRD")
        elif layer.kind == "Interp":
            self.resize(layer)
        elif layer.kind == "Concat":
            self.node("Concat", layer.inputs, layer.output, axis=1)
        elif layer.kind == "Crop":
            self.crop(layer)
        elif layer.kind == "Eltwise":
            self.weighted_sum(layer)
        elif layer.kind == "BinaryOp":
            self.binary(layer)
        elif layer.kind == "rife.Warp":
            self.warp(layer)
        else:
            raise ValueError(f"layer {layer.name}: {layer.kind} is not known")

    def model(self, output_shape):
        for layer in self.network.layers:
            self.layer(layer)
        graph = b"".join(self.nodes) + message(2, "network") + b"".join(self.constants)
        graph += b"".join(message(11, value_info(*one)) for one in self.shapes.items())
        graph += message(12, value_info(self.network.output, output_shape))
        operators = message(8, message(1, "") + number(2, OPERATORS))
        return number(1, IR_VERSION) + message(2, "kinovar bench") + message(7, graph) + operators


def write(path, network, input_shapes, output_shape):
    """Writes `network` for inputs of exactly these shapes."""
    path.write_bytes(Writer(network, input_shapes).model(output_shape))
