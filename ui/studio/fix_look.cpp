#include "ui/studio/fix_look.h"

#include "ui/studio/fix_meter.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <algorithm>
#include <array>

namespace kinovar::ui::fix_look {

namespace {

struct FixLook {
    Q_DECLARE_TR_FUNCTIONS(FixLook)
};

constexpr double kSure = 0.8; // from here on a frame is as good as certain

struct Look {
    std::string_view kind;
    const char* title;
    QRgb colour;
};
/// Colours that are told apart on dark and light ground, warm for what is invented, cool for what
/// is taken from real pictures.
constexpr std::array kLooks{Look{"paint", QT_TRANSLATE_NOOP("FixLook", "Paint"), 0xffd0587a},
                            Look{"clone", QT_TRANSLATE_NOOP("FixLook", "Clone"), 0xff4f9bd0},
                            Look{"heal", QT_TRANSLATE_NOOP("FixLook", "Heal"), 0xff46a88e},
                            Look{"reveal", QT_TRANSLATE_NOOP("FixLook", "Reveal"), 0xff8b8f98},
                            Look{"inpaint", QT_TRANSLATE_NOOP("FixLook", "Inpaint"), 0xffd08a3c},
                            Look{"warp", QT_TRANSLATE_NOOP("FixLook", "Warp"), 0xff9a78cc},
                            Look{"texture", QT_TRANSLATE_NOOP("FixLook", "Texture"), 0xffa89a48},
                            Look{"replace", QT_TRANSLATE_NOOP("FixLook", "Replace"), 0xff5f78d8}};

const Look* look_of(std::string_view kind) {
    const auto* at = std::find_if(kLooks.begin(), kLooks.end(),
                                  [kind](const Look& look) { return look.kind == kind; });
    return at == kLooks.end() ? nullptr : at;
}

QColor mixed(const QColor& a, const QColor& b, double share) {
    const auto mix = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {mix(a.red(), b.red()), mix(a.green(), b.green()), mix(a.blue(), b.blue())};
}

} // namespace

QString title(std::string_view kind) {
    const Look* look = look_of(kind);
    return look == nullptr ? to_qt(std::string(kind)) : FixLook::tr(look->title);
}

QString icon_name(std::string_view kind) {
    return QStringLiteral("retouch-") +
           (look_of(kind) == nullptr ? QStringLiteral("paint") : to_qt(std::string(kind)));
}

QColor colour(std::string_view kind) {
    const Look* look = look_of(kind);
    return look == nullptr ? QColor(Qt::gray) : QColor(look->colour);
}

QString name(const retouch::Fix& fix) {
    return fix.note.empty() ? title(name_of(fix.kind)) : to_qt(fix.note);
}

Retouch::Fit fit_of(const steps::FixConfidence& frame) {
    if (!frame.drawn) {
        return Retouch::Fit::Left;
    }
    return frame.confidence < kLeastSure ? Retouch::Fit::Uncertain : Retouch::Fit::Fits;
}

QString text(Retouch::Fit fit) {
    switch (fit) {
    case Retouch::Fit::Fits:
        return FixLook::tr("fits");
    case Retouch::Fit::Uncertain:
        return FixLook::tr("uncertain");
    case Retouch::Fit::Left:
        return FixLook::tr("left out");
    case Retouch::Fit::Unknown:
        break;
    }
    return FixLook::tr("not checked");
}

QColor colour(Retouch::Fit fit) {
    switch (fit) {
    case Retouch::Fit::Fits:
        return {0x4f, 0xa8, 0x5c};
    case Retouch::Fit::Uncertain:
        return {0xe0, 0xa8, 0x3a};
    case Retouch::Fit::Left:
        return {0xe0, 0x30, 0x30};
    case Retouch::Fit::Unknown:
        break;
    }
    return {0x88, 0x88, 0x88};
}

QColor colour(const steps::FixConfidence& frame) {
    if (!frame.drawn) {
        return colour(Retouch::Fit::Left);
    }
    const double sure = std::clamp(frame.confidence / kSure, 0.0, 1.0);
    const double share = kLeastSure / kSure;
    return sure > share
               ? mixed(colour(Retouch::Fit::Uncertain), colour(Retouch::Fit::Fits),
                       (sure - share) / (1 - share))
               : mixed(colour(Retouch::Fit::Left), colour(Retouch::Fit::Uncertain), sure / share);
}

} // namespace kinovar::ui::fix_look
