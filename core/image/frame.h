#pragma once

#include "core/colour/colour_spec.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace kinovar {

/// Where a pixel comes from; one byte a pixel in an origin plane.
enum class Origin : std::uint8_t {
    Scan = 0,      ///< the scan's own picture (moved or re-sampled at most)
    Neighbour = 1, ///< real picture of another frame of the same shot
    Model = 2,     ///< a neural model made it up from what it saw
    Hand = 3,      ///< a person painted it
};

/// Row-major, width × height.
struct OriginPlane {
    int width = 0;
    int height = 0;
    std::vector<Origin> pixels;
};

/// One picture: float32, H×W×3, RGB interleaved without row padding (what OpenCV reads as CV_32FC3
/// and libtorch as a channels_last tensor of shape 1×3×H×W), values in the encoded range [0,1],
/// which may be exceeded by out-of-gamut video and by filters.
///
/// Write it while you alone hold it, then share it as FramePtr and never change it again.
class Frame {
public:
    static constexpr int kChannels = 3;

    /// Pixels are not initialised.
    Frame(int width, int height, ColourSpec colour);
    /// Deep copy of the pixels; the origin plane is shared.
    Frame(const Frame& other);
    Frame& operator=(const Frame&) = delete;
    ~Frame() = default;

    [[nodiscard]] int width() const { return width_; }
    [[nodiscard]] int height() const { return height_; }
    [[nodiscard]] const ColourSpec& colour() const { return colour_; }
    void set_colour(const ColourSpec& colour) { colour_ = colour; }

    /// 3·width·height floats; rows follow each other. 64-byte aligned.
    [[nodiscard]] std::span<float> values() { return {values_.get(), value_count()}; }
    [[nodiscard]] std::span<const float> values() const { return {values_.get(), value_count()}; }
    [[nodiscard]] float* row(int y) { return values_.get() + row_offset(y); }
    [[nodiscard]] const float* row(int y) const { return values_.get() + row_offset(y); }

    /// nullptr: every pixel is Origin::Scan.
    [[nodiscard]] const std::shared_ptr<const OriginPlane>& origin() const { return origin_; }
    void set_origin(std::shared_ptr<const OriginPlane> origin) { origin_ = std::move(origin); }

    [[nodiscard]] std::size_t bytes() const;

private:
    struct Free {
        std::size_t bytes;
        void operator()(float* memory) const;
    };

    [[nodiscard]] std::size_t value_count() const {
        return static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * kChannels;
    }
    [[nodiscard]] std::size_t row_offset(int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) * kChannels;
    }

    int width_;
    int height_;
    ColourSpec colour_;
    std::unique_ptr<float[], Free> values_;
    std::shared_ptr<const OriginPlane> origin_;
};

using FramePtr = std::shared_ptr<const Frame>;

} // namespace kinovar
