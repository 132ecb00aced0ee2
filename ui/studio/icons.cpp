#include "ui/studio/icons.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

// Outside any namespace, as Q_INIT_RESOURCE must be.
static void init_icons() {
    Q_INIT_RESOURCE(icons);
}

namespace kinovar::ui {

namespace {

/// Strokes of an SVG file ("currentColor") in the colour of the palette.
class StrokeEngine : public QIconEngine {
public:
    explicit StrokeEngine(QString name) : name_(std::move(name)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        const auto role =
            mode == QIcon::Selected ? QPalette::HighlightedText : QPalette::ButtonText;
        const QColor colour = QApplication::palette().color(group, role);
        QSvgRenderer renderer(drawing().replace("currentColor", colour.name().toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        renderer.render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        if (size.isEmpty()) { // of a button that is squeezed to nothing
            return {};
        }
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new StrokeEngine(name_); }

private:
    [[nodiscard]] QByteArray drawing() const {
        QFile file(QStringLiteral(":/icons/%1.svg").arg(name_));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    QString name_;
};

} // namespace

QIcon icon(const QString& name) {
    init_icons();
    return QFile::exists(QStringLiteral(":/icons/%1.svg").arg(name)) ? QIcon(new StrokeEngine(name))
                                                                     : QIcon();
}

} // namespace kinovar::ui
