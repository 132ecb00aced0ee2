#include "ui/viewer/scope_plot.h"

#include "ui/viewer/scope_data.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 6;
constexpr QRgb kFieldColour = qRgb(16, 16, 16);
constexpr QRgb kGridColour = qRgb(58, 58, 58);
constexpr QRgb kTextColour = qRgb(150, 150, 150);
constexpr std::array<QRgb, 3> kChannelColours{qRgb(255, 96, 84), qRgb(96, 220, 110),
                                              qRgb(96, 150, 255)};
constexpr QRgb kLumaColour = qRgb(215, 225, 215);
/// Of full red, green … at 75 per cent, as test charts have them.
constexpr double kTarget = 0.75 * 255;
/// Of the line near which skin of all kinds lies, anticlockwise from +Cb.
constexpr double kSkinDegrees = 123;

/// Brightness of a cell that was hit `count` times where `mean` hits a cell are usual: it rises
/// fast and then slowly, so that one pixel is seen and many do not drown it.
int glow(int count, double mean) {
    if (count == 0) {
        return 0;
    }
    constexpr double kFloor = 46;
    const double rise = std::log1p(count / std::max(mean, 0.05)) / std::log1p(60.0);
    return static_cast<int>(std::lround(kFloor + (255 - kFloor) * std::min(rise, 1.0)));
}

QRgb lit(QRgb colour, int brightness) {
    return qRgb(qRed(colour) * brightness / 255, qGreen(colour) * brightness / 255,
                qBlue(colour) * brightness / 255);
}

/// Counts with level 0 at the bottom.
QImage image_of(const std::vector<std::uint16_t>& cells, int width, int height, QRgb colour) {
    double hits = 0;
    for (const std::uint16_t count : cells) {
        hits += count;
    }
    const double mean = hits / static_cast<double>(cells.size());
    std::array<QRgb, 256> colours{};
    for (std::size_t i = 0; i < colours.size(); ++i) {
        colours[i] = lit(colour, static_cast<int>(i));
    }
    // Few counts are common: their brightness is worked out once.
    std::array<int, 1024> known{};
    for (std::size_t i = 0; i < known.size(); ++i) {
        known[i] = glow(static_cast<int>(i), mean);
    }
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(height - 1 - y));
        const std::uint16_t* row = cells.data() + std::ptrdiff_t{y} * width;
        for (int x = 0; x < width; ++x) {
            const int brightness = row[x] < known.size() ? known[row[x]] : glow(row[x], mean);
            line[x] =
                brightness == 0 ? kFieldColour : colours[static_cast<std::size_t>(brightness)];
        }
    }
    return image;
}

} // namespace

struct ScopePlot::Measured {
    Histogram histogram;
    std::vector<QImage> images;
};

ScopePlot::ScopePlot(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("scopes.plot"));
    setAccessibleName(tr("Scope"));
    setMinimumSize(120, 90);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ScopePlot::set_picture(preview::PicturePtr picture) {
    if (picture != picture_) {
        picture_ = std::move(picture);
        stale_ = true;
        update();
    }
}

void ScopePlot::set_kind(ScopeKind kind) {
    if (kind != kind_) {
        kind_ = kind;
        stale_ = true;
        update();
    }
}

void ScopePlot::set_logarithmic(bool logarithmic) {
    logarithmic_ = logarithmic;
    update();
}

void ScopePlot::measure() {
    auto measured = std::make_shared<Measured>();
    stale_ = false;
    measured_ = nullptr;
    if (picture_ == nullptr) {
        return;
    }
    switch (kind_) {
    case ScopeKind::Histogram:
        measured->histogram = histogram_of(*picture_);
        break;
    case ScopeKind::Waveform:
        measured->images = {image_of(waveform_of(*picture_, false).luma, Waveform::kColumns,
                                     Waveform::kLevels, kLumaColour)};
        break;
    case ScopeKind::Parade: {
        const Waveform waveform = waveform_of(*picture_, true);
        for (std::size_t c = 0; c < 3; ++c) {
            measured->images.push_back(image_of(waveform.channels[c], Waveform::kColumns,
                                                Waveform::kLevels, kChannelColours[c]));
        }
        break;
    }
    case ScopeKind::Vectorscope:
        measured->images = {image_of(vectorscope_of(*picture_).cells, Vectorscope::kSide,
                                     Vectorscope::kSide, kLumaColour)};
        break;
    }
    measured_ = measured;
}

QRectF ScopePlot::field() const {
    QRectF all = QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
    if (kind_ == ScopeKind::Vectorscope) {
        const double side = std::min(all.width(), all.height());
        QRectF square(0, 0, side, side);
        square.moveCenter(all.center());
        return square;
    }
    // Room for the numbers at the left.
    return all.adjusted(fontMetrics().horizontalAdvance(QStringLiteral("255")) + kMargin, 0, 0, 0);
}

void ScopePlot::paintEvent(QPaintEvent*) {
    if (stale_) {
        measure();
    }
    QPainter painter(this);
    painter.fillRect(rect(), QColor(kFieldColour));
    const QRectF field = this->field();
    if (field.width() < 8 || field.height() < 8) {
        return;
    }
    if (measured_ == nullptr) {
        painter.setPen(QColor(kTextColour));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, tr("No picture is shown"));
        return;
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const double part =
        field.width() / std::max<double>(static_cast<double>(measured_->images.size()), 1.0);
    for (std::size_t i = 0; i < measured_->images.size(); ++i) {
        painter.drawImage(
            QRectF(field.left() + part * static_cast<double>(i), field.top(), part, field.height()),
            measured_->images[i]);
    }
    if (kind_ == ScopeKind::Vectorscope) {
        paint_targets(painter, field);
    } else {
        paint_grid(painter, field);
    }
    if (kind_ == ScopeKind::Histogram) {
        paint_histogram(painter, field);
    }
}

void ScopePlot::paint_grid(QPainter& painter, const QRectF& field) const {
    painter.setPen(QPen(QColor(kGridColour), 0));
    const bool levels_upwards = kind_ != ScopeKind::Histogram;
    for (const int level : {0, 64, 128, 192, 255}) {
        const double share = level / 255.0;
        if (levels_upwards) {
            const double y = field.bottom() - share * field.height();
            painter.setPen(QPen(QColor(kGridColour), 0));
            painter.drawLine(QPointF(field.left(), y), QPointF(field.right(), y));
            painter.setPen(QColor(kTextColour));
            const double half = fontMetrics().height() / 2.0;
            const double top = std::clamp(y - half, 0.0, height() - 2 * half);
            painter.drawText(QRectF(0, top, field.left() - kMargin, 2 * half),
                             Qt::AlignRight | Qt::AlignVCenter, QString::number(level));
        } else {
            const double x = field.left() + share * field.width();
            painter.drawLine(QPointF(x, field.top()), QPointF(x, field.bottom()));
        }
    }
}

void ScopePlot::paint_histogram(QPainter& painter, const QRectF& field) const {
    const Histogram& histogram = measured_->histogram;
    // The ends hold what was clipped; they must not press the rest down.
    float most = 1e-6F;
    for (std::size_t level = 1; level < 255; ++level) {
        most = std::max({most, histogram.luma[level], histogram.channels[0][level],
                         histogram.channels[1][level], histogram.channels[2][level]});
    }
    constexpr double kDecades = 4;
    const auto height = [&](float share) {
        if (!logarithmic_) {
            return std::min(1.0, static_cast<double>(share / most));
        }
        return share <= 0 ? 0.0
                          : std::clamp(1 + std::log10(static_cast<double>(share / most)) / kDecades,
                                       0.0, 1.0);
    };
    const auto outline = [&](const std::array<float, 256>& shares) {
        QPainterPath path(field.bottomLeft());
        for (std::size_t level = 0; level < 256; ++level) {
            path.lineTo(field.left() + field.width() * static_cast<double>(level) / 255,
                        field.bottom() - field.height() * height(shares[level]));
        }
        path.lineTo(field.bottomRight());
        return path;
    };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setCompositionMode(QPainter::CompositionMode_Screen);
    for (std::size_t c = 0; c < 3; ++c) {
        painter.fillPath(outline(histogram.channels[c]), QColor(lit(kChannelColours[c], 150)));
    }
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setPen(QPen(QColor(kLumaColour), 1.2));
    painter.drawPath(outline(histogram.luma));
    painter.setPen(QColor(kTextColour));
    const auto percent = [this](float share) { return locale().toString(share * 100, 'f', 1); };
    painter.drawText(field.adjusted(4, 2, -4, 0), Qt::AlignLeft | Qt::AlignTop,
                     tr("at 0: %1 %").arg(percent(histogram.black)));
    painter.drawText(field.adjusted(4, 2, -4, 0), Qt::AlignRight | Qt::AlignTop,
                     tr("at 255: %1 %").arg(percent(histogram.white)));
}

void ScopePlot::paint_targets(QPainter& painter, const QRectF& field) const {
    const double unit = field.width() / Vectorscope::kSide;
    const QPointF middle = field.center();
    const auto place = [&](const Chroma& at) {
        return middle + QPointF(at.cb * unit, -at.cr * unit);
    };
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(kGridColour), 1));
    painter.drawEllipse(middle, field.width() / 2, field.width() / 2);
    painter.drawEllipse(middle, field.width() / 4, field.width() / 4);
    painter.drawLine(QPointF(field.left(), middle.y()), QPointF(field.right(), middle.y()));
    painter.drawLine(QPointF(middle.x(), field.top()), QPointF(middle.x(), field.bottom()));
    const double turn = kSkinDegrees * std::numbers::pi / 180;
    painter.setPen(QPen(QColor(226, 170, 130), 1, Qt::DashLine));
    painter.drawLine(middle, middle + QPointF(std::cos(turn), -std::sin(turn)) * field.width() / 2);
    struct Target {
        QString name;
        double red, green, blue;
    };
    const std::array targets{
        Target{tr("R", "red"), kTarget, 0, 0},   Target{tr("Yl", "yellow"), kTarget, kTarget, 0},
        Target{tr("G", "green"), 0, kTarget, 0}, Target{tr("Cy", "cyan"), 0, kTarget, kTarget},
        Target{tr("B", "blue"), 0, 0, kTarget},  Target{tr("Mg", "magenta"), kTarget, 0, kTarget}};
    const double half = std::max(4.0, 5 * unit);
    for (const Target& target : targets) {
        const QPointF at = place(chroma_of(target.red, target.green, target.blue));
        painter.setPen(
            QPen(QColor(static_cast<int>(target.red) + 60, static_cast<int>(target.green) + 60,
                        static_cast<int>(target.blue) + 60),
                 1));
        painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half));
        const QFontMetricsF metrics(font());
        const bool left = at.x() < middle.x();
        const double wide = metrics.horizontalAdvance(target.name);
        painter.drawText(QPointF(left ? at.x() - half - wide - 3 : at.x() + half + 3,
                                 at.y() + metrics.ascent() / 2),
                         target.name);
    }
}

} // namespace kinovar::ui
