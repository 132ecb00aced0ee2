#include "ui/viewer/viewer_memory.h"

#include "ui/viewer/point_box.h"
#include "ui/viewer/view_geometry.h"
#include "ui/viewer/wipe_handle.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

constexpr std::array<const char*, kCompareModes> kModes{
    "single", "wipe", "side by side", "butterfly", "difference", "blink", "light"};
constexpr std::array<const char*, kOverlays> kOverlayNames{"none", "origin", "changes", "fidelity"};

template <class Value, std::size_t kCount>
Value named(const std::array<const char*, kCount>& names, const QString& name, Value standard) {
    for (std::size_t i = 0; i < kCount; ++i) {
        if (name == QLatin1String(names[i])) {
            return static_cast<Value>(i);
        }
    }
    return standard;
}

} // namespace

QString text_of(const ViewerMemory& memory) {
    const Comparison& how = memory.comparison;
    const QJsonObject object{
        {"a", text_of(memory.a)},
        {"b", text_of(memory.b)},
        {"mode", kModes[static_cast<std::size_t>(how.mode)]},
        {"single", how.single == Side::A ? "a" : "b"},
        {"wipe_x", how.wipe.x},
        {"wipe_y", how.wipe.y},
        {"wipe_degrees", how.wipe.degrees},
        {"gain", how.gain},
        {"absolute", how.absolute},
        {"overlay", kOverlayNames[static_cast<std::size_t>(how.overlay)]},
        {"overlay_on_a", how.overlay_on_a},
        {"overlay_on_b", how.overlay_on_b},
        {"opacity", how.opacity},
        {"threshold", how.threshold},
        {"blink_rate", how.blink_rate},
        {"fits", memory.fits},
        {"zoom", memory.zoom},
        {"centre_x", memory.centre.x()},
        {"centre_y", memory.centre.y()},
    };
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

ViewerMemory memory_from_text(const QString& text) {
    ViewerMemory memory;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    if (object.isEmpty()) {
        return memory;
    }
    const auto number = [&](const char* key, double standard, double least, double most) {
        return std::clamp(object.value(QLatin1String(key)).toDouble(standard), least, most);
    };
    const auto flag = [&](const char* key, bool standard) {
        return object.value(QLatin1String(key)).toBool(standard);
    };
    Comparison& how = memory.comparison;
    memory.a = point_from_text(object.value("a").toString("scan"));
    memory.b = point_from_text(object.value("b").toString("result"));
    how.mode = named(kModes, object.value("mode").toString(), how.mode);
    how.single = object.value("single").toString() == QLatin1String("a") ? Side::A : Side::B;
    how.wipe.x = number("wipe_x", how.wipe.x, 0, 1);
    how.wipe.y = number("wipe_y", how.wipe.y, 0, 1);
    how.wipe.degrees = tidy_degrees(number("wipe_degrees", 0, -360, 360));
    how.gain = static_cast<int>(number("gain", how.gain, 1, 64));
    how.absolute = flag("absolute", how.absolute);
    how.overlay = named(kOverlayNames, object.value("overlay").toString(), how.overlay);
    how.overlay_on_a = flag("overlay_on_a", how.overlay_on_a);
    how.overlay_on_b = flag("overlay_on_b", how.overlay_on_b);
    how.opacity = static_cast<int>(number("opacity", how.opacity, 10, 100));
    how.threshold = static_cast<int>(number("threshold", how.threshold, 1, 64));
    how.blink_rate = number("blink_rate", how.blink_rate, 0.2, 20);
    memory.fits = flag("fits", true);
    memory.zoom = number("zoom", 1, ViewGeometry::kLeastZoom, ViewGeometry::kMostZoom);
    constexpr double kFar = 1e6; // scan pixels
    memory.centre = {number("centre_x", 0, 0, kFar), number("centre_y", 0, 0, kFar)};
    return memory;
}

} // namespace kinovar::ui
