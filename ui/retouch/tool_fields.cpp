#include "ui/retouch/tool_fields.h"

#include "ui/retouch/field_kit.h"

#include <QCoreApplication>

namespace kinovar::ui::tool_fields {

namespace {

using field_kit::to_percent;
using field_kit::to_share;

struct ToolFields {
    Q_DECLARE_TR_FUNCTIONS(ToolFields)
};

constexpr field_kit::Range kWhole{0, 100};
constexpr field_kit::Range kVisible{1, 100};
constexpr field_kit::Range kSizes{0.1, 100};
constexpr field_kit::Range kFeathers{0, 20};
constexpr field_kit::Range kTolerances{0.5, 50};
constexpr field_kit::Range kEasings{0, 250};
constexpr field_kit::Range kLives{1, 10'000};

std::vector<QString> lifetimes() {
    return {ToolFields::tr("This frame"), ToolFields::tr("A number of frames"),
            ToolFields::tr("In to out point"), ToolFields::tr("To the cut"),
            ToolFields::tr("Whole shot")};
}
std::vector<QString> follows() {
    return {ToolFields::tr("Stays still"), ToolFields::tr("What lies below it"),
            ToolFields::tr("The face")};
}
std::vector<QString> gestures() {
    return {ToolFields::tr("Push"), ToolFields::tr("Pinch"), ToolFields::tr("Bloat"),
            ToolFields::tr("Put back")};
}

} // namespace

namespace {

void add_softness(std::vector<FieldInfo>& list) {
    const retouch::Brush standard;
    list.push_back(field_kit::percent(
        {"hardness", ToolFields::tr("Hardness"), ToolFields::tr("At 100 % the edge is sharp.")},
        standard.hardness, kWhole));
    list.push_back(field_kit::percent({"brush_opacity", ToolFields::tr("Brush opacity"),
                                       ToolFields::tr("However often one stroke goes over a "
                                                      "place.")},
                                      standard.opacity, kVisible));
    list.push_back(field_kit::percent(
        {"flow", ToolFields::tr("Flow"), ToolFields::tr("What each dab of the brush adds.")},
        standard.flow, kVisible));
    list.push_back(field_kit::on_off({"pressure_sizes", ToolFields::tr("Pen: size"),
                                      ToolFields::tr("The pen's pressure makes it thicker.")},
                                     standard.pressure_sizes));
    list.push_back(field_kit::on_off({"pressure_thins", ToolFields::tr("Pen: opacity"),
                                      ToolFields::tr("The pen's pressure lets more through.")},
                                     standard.pressure_thins));
}

} // namespace

std::vector<FieldInfo> brush(const Retouch::Tool& tool) {
    const retouch::Brush standard;
    std::vector<FieldInfo> list;
    if (tool.draw == Retouch::Draw::Wand) {
        list.push_back(field_kit::percent({"tolerance", ToolFields::tr("Tolerance"),
                                           ToolFields::tr("How different a colour may be.")},
                                          Retouch::Tool().tolerance, kTolerances));
        list.push_back(field_kit::on_off(
            {"connected", ToolFields::tr("Connected"),
             ToolFields::tr("Only what hangs together with the place that was clicked.")},
            Retouch::Tool().connected));
        return list;
    }
    list.push_back(field_kit::percent(
        {"size", ToolFields::tr("Size"), ToolFields::tr("Diameter, of the picture's height.")},
        standard.size, kSizes));
    if (std::holds_alternative<retouch::Warp>(tool.kind)) {
        list.push_back(field_kit::choice({"gesture", ToolFields::tr("Gesture"),
                                          ToolFields::tr("What the brush does to the picture.")},
                                         gestures()));
        list.push_back(field_kit::percent({"warp_strength", ToolFields::tr("Strength"),
                                           ToolFields::tr("How far a gesture moves things.")},
                                          Retouch::Tool().strength, kVisible));
        return list;
    }
    add_softness(list);
    return list;
}

FieldValues brush_values(const Retouch::Tool& tool) {
    return {{"gesture", gestures().at(static_cast<std::size_t>(tool.warp)).toStdString()},
            {"size", to_percent(tool.brush.size)},
            {"hardness", to_percent(tool.brush.hardness)},
            {"brush_opacity", to_percent(tool.brush.opacity)},
            {"flow", to_percent(tool.brush.flow)},
            {"pressure_sizes", tool.brush.pressure_sizes},
            {"pressure_thins", tool.brush.pressure_thins},
            {"warp_strength", to_percent(tool.strength)},
            {"tolerance", to_percent(tool.tolerance)},
            {"connected", tool.connected}};
}

std::vector<FieldInfo> life() {
    return {field_kit::choice({"lifetime", ToolFields::tr("Lives for"),
                               ToolFields::tr("The frames that the next fix is made for.")},
                              lifetimes()),
            field_kit::count(
                {"frames", ToolFields::tr("Number"), ToolFields::tr("From the current frame on.")},
                Retouch::Tool().frames, kLives, ToolFields::tr("frames")),
            ease_in(),
            ease_out(),
            follow(),
            opacity(),
            feather()};
}

FieldValues life_values(const Retouch::Tool& tool) {
    return {{"lifetime", lifetimes().at(static_cast<std::size_t>(tool.lifetime)).toStdString()},
            {"frames", std::int64_t{tool.frames}},
            {"ease_in", std::int64_t{tool.ease_in}},
            {"ease_out", std::int64_t{tool.ease_out}},
            {"follow", follow_text(tool.follow)},
            {"opacity", to_percent(tool.opacity)},
            {"feather", to_percent(tool.feather)}};
}

void take(Retouch::Tool& tool, std::string_view name, const FieldValue& value) {
    if (name == "gesture") {
        tool.warp = static_cast<retouch::WarpMove::Kind>(field_kit::place_of(value, gestures()));
    } else if (name == "size") {
        tool.brush.size = to_share(value);
    } else if (name == "hardness") {
        tool.brush.hardness = to_share(value);
    } else if (name == "brush_opacity") {
        tool.brush.opacity = to_share(value);
    } else if (name == "flow") {
        tool.brush.flow = to_share(value);
    } else if (name == "pressure_sizes") {
        tool.brush.pressure_sizes = std::get<bool>(value);
    } else if (name == "pressure_thins") {
        tool.brush.pressure_thins = std::get<bool>(value);
    } else if (name == "warp_strength") {
        tool.strength = to_share(value);
    } else if (name == "tolerance") {
        tool.tolerance = to_share(value);
    } else if (name == "connected") {
        tool.connected = std::get<bool>(value);
    } else if (name == "lifetime") {
        tool.lifetime = static_cast<Retouch::Lifetime>(field_kit::place_of(value, lifetimes()));
    } else if (name == "frames") {
        tool.frames = field_kit::to_int(value);
    } else if (name == "ease_in") {
        tool.ease_in = field_kit::to_int(value);
    } else if (name == "ease_out") {
        tool.ease_out = field_kit::to_int(value);
    } else if (name == "follow") {
        tool.follow = follow_of(value);
    } else if (name == "opacity") {
        tool.opacity = to_share(value);
    } else if (name == "feather") {
        tool.feather = to_share(value);
    }
}

FieldInfo follow() {
    return field_kit::choice({"follow", ToolFields::tr("Goes with"),
                              ToolFields::tr("How it keeps its place while the picture moves.")},
                             follows(), static_cast<std::size_t>(Retouch::Tool().follow));
}

std::string follow_text(retouch::Follow follow) {
    return follows().at(static_cast<std::size_t>(follow)).toStdString();
}

retouch::Follow follow_of(const FieldValue& text) {
    return static_cast<retouch::Follow>(field_kit::place_of(text, follows()));
}

FieldInfo opacity() {
    return field_kit::percent(
        {"opacity", ToolFields::tr("Opacity"), ToolFields::tr("How much of the whole fix shows.")},
        1, kWhole);
}

FieldInfo feather() {
    return field_kit::percent({"feather", ToolFields::tr("Feather"),
                               ToolFields::tr("Softens the edge, of the picture's height.")},
                              Retouch::Tool().feather, kFeathers);
}

FieldInfo ease_in() {
    return field_kit::count({"ease_in", ToolFields::tr("Comes in over"),
                             ToolFields::tr("Frames at its beginning over which it appears.")},
                            0, kEasings, ToolFields::tr("frames"));
}

FieldInfo ease_out() {
    return field_kit::count({"ease_out", ToolFields::tr("Goes out over"),
                             ToolFields::tr("Frames at its end over which it disappears.")},
                            0, kEasings, ToolFields::tr("frames"));
}

} // namespace kinovar::ui::tool_fields
