#include "core/image/colour_matrix.h"
#include "core/image/planar.h"
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

Error no_memory(int width, int height) {
    return {ErrorCode::OutOfMemory,
            "no memory for a picture of " + std::to_string(width) + "×" + std::to_string(height),
            "work at a smaller scale or with fewer frames at a time"};
}

/// Row y of a plane of codes as floats.
void unpack_row(float* target, const ConstPlane& plane, int y, int width, bool wide,
                const SampleScale& scale) {
    const void* row = static_cast<const std::byte*>(plane.data) + plane.stride * y;
    const auto n = static_cast<std::size_t>(width);
    if (wide) {
        rows::unpack(target, static_cast<const std::uint16_t*>(row), n, scale.zero, scale.span);
    } else {
        rows::unpack(target, static_cast<const std::uint8_t*>(row), n, scale.zero, scale.span);
    }
}

/// Chroma rows as the codec stores them.
class CodedRows : public RowSource {
public:
    CodedRows(int width, bool wide, const SampleScale& scale)
        : width_(width), wide_(wide), scale_(scale), ring_(width, kRingRows) {}

    void set_plane(const ConstPlane& plane) { plane_ = plane; }

    const float* row(int y) override {
        if (!ring_.holds(y)) {
            unpack_row(ring_.put(y), plane_, y, width_, wide_, scale_);
        }
        return ring_.get(y);
    }
    void restart() override { ring_.clear(); }

private:
    static constexpr int kRingRows = 8;

    int width_;
    bool wide_;
    SampleScale scale_;
    RowRing ring_;
    ConstPlane plane_;
};

/// One chroma plane brought to the size of luma.
class ChromaUp {
public:
    ChromaUp(const PixelLayout& layout, int width, int height, const ColourSpec& colour)
        : phase_(chroma::horizontal_phase(colour.siting)), widths_{width} {
        for (int i = 0; i < layout.subsample_x; ++i) {
            widths_.push_back(chroma::coarse_size(widths_.back()));
        }
        std::vector<int> heights{height};
        for (int i = 0; i < layout.subsample_y; ++i) {
            heights.push_back(chroma::coarse_size(heights.back()));
        }
        coded_ = std::make_unique<CodedRows>(widths_.back(), layout.bits > 8,
                                             SampleScale::chroma(layout.bits, colour));
        rows_ = coded_.get();
        for (auto fine = heights.rbegin() + 1; fine != heights.rend(); ++fine) {
            steps_.push_back(std::make_unique<VerticalStep>(VerticalStep::Direction::Up,
                                                            chroma::vertical_phase(colour.siting),
                                                            widths_.back(), *fine, *rows_));
            rows_ = steps_.back().get();
        }
        between_ = FloatRows(width, 1);
    }

    void start(const ConstPlane& plane) {
        coded_->set_plane(plane);
        rows_->restart();
    }

    void write_row(int y, float* target) {
        const float* source = rows_->row(y);
        switch (widths_.size()) {
        case 1:
            std::copy_n(source, widths_[0], target);
            break;
        case 2:
            chroma::spread_row(phase_, target, widths_[0], source);
            break;
        default:
            chroma::spread_row(phase_, between_.row(0), widths_[1], source);
            chroma::spread_row(phase_, target, widths_[0], between_.row(0));
        }
    }

private:
    chroma::Phase phase_;
    std::vector<int> widths_; ///< from luma's to the coded one
    std::unique_ptr<CodedRows> coded_;
    std::vector<std::unique_ptr<VerticalStep>> steps_;
    RowSource* rows_ = nullptr;
    FloatRows between_;
};

/// What the three families share: the frame, and the walk over it.
class Converter : public FrameFromPlanar {
public:
    Converter(const PixelLayout& layout, int width, int height, const ColourSpec& colour)
        : width_(width), height_(height), wide_(layout.bits > 8), colour_(colour),
          scale_(SampleScale::luma(layout.bits, colour.range)) {}

    Result<FramePtr> convert(const std::array<ConstPlane, 3>& planes) override {
        try {
            auto frame = std::make_shared<Frame>(width_, height_, colour_);
            KINOVAR_TRY(fill(planes, *frame));
            return frame;
        } catch (const std::bad_alloc&) {
            return failure(no_memory(width_, height_));
        }
    }

protected:
    virtual Status fill(const std::array<ConstPlane, 3>& planes, Frame& frame) = 0;

    void unpack(float* target, const ConstPlane& plane, int y) const {
        assert(plane.data != nullptr);
        unpack_row(target, plane, y, width_, wide_, scale_);
    }
    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] std::size_t pixels() const { return static_cast<std::size_t>(width_); }

private:
    int width_;
    int height_;
    bool wide_;
    ColourSpec colour_;
    SampleScale scale_;
};

/// Grey, and R, G, B: each channel has its values in a plane of its own.
class DirectConverter : public Converter {
public:
    DirectConverter(const PixelLayout& layout, int width, int height, const ColourSpec& colour)
        : Converter(layout, width, height, colour), planes_(layout.planes()),
          rows_(width, layout.planes()) {}

protected:
    Status fill(const std::array<ConstPlane, 3>& planes, Frame& frame) override {
        for (int y = 0; y < height(); ++y) {
            for (int p = 0; p < planes_; ++p) {
                unpack(rows_.row(p), planes[static_cast<std::size_t>(p)], y);
            }
            rows::interleave(frame.row(y), rows_.row(0), rows_.row(planes_ > 1 ? 1 : 0),
                             rows_.row(planes_ > 1 ? 2 : 0), pixels());
        }
        return {};
    }

private:
    int planes_;
    FloatRows rows_;
};

class YuvConverter : public Converter {
public:
    YuvConverter(const PixelLayout& layout, int width, int height, const ColourSpec& colour,
                 std::unique_ptr<ColourMatrix> matrix)
        : Converter(layout, width, height, colour), matrix_(std::move(matrix)),
          blue_(layout, width, height, colour), red_(layout, width, height, colour) {
        for (std::size_t p = 0; p < yuv_.size(); ++p) {
            yuv_[p] = FloatRows(width, kStripRows);
            rgb_[p] = FloatRows(width, kStripRows);
        }
    }

protected:
    Status fill(const std::array<ConstPlane, 3>& planes, Frame& frame) override {
        blue_.start(planes[1]);
        red_.start(planes[2]);
        for (int top = 0; top < height(); top += kStripRows) {
            const int count = std::min(kStripRows, height() - top);
            for (int r = 0; r < count; ++r) {
                unpack(yuv_[0].row(r), planes[0], top + r);
                blue_.write_row(top + r, yuv_[1].row(r));
                red_.write_row(top + r, yuv_[2].row(r));
            }
            KINOVAR_TRY(matrix_->apply(yuv_, rgb_));
            for (int r = 0; r < count; ++r) {
                rows::interleave(frame.row(top + r), rgb_[0].row(r), rgb_[1].row(r), rgb_[2].row(r),
                                 pixels());
            }
        }
        return {};
    }

private:
    std::unique_ptr<ColourMatrix> matrix_;
    ChromaUp blue_;
    ChromaUp red_;
    ColourMatrix::Strip yuv_;
    ColourMatrix::Strip rgb_;
};

} // namespace

Result<std::unique_ptr<FrameFromPlanar>>
FrameFromPlanar::make(const PixelLayout& layout, int width, int height, const ColourSpec& colour) {
    KINOVAR_TRY(check_layout(layout, width, height));
    const ColourSpec spec = colour.resolved(height, layout.family == Family::Rgb);
    try {
        if (layout.family != Family::Yuv) {
            return std::make_unique<DirectConverter>(layout, width, height, spec);
        }
        KINOVAR_TRY_ASSIGN(auto matrix, ColourMatrix::make(ColourMatrix::Direction::RgbFromYuv,
                                                           spec, width, kStripRows));
        return std::make_unique<YuvConverter>(layout, width, height, spec, std::move(matrix));
    } catch (const std::bad_alloc&) {
        return failure(no_memory(width, height));
    }
}

} // namespace kinovar
