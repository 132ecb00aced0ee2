#include "core/nn/conv/conv3x3.h"

#include "core/nn/conv/aligned_floats.h"
#include "core/nn/conv/winograd_weights.h"

#include <omp.h>

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstdint>
#include <utility>

namespace kinovar::nn::conv {
namespace {

/// What a thread's matrices may take of its second-level cache beside the weights, bytes.
constexpr std::size_t kWorkspaceBytes = 640 << 10;
constexpr int kMostSteps = 4; ///< of kTileStep tiles in a block
/// Outputs above this are gone from the last cache before the next layer reads them, bytes.
constexpr std::size_t kCacheBytes = 24 << 20;
/// Blocks for each thread that even out the load.
constexpr int kBlocksAThread = 4;

std::size_t picture_bytes(const View& view) {
    return static_cast<std::size_t>(view.height) * static_cast<std::size_t>(view.width) *
           static_cast<std::size_t>(view.channels) * sizeof(float);
}

/// Whole vectors at cache lines: what stores past the cache need.
bool is_aligned(const View& view) {
    constexpr std::ptrdiff_t kLine = AlignedFloats::kAlignment / sizeof(float);
    return reinterpret_cast<std::uintptr_t>(view.data) % AlignedFloats::kAlignment == 0 &&
           view.step_x % kLine == 0 && view.step_y % kLine == 0;
}

int tiles_along(int size) {
    return (size + winograd::kTile - 1) / winograd::kTile;
}

int best_block_tiles(winograd::Job& job, const winograd::Kernels& kernels) {
    int steps = 1;
    for (; steps < kMostSteps; ++steps) {
        job.block_tiles = (steps + 1) * winograd::kTileStep;
        if (kernels.workspace_floats(job) * sizeof(float) > kWorkspaceBytes) {
            break;
        }
    }
    return steps * winograd::kTileStep;
}

/// The matrices of every thread, kept for the next call of the same caller.
float* workspaces(std::size_t floats_a_thread, int threads) {
    thread_local AlignedFloats kept;
    const std::size_t size = floats_a_thread * static_cast<std::size_t>(threads);
    if (kept.size() < size) {
        kept = {}; // before the new one is taken
        kept = AlignedFloats(size);
    }
    return kept.data();
}

AlignedFloats slopes_of(const Epilogue& epilogue, std::size_t size) {
    if (epilogue.activation == Activation::None) {
        return {};
    }
    AlignedFloats slopes(size);
    if (epilogue.activation == Activation::LeakyRelu) {
        std::fill_n(slopes.data(), size, epilogue.slope);
    } else {
        assert(epilogue.slopes.size() <= size);
        std::copy(epilogue.slopes.begin(), epilogue.slopes.end(), slopes.data());
    }
    return slopes;
}

/// The blocks in order, each to the next thread that is free. A thread takes its next block before
/// it works on the present one, to know what to fetch meanwhile.
void run_blocks(const winograd::Kernels& kernels, const winograd::Job& job, int threads) {
    const int tiles = tiles_along(job.output.height) * tiles_along(job.output.width);
    const int shares = threads == 1 ? 1 : threads * kBlocksAThread;
    const int block_tiles = std::min(job.block_tiles, (tiles + shares - 1) / shares);
    const int blocks = (tiles + block_tiles - 1) / block_tiles;
    const auto block_at = [&](int index) {
        const int first = index * block_tiles;
        return winograd::Block{first, std::clamp(tiles - first, 0, block_tiles)};
    };
    const std::size_t floats = kernels.workspace_floats(job);
    float* const workspace = workspaces(floats, threads);
    std::atomic<int> taken = 0;
#pragma omp parallel num_threads(threads)
    {
        float* const mine = workspace + floats * static_cast<std::size_t>(omp_get_thread_num());
        int now = taken++;
        while (now < blocks) {
            const int next = taken++;
            kernels.run_block(job, block_at(now), block_at(next), mine);
            now = next;
        }
    }
}

} // namespace

struct Conv3x3::Weights {
    const winograd::Kernels& kernels;
    int out_channels, in_channels;
    AlignedFloats weights;
    AlignedFloats bias;
    winograd::Groups groups;
};

Conv3x3::Conv3x3(std::span<const float> weights, std::span<const float> bias, int out_channels,
                 int in_channels) {
    assert(out_channels > 0 && in_channels > 0);
    const winograd::Kernels& kernels = winograd::kernels();
    const winograd::Groups groups = winograd::groups_for(out_channels, kernels);
    AlignedFloats padded_bias(static_cast<std::size_t>(groups.vectors * kernels.lanes));
    std::copy(bias.begin(), bias.end(), padded_bias.data());
    weights_ = std::make_unique<const Weights>(
        Weights{kernels, out_channels, in_channels,
                winograd::pack_weights(weights, out_channels, in_channels, kernels),
                std::move(padded_bias), groups});
}

Conv3x3::~Conv3x3() = default;
Conv3x3::Conv3x3(Conv3x3&&) noexcept = default;
Conv3x3& Conv3x3::operator=(Conv3x3&&) noexcept = default;

int Conv3x3::in_channels() const {
    return weights_->in_channels;
}
int Conv3x3::out_channels() const {
    return weights_->out_channels;
}

double Conv3x3::flops(int height, int width) const {
    return 2.0 * 3 * 3 * in_channels() * out_channels() * height * width;
}

void Conv3x3::run(const ConstView& input, const View& output, const Epilogue& epilogue,
                  int threads) const {
    const winograd::Kernels& kernels = weights_->kernels;
    assert(input.channels == in_channels() && output.channels == out_channels());
    assert(input.height == output.height && input.width == output.width);
    const AlignedFloats slopes = slopes_of(epilogue, weights_->bias.size());
    winograd::Job job;
    job.input = input;
    job.output = output;
    job.weights = weights_->weights.data();
    job.bias = weights_->bias.data();
    job.slopes = slopes.data();
    job.activate_last = epilogue.activate_last;
    job.scale = epilogue.scale;
    job.first = epilogue.first;
    job.first_scale = epilogue.first_scale;
    job.second = epilogue.second;
    job.second_scale = epilogue.second_scale;
    job.groups = weights_->groups;
    job.past_cache = picture_bytes(output) > kCacheBytes && is_aligned(output);
    job.block_tiles = best_block_tiles(job, kernels);
    run_blocks(kernels, job, threads);
}

const char* instruction_set() {
    return winograd::kernels().name;
}

} // namespace kinovar::nn::conv
