#include "ui/timeline/timeline_colours.h"

#include "ui/studio/theme.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kMiddle = 128;

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

TimelineColours::TimelineColours(const QPalette& palette) {
    ground = palette.color(QPalette::Window);
    text = palette.color(QPalette::WindowText);
    const bool dark = ground.lightness() < kMiddle;
    lane = mixed(ground, dark ? Qt::black : Qt::white, dark ? 0.28 : 0.55);
    lane_beyond = mixed(ground, lane, 0.35);
    header = mixed(ground, text, 0.65);
    line = mixed(ground, text, 0.28);
    faint = mixed(ground, text, 0.5);
    shot = mixed(ground, text, 0.14);
    other_shot = mixed(ground, text, 0.21);
    current = mixed(ground, text, 0.4);
    accent = theme::accent();
    selected = dark ? QColor(0xf2, 0xc1, 0x6a) : QColor(0xb0, 0x6c, 0x00);
    sound = dark ? QColor(0x6f, 0x93, 0xa8) : QColor(0x4b, 0x78, 0x92);
    kept = dark ? QColor(0x4f, 0xa8, 0x5c) : QColor(0x2f, 0x8f, 0x40);
    partly_kept = mixed(lane, kept, 0.5);
    failed = QColor(0xe0, 0x30, 0x30);
    fix = dark ? QColor(0x5f, 0xb0, 0x9a) : QColor(0x2c, 0x85, 0x70);
    hint = dark ? QColor(0xb0, 0x8c, 0xd0) : QColor(0x7d, 0x55, 0xa5);
    marker = dark ? QColor(0x6c, 0xa8, 0xe8) : QColor(0x2a, 0x6c, 0xb8);
    shade = dark ? QColor(0, 0, 0, 105) : QColor(90, 90, 90, 70);
}

QColor TimelineColours::of_confidence(const steps::ColourConfidence& confidence) {
    const QColor sure(0x4f, 0xa8, 0x5c);
    const QColor middle(0xe0, 0xa8, 0x3a);
    const QColor unsure(0xe0, 0x30, 0x30);
    // Whichever is worse: a picture that is unsure all over, or a part that has nothing at all.
    constexpr double kSureMean = 0.9;
    constexpr double kUnsureMean = 0.3;
    constexpr double kMuchBelow = 0.5;
    const double by_mean = (kSureMean - confidence.mean) / (kSureMean - kUnsureMean);
    const double trouble = std::clamp(std::max(by_mean, confidence.below / kMuchBelow), 0.0, 1.0);
    return trouble < 0.5 ? mixed(sure, middle, trouble * 2)
                         : mixed(middle, unsure, trouble * 2 - 1);
}

QColor TimelineColours::of_severity(double severity) {
    const double s = std::clamp(severity, 0.0, 1.0);
    const QColor mild(0xd8, 0xc0, 0x50);
    const QColor middle(0xe0, 0x8a, 0x2e);
    const QColor worst(0xe0, 0x30, 0x30);
    return s < 0.5 ? mixed(mild, middle, s * 2) : mixed(middle, worst, s * 2 - 1);
}

} // namespace kinovar::ui
