#include "core/nn/conv/winograd.h"

#include "core/nn/conv/targets.h"

#include <algorithm>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "core/nn/conv/winograd.cpp"
#include <hwy/foreach_target.h>
// foreach_target.h comes before it.
#include "core/nn/conv/multiply-inl.h"
#include "core/nn/conv/transforms-inl.h"

#include <hwy/cache_control.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace kinovar::nn::conv::HWY_NAMESPACE {

using winograd::Block;
using winograd::Job;

/// Where a tile lies in the picture.
struct Spot {
    Spot(const Job& job, int tile) {
        const int across = (job.output.width + kTile - 1) / kTile;
        y = tile / across * kTile;
        x = tile % across * kTile;
    }
    int y, x; ///< of the first result
};

template <class Picture>
auto* pixel(const Picture& picture, int y, int x) {
    return picture.data + y * picture.step_y + x * picture.step_x;
}

/// Copies the window of a tile at the border, or of a part of a vector, with zeros around.
void copy_window(const ConstView& input, Spot spot, int channel, int lanes, float* window) {
    const Tag tag;
    for (int i = 0; i < kPoints; ++i) {
        const int y = spot.y + i / kWindow - 1;
        const int x = spot.x + i % kWindow - 1;
        const bool inside = y >= 0 && y < input.height && x >= 0 && x < input.width;
        const Vector value =
            inside ? load_some(pixel(input, y, x) + channel, lanes) : hn::Zero(tag);
        hn::Store(value, tag, window + i * kLanes);
    }
}

/// Asks for the input that a tile adds to that of its left neighbour. Inlined by force: GCC takes a
/// function that only prefetches for one without effect and leaves its calls out.
template <int kLocality>
HWY_INLINE void fetch_input(const Job& job, Spot spot) {
    constexpr int kLine = 16; // floats in a cache line
    const ConstView& in = job.input;
    const int bottom = std::min(spot.y + kTile + 1, in.height);
    const int right = std::min(spot.x + kTile + 1, in.width);
    for (int y = std::max(spot.y - 1, 0); y < bottom; ++y) {
        for (int x = spot.x + 1; x < right; ++x) {
            const float* from = pixel(in, y, x);
            for (int c = 0; c < in.channels; c += kLine) {
                __builtin_prefetch(from + c, 0, kLocality);
            }
        }
    }
}

/// The transforms wait for their stores and so cannot look far enough ahead themselves to have
/// several reads under way.
constexpr int kTilesAhead = 1;
/// What the third argument of __builtin_prefetch calls the first and second level of the cache.
constexpr int kFirstLevel = 3;
constexpr int kSecondLevel = 2;

void transform_input(const Job& job, Block block, float* values) {
    const ConstView& in = job.input;
    const std::ptrdiff_t next_vector = kValuePanel * (job.block_tiles / kTileStep);
    for (int t = 0; t < std::min(block.count, kTilesAhead); ++t) {
        fetch_input<kFirstLevel>(job, Spot(job, block.first + t));
    }
    for (int t = 0; t < block.count; ++t) {
        if (t + kTilesAhead < block.count) {
            fetch_input<kFirstLevel>(job, Spot(job, block.first + t + kTilesAhead));
        }
        const Spot spot(job, block.first + t);
        const bool interior =
            spot.y > 0 && spot.y + kTile < in.height && spot.x > 0 && spot.x + kTile < in.width;
        float* to = values + t / kTileStep * kValuePanel + t % kTileStep * kLanes;
        for (int c = 0; c < in.channels; c += kLanes, to += next_vector) {
            const int lanes = std::min(kLanes, in.channels - c);
            if (interior && lanes == kLanes) {
                transform_window(pixel(in, spot.y - 1, spot.x - 1) + c, in.step_y, in.step_x, to);
            } else {
                HWY_ALIGN float window[kPoints * kLanes];
                copy_window(in, spot, c, lanes, window);
                transform_window(window, kWindow * kLanes, kLanes, to);
            }
        }
    }
}

/// The epilogue of a job for one vector of channels.
class Finish {
public:
    Finish(const Job& job, int channel)
        : job_(job), channel_(channel), bias_(hn::Load(Tag(), job.bias + channel)),
          slope_(job.slopes != nullptr ? hn::Load(Tag(), job.slopes + channel) : constant(1)),
          scale_(constant(job.scale)), first_scale_(constant(job.first_scale)),
          second_scale_(constant(job.second_scale)) {}

    /// A whole tile and whole vector.
    void store(const Vector (&tile)[kTile][kTile], Spot spot) const {
        HWY_UNROLL(4)
        for (int y = 0; y < kTile; ++y) {
            HWY_UNROLL(4)
            for (int x = 0; x < kTile; ++x) {
                const Vector value = finished<true>(tile[y][x], spot.y + y, spot.x + x, kLanes);
                float* to = pixel(job_.output, spot.y + y, spot.x + x) + channel_;
                if (job_.past_cache) {
                    hn::Stream(value, Tag(), to);
                } else {
                    hn::StoreU(value, Tag(), to);
                }
            }
        }
    }

    /// What of a tile lies in the picture, and `lanes` channels of the vector.
    void store_part(const Vector (&tile)[kTile][kTile], Spot spot, int lanes) const {
        const View& out = job_.output;
        for (int y = 0; y < std::min(kTile, out.height - spot.y); ++y) {
            for (int x = 0; x < std::min(kTile, out.width - spot.x); ++x) {
                store_some(finished<false>(tile[y][x], spot.y + y, spot.x + x, lanes),
                           pixel(out, spot.y + y, spot.x + x) + channel_, lanes);
            }
        }
    }

private:
    template <bool kWhole>
    HWY_INLINE Vector finished(Vector value, int y, int x, int lanes) const {
        value = hn::Add(value, bias_);
        if (!job_.activate_last) {
            value = activated(value);
        }
        value = hn::Mul(value, scale_);
        if (job_.first.data != nullptr) {
            value = hn::MulAdd(load<kWhole>(job_.first, y, x, lanes), first_scale_, value);
        }
        if (job_.second.data != nullptr) {
            value = hn::MulAdd(load<kWhole>(job_.second, y, x, lanes), second_scale_, value);
        }
        return job_.activate_last ? activated(value) : value;
    }
    HWY_INLINE Vector activated(Vector value) const {
        return job_.slopes == nullptr
                   ? value
                   : hn::IfThenElse(hn::Lt(value, hn::Zero(Tag())), hn::Mul(value, slope_), value);
    }
    template <bool kWhole>
    HWY_INLINE Vector load(const ConstView& picture, int y, int x, int lanes) const {
        const float* from = pixel(picture, y, x) + channel_;
        return kWhole ? hn::LoadU(Tag(), from) : load_some(from, lanes);
    }

    const Job& job_;
    int channel_;
    Vector bias_, slope_, scale_, first_scale_, second_scale_;
};

/// `vectors` vectors of output channels from the vector `vector` on.
void write_output(const Job& job, Block block, int vector, int vectors, const float* products) {
    const View& out = job.output;
    const int panel = kSums / vectors;
    for (int t = 0; t < block.count; ++t) {
        const Spot spot(job, block.first + t);
        const bool whole = spot.y + kTile <= out.height && spot.x + kTile <= out.width;
        const float* from = products + t / panel * kProductPanel + t % panel * vectors * kLanes;
        for (int v = 0; v < vectors; ++v, from += kLanes) {
            const int channel = (vector + v) * kLanes;
            const int lanes = std::min(kLanes, out.channels - channel);
            Vector tile[kTile][kTile];
            transform_products(from, tile);
            const Finish finish(job, channel);
            if (lanes == kLanes && whole) {
                finish.store(tile, spot);
            } else {
                finish.store_part(tile, spot, lanes);
            }
        }
    }
}

/// Brings the input of the next block into the cache bit by bit while the products keep the
/// arithmetic units busy and the memory idle.
class Prefetch {
public:
    Prefetch(const Job& job, Block block, int steps) : job_(job), block_(block), steps_(steps) {}
    HWY_INLINE void step() {
        ++step_;
        for (; tile_ * steps_ < step_ * block_.count; ++tile_) {
            fetch_input<kSecondLevel>(job_, Spot(job_, block_.first + tile_));
        }
    }

private:
    const Job& job_;
    Block block_;
    int steps_;
    int step_ = 0, tile_ = 0;
};

std::size_t value_floats(const Job& job) {
    const int vectors = (job.input.channels + kLanes - 1) / kLanes;
    return static_cast<std::size_t>(vectors) *
           static_cast<std::size_t>(job.block_tiles / kTileStep * kValuePanel);
}

std::size_t workspace_floats(const Job& job) {
    // A step of tiles fills as many panels of products as a group has vectors, or more where there
    // are fewer registers.
    constexpr int kPanels = kGroupVectors * kTileStep / kSums;
    return value_floats(job) +
           static_cast<std::size_t>(job.block_tiles / kTileStep * kPanels * kProductPanel);
}

void run_block(const Job& job, Block now, Block next, float* workspace) {
    float* values = workspace;
    float* products = workspace + value_floats(job);
    const std::ptrdiff_t next_vector = kValuePanel * (job.block_tiles / kTileStep);
    transform_input(job, now, values);
    Prefetch prefetch(job, next, kPoints * job.groups.count);
    const float* weights = job.weights;
    for (int g = 0; g < job.groups.count; ++g) {
        const int vector = job.groups.begin(g);
        const int vectors = job.groups.begin(g + 1) - vector;
        for (int point = 0; point < kPoints; ++point) {
            multiply(values + point * kValueStep, next_vector, weights, job.input.channels,
                     products + point * kProductStep, now.count, vectors);
            weights += job.input.channels * vectors * kLanes;
            prefetch.step();
        }
        write_output(job, now, vector, vectors, products);
    }
    if (job.past_cache) {
        hwy::FlushStream();
    }
}

const winograd::Kernels* best_kernels() {
    static const winograd::Kernels kKernels{hwy::TargetName(HWY_TARGET), kLanes, kGroupVectors,
                                            workspace_floats, run_block};
    return &kKernels;
}

} // namespace kinovar::nn::conv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace kinovar::nn::conv {

HWY_EXPORT(best_kernels);

namespace winograd {

const Kernels& kernels() {
    return *HWY_DYNAMIC_DISPATCH(best_kernels)();
}

} // namespace winograd
} // namespace kinovar::nn::conv
#endif
