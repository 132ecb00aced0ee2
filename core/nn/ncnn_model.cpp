#include "core/nn/ncnn_model.h"

#include "core/nn/ncnn/facts.h"
#include "core/nn/torch_runtime.h"

#include <fmt/format.h>
#include <malloc.h>

#include <algorithm>
#include <limits>

namespace kinovar::nn {

namespace {

// How far a cut edge shows, in input pixels; measured on one photo of a brick wall as the largest
// difference to the uncut picture beyond that distance:
//   SRVGGNetCompact  16 px 8.9/255   20 px 5.4   24 px 1.0   28 px 0.16   34 px 0 (all it can see)
//   RRDBNet          16 px 54/255    32 px 27    48 px 9     64 px 2.4    76 px 1.7
// RRDBNet sees so far that equality within 1/255 would take more than 76 px; at 32 px single pixels
// differ by up to 27/255 beside a cut (3/255 rms). docs/performance.md has the table.
constexpr int kHaloCompact = 28;
constexpr int kHaloRrdb = 32;
constexpr int kMaxHalo = 64; // of a network that was not measured

int default_halo(const ncnn::GraphFacts& facts) {
    if (facts.architecture == "SRVGGNetCompact") {
        return kHaloCompact;
    }
    if (facts.architecture == "RRDBNet") {
        return kHaloRrdb;
    }
    return std::min(facts.receptive_radius, kMaxHalo);
}

ModelInfo info_from(const ncnn::Graph& graph, const ncnn::GraphFacts& facts,
                    const std::filesystem::path& path) {
    ModelInfo info;
    info.id = path.stem().string();
    info.title = info.id;
    info.task = facts.scale > 1 ? Task::Upscale : Task::Other;
    info.architecture = facts.architecture;
    info.scale = facts.scale;
    info.in_channels = facts.in_channels;
    info.out_channels = facts.out_channels;
    info.window = static_cast<int>(graph.inputs.size());
    info.size_multiple = facts.size_multiple;
    info.halo = default_halo(facts);
    info.parameters = graph.parameters;
    info.bytes_per_pixel = facts.floats_per_pixel * static_cast<std::int64_t>(sizeof(float));
    info.licence.name = "unknown";
    info.licence.terms = "A file of the user; its terms are not known.";
    info.source = path.string();
    info.fingerprint = graph.fingerprint;
    return info;
}

/// The catalogue's description, completed by what only the graph knows.
Result<ModelInfo> merged(const ModelInfo& known, const ModelInfo& found) {
    if (known.scale != found.scale || known.in_channels != found.in_channels ||
        known.out_channels != found.out_channels || known.parameters != found.parameters) {
        return failure(
            ErrorCode::Corrupt,
            fmt::format("the weights of {} are not those of the catalogue: ×{}, {} → {} channels, "
                        "{} parameters; expected ×{}, {} → {}, {}",
                        known.id, found.scale, found.in_channels, found.out_channels,
                        found.parameters, known.scale, known.in_channels, known.out_channels,
                        known.parameters),
            fmt::format("kinovar-cli models install {}", known.id));
    }
    ModelInfo info = known;
    info.size_multiple = found.size_multiple;
    info.bytes_per_pixel = found.bytes_per_pixel;
    info.halo = known.halo > 0 ? known.halo : found.halo;
    info.fingerprint = found.fingerprint;
    return info;
}

Result<std::shared_ptr<const Model>> load_file(const std::filesystem::path& path,
                                               const ModelInfo* known) {
    KINOVAR_TRY_ASSIGN(ncnn::Graph graph, ncnn::read_graph(path));
    const Result<ncnn::GraphFacts> facts = ncnn::facts_of(graph);
    if (!facts) {
        return failure(facts.error().within(path.string()));
    }
    ModelInfo info = info_from(graph, *facts, path);
    if (known != nullptr) {
        KINOVAR_TRY_ASSIGN(info, merged(*known, info));
    }
    KINOVAR_TRY_ASSIGN(auto engine, make_torch_engine(std::move(graph)));
    ::malloc_trim(0); // the file's bytes and the graph's copy of the weights are gone by now
    return std::make_shared<const NcnnModel>(std::move(info), std::move(engine));
}

enum : std::size_t { kBatchAxis, kChannelAxis, kHeightAxis, kWidthAxis, kRank };

Status check_array(const Array& array, std::int64_t batch) {
    constexpr std::int64_t kMaxSide = 1 << 20;
    constexpr std::int64_t kMaxProduct = std::numeric_limits<std::int32_t>::max();
    bool good = array.shape.size() == kRank;
    std::int64_t product = 1;
    for (const std::int64_t side : array.shape) {
        good = good && side > 0 && side <= kMaxSide && product <= kMaxProduct;
        product = good ? product * side : 0;
    }
    if (!good || array.shape[kBatchAxis] != batch ||
        static_cast<std::uint64_t>(product) != array.values.size()) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("{} values do not make a batch of {} pictures N×C×H×W",
                                   array.values.size(), batch));
    }
    return {};
}

/// Picture `n` of a batch.
PixelView view_of(const Array& array, std::int64_t n) {
    PixelView view;
    view.channels = static_cast<int>(array.shape[kChannelAxis]);
    view.height = static_cast<int>(array.shape[kHeightAxis]);
    view.width = static_cast<int>(array.shape[kWidthAxis]);
    view.step_x = 1;
    view.step_y = view.width;
    view.step_c = view.step_y * view.height;
    view.data = array.values.data() + n * view.step_c * view.channels;
    return view;
}

void append(Array& batch, Array&& picture) {
    if (batch.shape.empty()) {
        batch = std::move(picture);
        return;
    }
    ++batch.shape[kBatchAxis];
    batch.values.insert(batch.values.end(), picture.values.begin(), picture.values.end());
}

} // namespace

Result<std::shared_ptr<const Model>> NcnnModel::load(const std::filesystem::path& param_path) {
    return load_file(param_path, nullptr);
}

Result<std::shared_ptr<const Model>> NcnnModel::load(const std::filesystem::path& param_path,
                                                     const ModelInfo& known) {
    return load_file(param_path, &known);
}

Result<std::vector<Array>> NcnnModel::run(std::span<const Array> inputs) const {
    const std::int64_t batch =
        inputs.empty() || inputs[0].shape.empty() ? 1 : inputs[0].shape[kBatchAxis];
    for (const Array& input : inputs) {
        KINOVAR_TRY(check_array(input, batch));
    }
    std::vector<Array> results;
    for (std::int64_t n = 0; n < batch; ++n) {
        std::vector<PixelView> views;
        for (const Array& input : inputs) {
            views.push_back(view_of(input, n));
        }
        KINOVAR_TRY_ASSIGN(const std::vector<Pixels> pictures, run_pixels(views));
        results.resize(pictures.size());
        for (std::size_t i = 0; i < pictures.size(); ++i) {
            append(results[i], array_from_pixels(pictures[i].view));
        }
    }
    return results;
}

Result<std::vector<Pixels>> NcnnModel::run_pixels(std::span<const PixelView> inputs) const {
    const std::lock_guard lock(device_mutex());
    return engine_->run(inputs);
}

} // namespace kinovar::nn
