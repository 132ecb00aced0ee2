#pragma once

#include "core/image/chroma_taps.h"
#include "core/image/float_rows.h"

#include <vector>

/// Chroma planes flow through the converters as rows that are pulled one by one, so that only a
/// few rows live at a time and stay in the cache. Private to core/image; not thread-safe.
namespace kinovar {

/// The last rows of a plane, found by their number.
class RowRing {
public:
    RowRing(int width, int capacity);

    [[nodiscard]] bool holds(int y) const { return number_[slot(y)] == y; }
    /// Where row y goes; drops the row `capacity` above it.
    float* put(int y);
    [[nodiscard]] const float* get(int y) const { return rows_.row(static_cast<int>(slot(y))); }
    /// Forgets everything: a new picture begins.
    void clear();

private:
    [[nodiscard]] std::size_t slot(int y) const {
        return static_cast<std::size_t>(y) % number_.size();
    }

    FloatRows rows_;
    std::vector<int> number_;
};

/// Rows asked for in (nearly) ascending order: up to four rows back is fine. A row stays valid
/// while the next four are asked for.
class RowSource {
public:
    virtual ~RowSource() = default;
    virtual const float* row(int y) = 0;
    virtual void restart() {}
};

/// One step of the chroma pair along the height.
class VerticalStep : public RowSource {
public:
    enum class Direction : std::uint8_t { Up, Down };

    /// `fine`: rows on the luma side of this step. `below` outlives it.
    VerticalStep(Direction direction, chroma::Phase phase, int width, int fine, RowSource& below);

    const float* row(int y) override;
    void restart() override;

private:
    Direction direction_;
    chroma::Phase phase_;
    int width_;
    int fine_;
    RowSource& below_;
    RowRing ring_;
};

} // namespace kinovar
