#include "ui/studio/theme.h"

#include <QApplication>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>

namespace kinovar::ui::theme {

namespace {

constexpr QRgb kAccent = 0xffd9472b;

struct Tones {
    QRgb window, base, alternate, button, text, faint, disabled, light, mid, dark, link, chosen;
};

// Neutral greys, so that the surround does not tint what the eye judges. What is chosen is a quiet
// cinnabar: whole lines of lists have that colour.
constexpr Tones kDark{0xff2b2b2b, 0xff212121, 0xff272727, 0xff383838, 0xffdedede, 0xff8c8c8c,
                      0xff757575, 0xff4a4a4a, 0xff1f1f1f, 0xff161616, 0xffe8806b, 0xff7d3a2c};
constexpr Tones kLight{0xffe9e9e9, 0xfffafafa, 0xfff1f1f1, 0xffdcdcdc, 0xff1c1c1c, 0xff6e6e6e,
                       0xff969696, 0xffffffff, 0xffb9b9b9, 0xff9b9b9b, 0xffa9341d, 0xffb9503c};

QPalette palette_of(const Tones& tones) {
    QPalette palette;
    palette.setColor(QPalette::Window, tones.window);
    palette.setColor(QPalette::WindowText, tones.text);
    palette.setColor(QPalette::Base, tones.base);
    palette.setColor(QPalette::AlternateBase, tones.alternate);
    palette.setColor(QPalette::Text, tones.text);
    palette.setColor(QPalette::PlaceholderText, tones.faint);
    palette.setColor(QPalette::Button, tones.button);
    palette.setColor(QPalette::ButtonText, tones.text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, tones.base);
    palette.setColor(QPalette::ToolTipText, tones.text);
    palette.setColor(QPalette::Highlight, tones.chosen);
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, tones.link);
    palette.setColor(QPalette::LinkVisited, tones.link);
    palette.setColor(QPalette::Light, tones.light);
    palette.setColor(QPalette::Midlight, tones.light);
    palette.setColor(QPalette::Mid, tones.mid);
    palette.setColor(QPalette::Dark, tones.dark);
    palette.setColor(QPalette::Shadow, tones.dark);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, tones.disabled);
    }
    palette.setColor(QPalette::Disabled, QPalette::Highlight, tones.disabled);
    return palette;
}

/// What Fusion draws too heavily for a window that is looked at all day. Lengths in em follow the
/// font, and with it the screen.
QString style_sheet() {
    return QStringLiteral("QToolTip { color: palette(tool-tip-text); "
                          "background: palette(tool-tip-base); "
                          "border: 1px solid palette(light); padding: 0.2em; }"
                          "QDockWidget::title { padding: 0.35em 0.5em; "
                          "background: palette(button); }"
                          "QMainWindow::separator { background: palette(mid); width: 0.3em; "
                          "height: 0.3em; }"
                          "QMainWindow::separator:hover { background: palette(highlight); }"
                          "QSplitter::handle { background: palette(mid); }"
                          "QSplitter::handle:hover { background: palette(highlight); }"
                          "QStatusBar::item { border: none; }");
}

} // namespace

void apply(const QString& name) {
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(palette_of(name == QLatin1String("light") ? kLight : kDark));
    qApp->setStyleSheet(style_sheet());
}

bool is_dark() {
    const QPalette palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() <
           palette.color(QPalette::WindowText).lightness();
}

QColor accent() {
    return QColor::fromRgb(kAccent);
}

QColor trouble_background() {
    return is_dark() ? QColor(0x5a, 0x2a, 0x20) : QColor(0xf6, 0xd5, 0xcc);
}

QColor note_background() {
    return is_dark() ? QColor(0x3d, 0x3d, 0x3d) : QColor(0xd3, 0xd9, 0xde);
}

} // namespace kinovar::ui::theme
