#include "ui/studio/retouch_kit.h"

#include <algorithm>
#include <utility>

namespace kinovar::ui {

namespace {

using retouch::Kind;

constexpr double kWarpSize = 0.12; ///< of the picture's height

template <std::size_t... I>
Kind kind_at(std::size_t index, std::index_sequence<I...> /*all*/) {
    Kind kind;
    static_cast<void>(((I == index && (kind.emplace<I>(), true)) || ...));
    return kind;
}

/// Of another picture than this one there are no settings to be kept: places of a source mean
/// nothing for the next repair.
Kind without_places(Kind kind) {
    if (auto* clone = std::get_if<retouch::Clone>(&kind)) {
        clone->offset = {};
    } else if (auto* heal = std::get_if<retouch::Heal>(&kind)) {
        heal->offset.reset();
    } else if (auto* texture = std::get_if<retouch::Texture>(&kind)) {
        texture->reference.clear();
    } else if (auto* warp = std::get_if<retouch::Warp>(&kind)) {
        *warp = {};
    }
    return kind;
}

} // namespace

RetouchKit usual_kit(std::size_t kind) {
    RetouchKit kit;
    kit.kind = kind_at(kind, std::make_index_sequence<std::variant_size_v<Kind>>());
    if (std::holds_alternative<retouch::Warp>(kit.kind)) {
        kit.brush.size = kWarpSize;
    } else if (std::holds_alternative<retouch::Texture>(kit.kind) ||
               std::holds_alternative<retouch::Replace>(kit.kind)) {
        kit.draw = RetouchDraw::Lasso;
    }
    return kit;
}

QJsonObject to_json(const RetouchKit& kit) {
    // In the words of a fix, so that there is one description of them.
    retouch::Fix fix;
    fix.kind = without_places(kit.kind);
    fix.area.marks = {{.brush = kit.brush, .points = {}}};
    fix.area.feather = kit.feather;
    fix.opacity = kit.opacity;
    fix.follow = kit.follow;
    return {{QStringLiteral("fix"), QString::fromStdString(retouch::row_values(fix))},
            {QStringLiteral("draw"), static_cast<int>(kit.draw)},
            {QStringLiteral("warp"), static_cast<int>(kit.warp)},
            {QStringLiteral("strength"), kit.strength}};
}

RetouchKit kit_from_json(std::size_t kind, const QJsonObject& object) {
    RetouchKit kit = usual_kit(kind);
    const std::string values = object.value(QStringLiteral("fix")).toString().toStdString();
    const auto fix =
        retouch::from_row({.kind = retouch::kKindNames.at(kind), .values = values, .pixels = {}});
    if (!fix || fix->area.marks.empty()) {
        return kit;
    }
    kit.kind = fix->kind;
    kit.brush = fix->area.marks.front().brush;
    kit.feather = fix->area.feather;
    kit.opacity = fix->opacity;
    kit.follow = fix->follow;
    const auto choice = [&](const QString& name, int most) {
        return std::clamp(object.value(name).toInt(), 0, most);
    };
    kit.draw = static_cast<RetouchDraw>(
        choice(QStringLiteral("draw"), static_cast<int>(RetouchDraw::Choose)));
    kit.warp = static_cast<retouch::WarpMove::Kind>(
        choice(QStringLiteral("warp"), static_cast<int>(retouch::WarpMove::Kind::Restore)));
    kit.strength =
        std::clamp(object.value(QStringLiteral("strength")).toDouble(kit.strength), 0.0, 1.0);
    return kit;
}

} // namespace kinovar::ui
