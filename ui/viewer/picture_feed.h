#pragma once

#include "ui/player/player.h"
#include "ui/studio/studio.h"
#include "ui/viewer/compare.h"

#include <QObject>
#include <array>
#include <optional>

namespace kinovar::ui {

/// The pictures that belong to the playhead at two points of the chain, as far as they are there:
/// says which views are shown, takes what arrives, and keeps the last picture until the next one
/// is there. GUI thread.
class PictureFeed : public QObject {
    Q_OBJECT

public:
    /// Which pictures are looked at; the others are not computed.
    struct Needs {
        std::array<bool, 2> sides{true, true};
        std::array<bool, 2> origins{};
        bool scan = false;    ///< beside the two points
        Side first = Side::B; ///< the more urgent one
        friend bool operator==(const Needs&, const Needs&) = default;
    };

    struct Slot {
        preview::PicturePtr picture; ///< the last that was there; null: none
        bool current = false;        ///< it is that of the playhead, in whatever quality
        bool computing = false;      ///< a newer or better one is under way
        std::optional<Error> error;  ///< why there is none
        bool error_of_frame = false; ///< else of the whole view
        preview::View view;
        std::int64_t frame = 0; ///< of the view
    };

    PictureFeed(Player& player, Studio& studio, QObject* parent = nullptr);

    void set_points(const Point& a, const Point& b);
    [[nodiscard]] const Point& point(Side side) const { return points_[index(side)]; }
    void set_needs(const Needs& needs);
    [[nodiscard]] const Slot& picture(Side side) const { return slots_[index(side)]; }
    [[nodiscard]] const Slot& origin(Side side) const { return slots_[kOrigins + index(side)]; }
    [[nodiscard]] const Slot& scan() const { return slots_[kScan]; }
    /// The reel's size and the width of its pixels; empty: no reel.
    [[nodiscard]] QSize scan_size() const;
    [[nodiscard]] double pixel_aspect() const;
    /// Tries failed frames and views again.
    void retry();

Q_SIGNALS:
    void changed(); ///< a picture, or what is known about one

private:
    static constexpr std::size_t kOrigins = 2;
    static constexpr std::size_t kScan = 4;
    static constexpr std::size_t kSlots = 5;

    [[nodiscard]] bool needed(std::size_t slot) const;
    [[nodiscard]] Point point_of(std::size_t slot) const;
    [[nodiscard]] static preview::Layer layer_of(std::size_t slot);
    void follow_views();
    void follow_frame();
    void fill(std::size_t slot);
    void take_arrival(const preview::Arrival& arrival);
    void forget_pictures();
    void tell_player();

    Player& player_;
    Studio& studio_;
    std::array<Point, 2> points_{Point{Point::Kind::Scan}, Point{Point::Kind::Result}};
    Needs needs_;
    std::array<Slot, kSlots> slots_;
    project::Id reel_ = 0;
};

} // namespace kinovar::ui
