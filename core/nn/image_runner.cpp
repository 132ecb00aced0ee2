#include "core/nn/image_runner.h"

#include "core/image/resize.h"
#include "core/nn/tile_plan.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <new>

namespace kinovar::nn {

namespace {

// Keeps a 640×480 ×4 job of either Real-ESRGAN network below 600 MB in all (docs/performance.md).
constexpr std::int64_t kDefaultMemoryMb = 250;
constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kShareOfAvailable = 4; // one part in so many may be taken
constexpr double kTolerableOverhead = 1.3;
// Of a model that does not say what it needs: a guess that suits networks of 64 channels.
constexpr std::int64_t kDefaultBytesPerPixel = 4096;

std::int64_t available_memory() {
    return static_cast<std::int64_t>(::sysconf(_SC_AVPHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
}

/// As the quality metrics take luma: RGB pictures have that of BT.601.
LumaWeights weights_for(const Frame& frame) {
    const Matrix matrix = frame.colour().matrix;
    return luma_weights(matrix == Matrix::Rgb || matrix == Matrix::Unspecified ? Matrix::Smpte170M
                                                                               : matrix);
}

float luma_of(const float* pixel, const LumaWeights& weights) {
    return static_cast<float>(weights.red) * pixel[0] +
           static_cast<float>(weights.green) * pixel[1] +
           static_cast<float>(weights.blue) * pixel[2];
}

/// Index of the mirror image of `position` in a row of `length` (… 2 1 0 1 2 … n-1 n-2 …).
int mirrored(int position, int length) {
    if (length == 1) {
        return 0;
    }
    const int period = 2 * (length - 1);
    const int folded = position % period;
    return folded < length ? folded : period - folded;
}

/// What the network is shown: the picture in the model's channels and value range, continued by its
/// mirror image on the right and at the bottom up to the size multiple.
class Prepared {
public:
    Prepared(const Frame& input, const ModelInfo& info)
        : luma_(info.channels == Channels::Luma), width_(grown(input.width(), info)),
          height_(grown(input.height(), info)), channels_(luma_ ? 1 : Frame::kChannels) {
        const bool as_it_is = !luma_ && info.value_min == 0 && info.value_max == 1 &&
                              width_ == input.width() && height_ == input.height();
        if (as_it_is) {
            data_ = input.row(0);
            return;
        }
        fill(input, info);
        data_ = values_.data();
    }

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] int channels() const { return channels_; }

    [[nodiscard]] PixelView view_of(const TileSpan& column, const TileSpan& row) const {
        PixelView view;
        view.step_x = channels_;
        view.step_y = static_cast<std::ptrdiff_t>(width_) * channels_;
        view.step_c = 1;
        view.width = column.size();
        view.height = row.size();
        view.channels = channels_;
        view.data = data_ + row.begin * view.step_y + column.begin * view.step_x;
        return view;
    }

private:
    static int grown(int length, const ModelInfo& info) {
        return (length + info.size_multiple - 1) / info.size_multiple * info.size_multiple;
    }

    void fill(const Frame& input, const ModelInfo& info) {
        const float span = info.value_max - info.value_min;
        const LumaWeights weights = weights_for(input);
        values_.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) *
                       static_cast<std::size_t>(channels_));
        float* to = values_.data();
        for (int y = 0; y < height_; ++y) {
            const float* from = input.row(mirrored(y, input.height()));
            for (int x = 0; x < width_; ++x) {
                const float* pixel = from + mirrored(x, input.width()) * Frame::kChannels;
                if (luma_) {
                    *to++ = luma_of(pixel, weights) * span + info.value_min;
                    continue;
                }
                for (int c = 0; c < Frame::kChannels; ++c) {
                    *to++ = pixel[c] * span + info.value_min;
                }
            }
        }
    }

    bool luma_;
    int width_, height_, channels_;
    std::vector<float> values_; // empty when the picture can be used as it is
    const float* data_ = nullptr;
};

/// Output pixels that a tile touches along one axis, and its weight at each.
struct Share {
    int begin = 0;
    std::vector<float> weights;
};

Share share_of(const std::vector<TileSpan>& spans, std::size_t index, int feather, int scale,
               int output_length) {
    const TileSpan& span = spans[index];
    const int reach = feather * scale / 2;
    Share share;
    share.begin = std::max(span.begin * scale, span.core_begin * scale - reach);
    const int end = std::min({span.end * scale, span.core_end * scale + reach, output_length});
    for (int position = share.begin; position < end; ++position) {
        share.weights.push_back(tile_weight(spans, index, position, feather, scale));
    }
    return share;
}

/// The whole run: input, output, and how the picture is cut.
class Run {
public:
    Run(const Model& model, const Frame& input, const RunOptions& options)
        : model_(model), info_(model.info()), input_(input), options_(options),
          source_(input, info_) {}

    Result<FramePtr> work() {
        TilePlan plan = first_plan();
        for (;;) {
            const Status status = run_tiles(plan);
            if (status) {
                return finish();
            }
            if (status.error().code != ErrorCode::OutOfMemory) {
                return failure(status.error());
            }
            const int side = std::max(core_side(plan.columns), core_side(plan.rows)) / 2;
            if (side < kSmallestTile) {
                return failure(ErrorCode::OutOfMemory,
                               fmt::format("memory ran out even with the smallest tiles ({}×{})",
                                           plan.largest_width(), plan.largest_height()),
                               "close other programs, or make the picture smaller");
            }
            output_.reset();
            if (options_.notice) {
                options_.notice(fmt::format("memory ran out with tiles of {}×{}; going on with at "
                                            "most {}×{}",
                                            plan.largest_width(), plan.largest_height(), side,
                                            side));
            }
            plan = plan_by_side(request(), side);
        }
    }

private:
    [[nodiscard]] TileRequest request() const {
        return {source_.width(), source_.height(), info_.halo, info_.size_multiple};
    }

    [[nodiscard]] TilePlan first_plan() const {
        if (info_.whole_only) {
            return plan_by_side(request(), std::max(source_.width(), source_.height()));
        }
        if (options_.tile > 0) {
            return plan_by_side(request(), options_.tile);
        }
        const std::int64_t each =
            info_.bytes_per_pixel > 0 ? info_.bytes_per_pixel : kDefaultBytesPerPixel;
        if (options_.memory_mb > 0) {
            return plan_by_pixels(request(),
                                  static_cast<std::int64_t>(options_.memory_mb) * kMegabyte / each);
        }
        // A network that sees far would compute most pixels twice in small tiles: it gets more, as
        // long as the machine has plenty.
        std::int64_t budget = kDefaultMemoryMb * kMegabyte;
        const std::int64_t plenty = available_memory() / kShareOfAvailable;
        TilePlan plan = plan_by_pixels(request(), budget / each);
        while (overhead(plan) > kTolerableOverhead && 2 * budget <= plenty) {
            budget *= 2;
            plan = plan_by_pixels(request(), budget / each);
        }
        return plan;
    }

    /// Pixels that the network sees per pixel of the picture.
    [[nodiscard]] double overhead(const TilePlan& plan) const {
        const auto sum = [](const std::vector<TileSpan>& spans) {
            double pixels = 0;
            for (const TileSpan& span : spans) {
                pixels += span.size();
            }
            return pixels;
        };
        return sum(plan.columns) * sum(plan.rows) /
               (static_cast<double>(source_.width()) * source_.height());
    }

    static int core_side(const std::vector<TileSpan>& spans) {
        int most = 0;
        for (const TileSpan& span : spans) {
            most = std::max(most, span.core_end - span.core_begin);
        }
        return most;
    }

    Status run_tiles(const TilePlan& plan) {
        if (plan.count() > 1) {
            KINOVAR_TRY(make_output());
            std::fill(output_->values().begin(), output_->values().end(), 0.0F);
        }
        for (std::size_t row = 0; row < plan.rows.size(); ++row) {
            for (std::size_t column = 0; column < plan.columns.size(); ++column) {
                if (options_.stop.stop_requested()) {
                    return failure(ErrorCode::Cancelled, "stopped");
                }
                KINOVAR_TRY(run_tile(plan, column, row));
            }
        }
        return {};
    }

    Status run_tile(const TilePlan& plan, std::size_t column, std::size_t row) {
        const TileSpan& across = plan.columns[column];
        const TileSpan& down = plan.rows[row];
        const PixelView view = source_.view_of(across, down);
        KINOVAR_TRY_ASSIGN(const std::vector<Pixels> made, model_.run_pixels({&view, 1}));
        if (made.empty() || made[0].view.width != view.width * info_.scale ||
            made[0].view.height != view.height * info_.scale ||
            made[0].view.channels != source_.channels()) {
            return failure(ErrorCode::Unsupported,
                           fmt::format("{} does not turn a picture into one {} times as large",
                                       info_.id, info_.scale));
        }
        PixelView result = made[0].view;
        if (result.channels == 1) {
            result.step_c = 0; // luma goes into all three for the time being
        }
        if (plan.count() == 1) {
            KINOVAR_TRY(make_output());
            copy(result);
            return {};
        }
        const Share x = share_of(plan.columns, column, plan.feather, info_.scale, output_->width());
        const Share y = share_of(plan.rows, row, plan.feather, info_.scale, output_->height());
        blend(result, across.begin * info_.scale, down.begin * info_.scale, x, y);
        return {};
    }

    Status make_output() {
        try {
            output_ = std::make_unique<Frame>(input_.width() * info_.scale,
                                              input_.height() * info_.scale, input_.colour());
        } catch (const std::bad_alloc&) {
            return failure(ErrorCode::OutOfMemory, "memory ran out for the enlarged picture");
        }
        return {};
    }

    void copy(const PixelView& from) {
        for (int y = 0; y < output_->height(); ++y) {
            float* to = output_->row(y);
            const float* pixel = from.at(0, y);
            for (int x = 0; x < output_->width(); ++x, pixel += from.step_x) {
                for (int c = 0; c < Frame::kChannels; ++c) {
                    *to++ = pixel[c * from.step_c];
                }
            }
        }
    }

    /// Adds a tile, whose first pixel lies at (left, top) of the output, by its weights.
    void blend(const PixelView& from, int left, int top, const Share& x, const Share& y) {
        for (std::size_t j = 0; j < y.weights.size(); ++j) {
            const int row = y.begin + static_cast<int>(j);
            float* to = output_->row(row) + static_cast<std::ptrdiff_t>(x.begin) * Frame::kChannels;
            const float* pixel = from.at(x.begin - left, row - top);
            for (const float across : x.weights) {
                const float weight = across * y.weights[j];
                for (int c = 0; c < Frame::kChannels; ++c) {
                    *to++ += weight * pixel[c * from.step_c];
                }
                pixel += from.step_x;
            }
        }
    }

    Result<FramePtr> finish() {
        if (info_.value_min != 0 || info_.value_max != 1) {
            const float factor = 1.0F / (info_.value_max - info_.value_min);
            for (float& value : output_->values()) {
                value = (value - info_.value_min) * factor;
            }
        }
        if (info_.channels == Channels::Luma) {
            KINOVAR_TRY(add_colour());
        }
        auto origin = std::make_shared<OriginPlane>();
        origin->width = output_->width();
        origin->height = output_->height();
        origin->pixels.assign(static_cast<std::size_t>(origin->width) *
                                  static_cast<std::size_t>(origin->height),
                              Origin::Model);
        output_->set_origin(std::move(origin));
        return FramePtr(std::move(output_));
    }

    /// The network's luma with the colour of the input (its differences to luma, enlarged). A grey
    /// picture stays exactly grey.
    Status add_colour() {
        FramePtr enlarged;
        if (info_.scale > 1) {
            KINOVAR_TRY_ASSIGN(enlarged, resize(input_, output_->width(), output_->height(),
                                                ResizeFilter::Bicubic));
        }
        const Frame& colour = enlarged ? *enlarged : input_;
        const LumaWeights weights = weights_for(input_);
        const std::span<const float> from = colour.values();
        const std::span<float> to = output_->values();
        for (std::size_t i = 0; i < to.size(); i += Frame::kChannels) {
            const bool grey = from[i] == from[i + 1] && from[i] == from[i + 2];
            const float luma = grey ? from[i] : luma_of(&from[i], weights);
            for (std::size_t c = 0; c < Frame::kChannels; ++c) {
                to[i + c] += from[i + c] - luma;
            }
        }
        return {};
    }

    const Model& model_;
    const ModelInfo& info_;
    const Frame& input_;
    const RunOptions& options_;
    const Prepared source_;
    std::unique_ptr<Frame> output_;
};

} // namespace

bool turns_picture_into_picture(const ModelInfo& info) {
    const bool luma = info.channels == Channels::Luma;
    const int channels = luma ? 1 : Frame::kChannels;
    return (luma || info.channels == Channels::Rgb) && info.in_channels == channels &&
           info.out_channels == channels && info.window == 1 && info.inputs.size() <= 1;
}

Result<FramePtr> run_image(const Model& model, const Frame& input, const RunOptions& options) {
    const ModelInfo& info = model.info();
    if (!turns_picture_into_picture(info)) {
        return failure(ErrorCode::Unsupported,
                       fmt::format("{} does not turn one picture into another", info.id));
    }
    // One picture after the other: two that took turns tile by tile would both need their memory,
    // and the earlier frame of a film would be late.
    static std::mutex one_picture;
    const std::lock_guard lock(one_picture);
    try {
        return Run(model, input, options).work();
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "memory ran out for the picture",
                       "close other programs, or make the picture smaller");
    }
}

} // namespace kinovar::nn
