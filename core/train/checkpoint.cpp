#include "core/train/checkpoint.h"

#include "core/base/file.h"
#include "core/nn/loaders/checkpoint.h"
#include "core/nn/loaders/safetensors_writer.h"

#include <ATen/ATen.h>
#include <fmt/format.h>

#include <bit>
#include <cstring>

namespace kinovar::train {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLimit = 1ULL << 30U;
constexpr std::string_view kCounters = "counters";

/// 64 bits as four numbers that float32 holds exactly.
constexpr std::size_t kPieces = 4;
constexpr std::uint64_t kPieceBits = 16;

void add_pieces(std::vector<float>& values, std::uint64_t bits) {
    for (std::size_t i = 0; i < kPieces; ++i) {
        values.push_back(static_cast<float>(bits & 0xFFFFU));
        bits >>= kPieceBits;
    }
}

std::uint64_t take_pieces(const std::vector<float>& values, std::size_t index) {
    std::uint64_t bits = 0;
    for (std::size_t i = kPieces; i-- > 0;) {
        bits = (bits << kPieceBits) |
               (static_cast<std::uint64_t>(values[index * kPieces + i]) & 0xFFFFU);
    }
    return bits;
}

std::vector<float> counters_of(const TrainState& state) {
    std::vector<float> values;
    add_pieces(values, static_cast<std::uint64_t>(state.step));
    add_pieces(values, static_cast<std::uint64_t>(state.without_gain));
    add_pieces(values, static_cast<std::uint64_t>(state.seed));
    add_pieces(values, std::bit_cast<std::uint64_t>(state.seconds));
    add_pieces(values, std::bit_cast<std::uint64_t>(state.best_psnr));
    return values;
}

constexpr std::size_t kCounterCount = 5;

Status set_counters(const std::vector<float>& values, TrainState& state) {
    if (const auto seed = static_cast<std::int64_t>(take_pieces(values, 2)); seed != state.seed) {
        return failure(ErrorCode::InvalidArgument,
                       fmt::format("it was begun with seed {}, not {}", seed, state.seed),
                       "give the same seed, or begin anew without --resume");
    }
    state.step = static_cast<std::int64_t>(take_pieces(values, 0));
    state.without_gain = static_cast<std::int64_t>(take_pieces(values, 1));
    state.seconds = std::bit_cast<double>(take_pieces(values, 3));
    state.best_psnr = std::bit_cast<double>(take_pieces(values, 4));
    return {};
}

Status fill(nn::StateDict& stored, TrainState& state, const std::vector<StateTensor>& tensors) {
    const auto count = static_cast<std::int64_t>(kCounterCount * kPieces);
    KINOVAR_TRY_ASSIGN(const nn::Weight counters, stored.take(kCounters, {count}));
    KINOVAR_TRY(set_counters(counters.values, state));
    const at::NoGradGuard no_gradients;
    for (const StateTensor& entry : tensors) {
        KINOVAR_TRY_ASSIGN(nn::Weight weight, stored.take(entry.key, entry.tensor.sizes().vec()));
        at::Tensor target = entry.tensor;
        target.copy_(at::from_blob(weight.values.data(), entry.tensor.sizes(), at::kFloat));
    }
    return stored.check_all_taken();
}

} // namespace

fs::path checkpoint_path(const fs::path& output) {
    fs::path path = output;
    path += ".training";
    return path;
}

Status write_checkpoint(const fs::path& path, const TrainState& state,
                        const std::vector<StateTensor>& tensors) {
    std::vector<nn::NamedTensor> stored;
    for (const StateTensor& entry : tensors) {
        const at::Tensor dense = entry.tensor.to(at::kCPU, at::kFloat).contiguous();
        const float* values = dense.data_ptr<float>();
        stored.push_back({entry.key, dense.sizes().vec(), {values, values + dense.numel()}});
    }
    const auto count = static_cast<std::int64_t>(kCounterCount * kPieces);
    stored.push_back({std::string(kCounters), {count}, counters_of(state)});
    return nn::write_safetensors(path, stored, {{"kind", "state of a training"}});
}

Status read_checkpoint(const fs::path& path, TrainState& state,
                       const std::vector<StateTensor>& tensors) {
    KINOVAR_TRY_ASSIGN(const std::string bytes, read_file(path, kLimit));
    Result<nn::StateDict> stored = nn::parse_safetensors(bytes);
    Status status = stored ? fill(*stored, state, tensors) : failure(stored.error());
    if (!status) {
        return failure(status.error().within("cannot go on with " + path.string()));
    }
    return {};
}

} // namespace kinovar::train
