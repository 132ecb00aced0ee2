#pragma once

#include "core/steps/retouch/fix.h"

#include <QJsonObject>

namespace kinovar::ui {

/// What the mouse does.
enum class RetouchDraw : std::uint8_t {
    Brush,
    Lasso,   ///< an outline drawn by hand
    Polygon, ///< an outline made by clicks
    Snap,    ///< an outline that follows edges between clicks
    Wand,    ///< all that looks alike
    Handle,  ///< of warps: points of the face, or of anything, are taken elsewhere
    Choose   ///< fixes that are there are chosen, moved, scaled and turned
};

/// What a kind of repair is drawn with; each kind keeps its own.
struct RetouchKit {
    retouch::Kind kind = retouch::Heal{}; ///< with its settings
    retouch::Brush brush;
    RetouchDraw draw = RetouchDraw::Brush;
    retouch::WarpMove::Kind warp = retouch::WarpMove::Kind::Push;
    double strength = 0.5; ///< of warps, 0 to 1
    double feather = 0.002;
    double opacity = 1;
    retouch::Follow follow = retouch::Follow::Region;
    friend bool operator==(const RetouchKit&, const RetouchKit&) = default;
};

/// As it comes; `kind`: its place in retouch::kKindNames.
[[nodiscard]] RetouchKit usual_kit(std::size_t kind);
[[nodiscard]] QJsonObject to_json(const RetouchKit& kit);
/// The usual one where the JSON is not what to_json() writes of this kind.
[[nodiscard]] RetouchKit kit_from_json(std::size_t kind, const QJsonObject& object);

} // namespace kinovar::ui
