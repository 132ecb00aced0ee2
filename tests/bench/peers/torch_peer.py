"""The network run by PyTorch, layer by layer (eager), as a Python script would."""

import collections
import time

import torch
import torch.nn.functional as F

# Layers whose result nobody else holds, so that an activation behind them may work in place.
FRESH = ("Convolution", "Deconvolution", "BinaryOp", "Eltwise")
INTERP_MODES = {1: "nearest", 2: "bilinear"}
BINARY_OPS = [torch.add, torch.sub, torch.mul, torch.div, torch.maximum, torch.minimum, torch.pow]
REVERSED_SUB = 7


def activated(layer, picture):
    if layer.number(9) == 0:
        return picture
    slope = layer.number(10, [0.0])[0]
    return F.leaky_relu(picture, slope, inplace=True)


class TorchPeer:
    """One network; not for several threads at once."""

    def __init__(self, network, threads, channels_last):
        torch.set_num_threads(threads)
        self.network = network
        self.format = torch.channels_last if channels_last else torch.contiguous_format
        self.weights = {}
        for layer in network.layers:
            self.weights[layer.name] = tuple(map(self.tensor, (layer.weight, layer.bias)))
        self.kinds = {layer.output: layer.kind for layer in network.layers}
        self.grids = {}

    def tensor(self, array):
        if array is None:
            return None
        tensor = torch.from_numpy(array)
        return tensor.contiguous(memory_format=self.format) if tensor.dim() == 4 else tensor

    def run(self, arrays):
        """The output as a tensor; `arrays` are N×C×H×W, in the order of the network's inputs."""
        uses = collections.Counter(name for layer in self.network.layers for name in layer.inputs)
        blobs = dict(zip(self.network.inputs, map(self.tensor, arrays)))
        for layer in self.network.layers:
            inputs = [blobs[name] for name in layer.inputs]
            uses.subtract(layer.inputs)
            for name in set(layer.inputs):
                if uses[name] == 0:
                    del blobs[name]
            last_use = uses[layer.inputs[0]] == 0
            in_place = last_use and self.kinds.get(layer.inputs[0]) in FRESH
            blobs[layer.output] = self.run_layer(layer, inputs, in_place)
        return blobs[self.network.output]

    def run_layer(self, layer, inputs, in_place):
        picture = inputs[0]
        weight, bias = self.weights[layer.name]
        number = layer.number
        if layer.kind == "Convolution":
            return activated(layer, F.conv2d(picture, weight, bias, number(3, 1), number(4)))
        if layer.kind == "Deconvolution":
            return activated(layer, F.conv_transpose2d(picture, weight, bias, number(3, 1), number(4)))
        if layer.kind == "PReLU":
            return F.prelu(picture, weight)
        if layer.kind == "ReLU":
            return F.leaky_relu(picture, number(0), inplace=in_place)
        if layer.kind == "Sigmoid":
            return torch.sigmoid(picture)
        if layer.kind == "PixelShuffle":
            return F.pixel_shuffle(picture, number(0))
        if layer.kind == "Interp":
            return F.interpolate(picture, scale_factor=(number(1), number(2)), mode=INTERP_MODES[number(0)])
        if layer.kind == "Concat":
            return torch.cat(inputs, 1)
        if layer.kind == "Crop":
            return picture[:, int(number(9)[0]) : int(number(10)[0])]
        if layer.kind == "Eltwise":
            return self.weighted_sum(layer, inputs)
        if layer.kind == "BinaryOp":
            return self.binary(layer, inputs)
        if layer.kind == "rife.Warp":
            return self.warp(picture, inputs[1])
        raise ValueError(f"layer {layer.name}: {layer.kind} is not known")

    @staticmethod
    def weighted_sum(layer, inputs):
        first, second = layer.number(1, [1.0, 1.0])
        if second == 1:
            return torch.add(inputs[1], inputs[0], alpha=first)
        return torch.add(inputs[0] * first, inputs[1], alpha=second)

    @staticmethod
    def binary(layer, inputs):
        other = layer.number(2) if layer.number(1) else inputs[1]
        if layer.number(0) == REVERSED_SUB:
            return other - inputs[0]
        return BINARY_OPS[layer.number(0)](inputs[0], other)

    def warp(self, picture, flow):
        height, width = picture.shape[-2:]
        if (height, width) not in self.grids:
            rows = torch.linspace(-1, 1, height).view(1, height, 1).expand(1, height, width)
            columns = torch.linspace(-1, 1, width).view(1, 1, width).expand(1, height, width)
            self.grids[height, width] = torch.stack((columns, rows), 1)
        step = torch.tensor([2 / (width - 1), 2 / (height - 1)]).view(1, 2, 1, 1)
        grid = (self.grids[height, width] + flow * step).permute(0, 2, 3, 1)
        return F.grid_sample(picture, grid, mode="bilinear", padding_mode="border", align_corners=True)

    def output(self, arrays):
        with torch.inference_mode():
            return self.run(arrays).contiguous().numpy()

    def milliseconds(self, arrays, runs):
        times = []
        with torch.inference_mode():
            for _ in range(runs):
                start = time.perf_counter()
                self.run(arrays)
                times.append(1000 * (time.perf_counter() - start))
        return times

    def close(self):
        self.weights.clear()
