#include "core/image/colour_matrix.h"
#include "core/image/planar.h"
#include "core/image/quantiser.h"
#include "core/image/row_kernels.h"
#include "core/image/row_source.h"
#include "core/image/sample_scale.h"

#include <algorithm>
#include <cassert>
#include <new>
#include <string>

namespace kinovar {

namespace {

using Family = PixelLayout::Family;

constexpr int kStripRows = 8;

void* row_of(const MutablePlane& plane, int y) {
    assert(plane.data != nullptr);
    return static_cast<std::byte*>(plane.data) + plane.stride * y;
}

Status check_size(const Frame& frame, int width, int height) {
    if (frame.width() == width && frame.height() == height) {
        return {};
    }
    return failure(ErrorCode::InvalidArgument,
                   "a frame of " + std::to_string(frame.width()) + "×" +
                       std::to_string(frame.height()) + " where " + std::to_string(width) + "×" +
                       std::to_string(height) + " is wanted",
                   "resize it first");
}

/// Grey, and R, G, B: each channel goes into a plane of its own.
class DirectWriter : public PlanarFromFrame {
public:
    DirectWriter(const PixelLayout& layout, int width, int height, const ColourSpec& colour,
                 Dither dither)
        : width_(width), height_(height), grey_(layout.family == Family::Grey),
          channels_(width, Frame::kChannels), luma_(width, 1),
          quantisers_(
              static_cast<std::size_t>(layout.planes()),
              Quantiser(SampleScale::luma(layout.bits, colour.range), layout.bits, width, dither)) {
        const LumaWeights weights = luma_weights(colour.matrix);
        weights_ = {static_cast<float>(weights.red), static_cast<float>(weights.green),
                    static_cast<float>(weights.blue)};
    }

    Status convert(const Frame& frame, const std::array<MutablePlane, 3>& planes) override {
        KINOVAR_TRY(check_size(frame, width_, height_));
        const auto pixels = static_cast<std::size_t>(width_);
        for (int y = 0; y < height_; ++y) {
            rows::deinterleave(channels_.row(0), channels_.row(1), channels_.row(2), frame.row(y),
                               pixels);
            if (grey_) {
                const std::array<const float*, 3> sources = {channels_.row(0), channels_.row(1),
                                                             channels_.row(2)};
                rows::blend(luma_.row(0), sources.data(), weights_.data(), Frame::kChannels,
                            pixels);
                quantisers_[0].write_row(luma_.row(0), y, row_of(planes[0], y));
                continue;
            }
            for (std::size_t p = 0; p < planes.size(); ++p) {
                quantisers_[p].write_row(channels_.row(static_cast<int>(p)), y,
                                         row_of(planes[p], y));
            }
        }
        return {};
    }

private:
    int width_;
    int height_;
    bool grey_;
    FloatRows channels_;
    FloatRows luma_;
    std::array<float, 3> weights_{};
    std::vector<Quantiser> quantisers_;
};

/// Chroma rows of full height, already narrowed; the writer makes them strip by strip on demand.
class StripRows : public RowSource {
public:
    /// Makes the strip that holds a row.
    class Maker {
    public:
        virtual ~Maker() = default;
        virtual void make_strip_of(int y) = 0;
    };

    StripRows(const PixelLayout& layout, int width, const ColourSpec& colour, Maker& maker)
        : phase_(chroma::horizontal_phase(colour.siting)), widths_{width}, maker_(maker) {
        for (int i = 0; i < layout.subsample_x; ++i) {
            widths_.push_back(chroma::coarse_size(widths_.back()));
        }
        between_ = FloatRows(width, 1);
        ring_ = std::make_unique<RowRing>(widths_.back(), 2 * kStripRows);
    }

    [[nodiscard]] int narrow_width() const { return widths_.back(); }

    void put(int y, const float* source) {
        float* target = ring_->put(y);
        switch (widths_.size()) {
        case 1:
            std::copy_n(source, widths_[0], target);
            break;
        case 2:
            chroma::gather_row(phase_, target, source, widths_[0]);
            break;
        default:
            chroma::gather_row(phase_, between_.row(0), source, widths_[0]);
            chroma::gather_row(phase_, target, between_.row(0), widths_[1]);
        }
    }

    const float* row(int y) override {
        if (!ring_->holds(y)) {
            maker_.make_strip_of(y);
        }
        assert(ring_->holds(y));
        return ring_->get(y);
    }
    void restart() override { ring_->clear(); }

private:
    chroma::Phase phase_;
    std::vector<int> widths_; ///< from luma's to the coded one
    Maker& maker_;
    FloatRows between_;
    std::unique_ptr<RowRing> ring_;
};

/// One chroma plane on its way from luma's size to its own.
class ChromaDown {
public:
    ChromaDown(const PixelLayout& layout, int width, int height, const ColourSpec& colour,
               Dither dither, StripRows::Maker& maker)
        : strips_(std::make_unique<StripRows>(layout, width, colour, maker)), rows_(strips_.get()),
          height_(height), quantiser_(SampleScale::chroma(layout.bits, colour), layout.bits,
                                      strips_->narrow_width(), dither) {
        for (int i = 0; i < layout.subsample_y; ++i) {
            steps_.push_back(std::make_unique<VerticalStep>(
                VerticalStep::Direction::Down, chroma::vertical_phase(colour.siting),
                strips_->narrow_width(), height_, *rows_));
            rows_ = steps_.back().get();
            height_ = chroma::coarse_size(height_);
        }
    }

    void start() { rows_->restart(); }
    [[nodiscard]] int height() const { return height_; }
    void put(int y, const float* source) { strips_->put(y, source); }
    void write_row(int y, const MutablePlane& plane) {
        quantiser_.write_row(rows_->row(y), y, row_of(plane, y));
    }

private:
    std::unique_ptr<StripRows> strips_;
    std::vector<std::unique_ptr<VerticalStep>> steps_;
    RowSource* rows_;
    int height_;
    Quantiser quantiser_;
};

class YuvWriter : public PlanarFromFrame, private StripRows::Maker {
public:
    YuvWriter(const PixelLayout& layout, int width, int height, const ColourSpec& colour,
              Dither dither, std::unique_ptr<ColourMatrix> matrix)
        : width_(width), height_(height), matrix_(std::move(matrix)),
          luma_(SampleScale::luma(layout.bits, colour.range), layout.bits, width, dither),
          blue_(layout, width, height, colour, dither, *this),
          red_(layout, width, height, colour, dither, *this) {
        for (std::size_t p = 0; p < yuv_.size(); ++p) {
            rgb_[p] = FloatRows(width, kStripRows);
            yuv_[p] = FloatRows(width, kStripRows);
        }
    }

    Status convert(const Frame& frame, const std::array<MutablePlane, 3>& planes) override {
        KINOVAR_TRY(check_size(frame, width_, height_));
        frame_ = &frame;
        luma_plane_ = planes[0];
        next_ = 0;
        status_ = {};
        blue_.start();
        red_.start();
        // Pulling the chroma rows makes the strips, and each strip writes its luma.
        for (int y = 0; y < blue_.height() && status_; ++y) {
            blue_.write_row(y, planes[1]);
            red_.write_row(y, planes[2]);
        }
        return status_;
    }

private:
    void make_strip_of(int y) override {
        while (next_ <= y) {
            make_next_strip();
        }
    }

    void make_next_strip() {
        const int count = std::min(kStripRows, height_ - next_);
        for (int r = 0; r < count; ++r) {
            rows::deinterleave(rgb_[0].row(r), rgb_[1].row(r), rgb_[2].row(r),
                               frame_->row(next_ + r), static_cast<std::size_t>(width_));
        }
        if (Status applied = matrix_->apply(rgb_, yuv_); !applied) {
            status_ = std::move(applied);
        }
        for (int r = 0; r < count; ++r) {
            const int y = next_ + r;
            luma_.write_row(yuv_[0].row(r), y, row_of(luma_plane_, y));
            blue_.put(y, yuv_[1].row(r));
            red_.put(y, yuv_[2].row(r));
        }
        next_ += count;
    }

    int width_;
    int height_;
    std::unique_ptr<ColourMatrix> matrix_;
    ColourMatrix::Strip rgb_;
    ColourMatrix::Strip yuv_;
    Quantiser luma_;
    ChromaDown blue_;
    ChromaDown red_;

    // Of the conversion under way.
    const Frame* frame_ = nullptr;
    MutablePlane luma_plane_;
    int next_ = 0; ///< first row of the next strip
    Status status_;
};

} // namespace

Result<std::unique_ptr<PlanarFromFrame>> PlanarFromFrame::make(const PixelLayout& layout, int width,
                                                               int height, const ColourSpec& colour,
                                                               Dither dither) {
    KINOVAR_TRY(check_layout(layout, width, height));
    const ColourSpec spec = colour.resolved(height, layout.family == Family::Rgb);
    try {
        if (layout.family != Family::Yuv) {
            return std::make_unique<DirectWriter>(layout, width, height, spec, dither);
        }
        KINOVAR_TRY_ASSIGN(auto matrix, ColourMatrix::make(ColourMatrix::Direction::YuvFromRgb,
                                                           spec, width, kStripRows));
        return std::make_unique<YuvWriter>(layout, width, height, spec, dither, std::move(matrix));
    } catch (const std::bad_alloc&) {
        return failure(ErrorCode::OutOfMemory, "no memory to convert a picture of " +
                                                   std::to_string(width) + "×" +
                                                   std::to_string(height));
    }
}

} // namespace kinovar
