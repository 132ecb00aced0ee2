#pragma once

#include <QRect>
#include <QSize>
#include <array>
#include <cstdint>

namespace kinovar::ui {

/// From top to bottom.
enum class Lane : std::uint8_t {
    Ruler,
    Cache,
    Markers,
    Shots,
    Sound,
    Flags,
    Fixes,
    Fit, ///< how the chosen fix fits
    Hints,
    Colours
};
inline constexpr int kLaneCount = 10;

/// What lanes hold, as far as their height goes by it.
struct LaneNeeds {
    int hint_rows = 1;        ///< that lie above one another
    bool has_colours = false; ///< else there is no such lane
    int fix_rows = 1;
    bool has_fit = false;
    friend bool operator==(const LaneNeeds&, const LaneNeeds&) = default;
};

/// Where the lanes lie in the timeline: a column with their names at the left, the lanes at its
/// right. Heights follow the height of the text; what is left over goes to shots and sound. A lane
/// that is not needed is empty.
class LaneLayout {
public:
    LaneLayout() = default;
    LaneLayout(QSize size, int text_height, int header_width, const LaneNeeds& needs = {});

    [[nodiscard]] QRect lane(Lane lane) const { return lanes_[static_cast<std::size_t>(lane)]; }
    [[nodiscard]] QRect header(Lane lane) const;
    /// All lanes together, without the names.
    [[nodiscard]] QRect lanes() const;
    /// The lane at a height; the nearest where there is a gap.
    [[nodiscard]] Lane lane_at(int y) const;
    [[nodiscard]] int header_width() const { return header_width_; }
    /// Below this lanes get too flat to work with.
    [[nodiscard]] static int least_height(int text_height, const LaneNeeds& needs = {});

private:
    std::array<QRect, kLaneCount> lanes_;
    int header_width_ = 0;
};

} // namespace kinovar::ui
