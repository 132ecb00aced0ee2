#include "ui/panels/faces_graph.h"

#include "ui/studio/detectors.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 6;
constexpr int kLines = 6; // of text, in height
constexpr int kFaintAlpha = 130;
constexpr int kGridAlpha = 45;
constexpr double kLineWidth = 1.6;
constexpr double kDot = 2.5;
constexpr double kHeadroom = 1.08; // above the highest value

} // namespace

std::vector<const detect::FaceTrack*> faces_of_shot(const Studio& studio) {
    std::vector<const detect::FaceTrack*> found;
    const auto* shot =
        studio.has_project() ? studio.document().get<project::Shot>(studio.shot()) : nullptr;
    for (const detect::FaceTrack& face : studio.detectors().faces()) {
        if (shot != nullptr && face.shot.first <= shot->last && face.shot.last >= shot->first) {
            found.push_back(&face);
        }
    }
    return found;
}

FacesGraph::FacesGraph(Studio& studio, const QString& title, Measure measure,
                       std::pair<double, double> span, std::vector<Level> levels, QWidget* parent)
    : QWidget(parent), studio_(studio), title_(title), measure_(measure), span_(span),
      levels_(std::move(levels)) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(title);
    setCursor(Qt::PointingHandCursor);
    connect(&studio_, &Studio::frame_changed, this, qOverload<>(&QWidget::update));
    connect(&studio_, &Studio::shot_changed, this, qOverload<>(&QWidget::update));
    connect(&studio_.detectors(), &Detectors::changed, this, qOverload<>(&QWidget::update));
}

QColor FacesGraph::colour_of(std::size_t person) {
    // Told apart by most eyes, on dark and light grounds.
    static const std::array kColours{QColor(86, 180, 233), QColor(230, 159, 0),
                                     QColor(0, 158, 115),  QColor(204, 121, 167),
                                     QColor(213, 94, 0),   QColor(150, 150, 150)};
    return kColours.at(person % kColours.size());
}

QSize FacesGraph::sizeHint() const {
    return {40 * fontMetrics().averageCharWidth(), (kLines + 2) * fontMetrics().height()};
}

QSize FacesGraph::minimumSizeHint() const {
    return {20 * fontMetrics().averageCharWidth(), kLines * fontMetrics().height()};
}

std::vector<const detect::FaceTrack*> FacesGraph::faces() const {
    return faces_of_shot(studio_);
}

std::pair<std::int64_t, std::int64_t> FacesGraph::frames() const {
    const auto* shot =
        studio_.has_project() ? studio_.document().get<project::Shot>(studio_.shot()) : nullptr;
    return shot == nullptr ? std::pair<std::int64_t, std::int64_t>(0, 1)
                           : std::pair(shot->first, std::max(shot->last, shot->first + 1));
}

std::pair<double, double> FacesGraph::values() const {
    auto [low, high] = span_;
    for (const detect::FaceTrack* face : faces()) {
        for (const Sight& sight : face->sights) {
            if (const double value = measure_(sight); std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
        }
    }
    return {low, low + (high - low) * kHeadroom};
}

QRectF FacesGraph::plot() const {
    const int line = fontMetrics().height();
    return QRectF(rect()).adjusted(kMargin, line + kMargin, -kMargin, -kMargin);
}

QPointF FacesGraph::point_of(std::int64_t frame, double value) const {
    const QRectF area = plot();
    const auto [first, last] = frames();
    const auto [low, high] = values();
    return {area.left() + area.width() * static_cast<double>(frame - first) /
                              static_cast<double>(last - first),
            area.bottom() - area.height() * (value - low) / (high - low)};
}

std::int64_t FacesGraph::frame_at(double x) const {
    const QRectF area = plot();
    const auto [first, last] = frames();
    const double share = std::clamp((x - area.left()) / area.width(), 0.0, 1.0);
    return first + std::llround(share * static_cast<double>(last - first));
}

std::optional<std::int64_t> FacesGraph::worst_frame() const {
    const Sight* worst = nullptr;
    for (const detect::FaceTrack* face : faces()) {
        for (const Sight& sight : face->sights) {
            if (std::isfinite(measure_(sight)) &&
                (worst == nullptr || measure_(sight) > measure_(*worst))) {
                worst = &sight;
            }
        }
    }
    return worst == nullptr ? std::nullopt : std::optional(worst->frame);
}

void FacesGraph::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    QColor faint = palette().color(QPalette::Text);
    faint.setAlpha(kFaintAlpha);
    painter.setPen(palette().color(QPalette::Text));
    painter.drawText(rect().adjusted(kMargin, 2, -kMargin, 0), Qt::AlignLeft | Qt::AlignTop,
                     title_);
    paint_levels(painter);
    paint_lines(painter);
    const double now = point_of(studio_.frame(), 0).x();
    painter.setPen(QPen(theme::accent(), 1));
    painter.drawLine(QPointF(now, plot().top()), QPointF(now, plot().bottom()));
    if (hasFocus()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void FacesGraph::paint_levels(QPainter& painter) const {
    const QRectF area = plot();
    QColor grid = palette().color(QPalette::Text);
    grid.setAlpha(kGridAlpha);
    QColor faint = grid;
    faint.setAlpha(kFaintAlpha);
    for (const Level& level : levels_) {
        const double y = point_of(0, level.value).y();
        if (y < area.top() || y > area.bottom()) {
            continue;
        }
        painter.setPen(QPen(grid, 1));
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        painter.setPen(faint);
        painter.drawText(
            QRectF(area.left(), y - fontMetrics().height(), area.width(), fontMetrics().height()),
            Qt::AlignRight | Qt::AlignBottom, level.text);
    }
}

void FacesGraph::paint_lines(QPainter& painter) const {
    const std::vector<const detect::FaceTrack*> all = faces();
    for (std::size_t person = 0; person < all.size(); ++person) {
        painter.setPen(QPen(colour_of(person), kLineWidth));
        painter.setBrush(colour_of(person));
        QPolygonF line;
        const auto draw = [&] {
            // A lone sight is seen too.
            line.size() == 1 ? painter.drawEllipse(line.front(), kDot, kDot)
                             : painter.drawPolyline(line);
            line.clear();
        };
        for (const Sight& sight : all[person]->sights) {
            if (std::isfinite(measure_(sight))) {
                line.append(point_of(sight.frame, measure_(sight)));
            } else {
                draw();
            }
        }
        draw();
    }
}

bool FacesGraph::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const std::int64_t frame = frame_at(help->pos().x());
        QStringList parts{timecode(frame, studio_.frame_rate())};
        for (const detect::FaceTrack* face : faces()) {
            const auto near = std::min_element(
                face->sights.begin(), face->sights.end(), [&](const Sight& a, const Sight& b) {
                    return std::abs(a.frame - frame) < std::abs(b.frame - frame);
                });
            if (near != face->sights.end() && std::isfinite(measure_(*near))) {
                constexpr int kDigits = 2;
                parts += QString::number(measure_(*near), 'f', kDigits);
            }
        }
        QToolTip::showText(help->globalPos(), parts.join(QStringLiteral(" · ")), this);
        return true;
    }
    return QWidget::event(event);
}

void FacesGraph::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !empty()) {
        studio_.set_frame(frame_at(event->position().x()));
    }
}

void FacesGraph::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons().testFlag(Qt::LeftButton) && !empty()) {
        studio_.set_frame(frame_at(event->position().x()));
    }
}

/// To the next frame, or the one before, at which a face was seen.
void FacesGraph::step(int by) {
    std::set<std::int64_t> seen;
    for (const detect::FaceTrack* face : faces()) {
        for (const Sight& sight : face->sights) {
            seen.insert(sight.frame);
        }
    }
    if (by > 0) {
        if (const auto next = seen.upper_bound(studio_.frame()); next != seen.end()) {
            studio_.set_frame(*next);
        }
    } else if (auto next = seen.lower_bound(studio_.frame()); next != seen.begin()) {
        studio_.set_frame(*--next);
    }
}

void FacesGraph::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        step(-1);
        break;
    case Qt::Key_Right:
        step(1);
        break;
    case Qt::Key_End:
        if (const auto worst = worst_frame()) {
            studio_.set_frame(*worst);
        }
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace kinovar::ui
