#include "ui/forms/curve_plot.h"

#include "core/steps/enhance/monotone_curve.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kMargin = 6;      // so that points at the ends are whole
constexpr double kRadius = 4;   // of a point
constexpr double kReach = 10;   // how near a click must be to a point
constexpr double kApart = 0.01; // least distance of two points in x
constexpr double kKeyStep = 0.01;
constexpr int kQuarters = 4;
constexpr int kSide = 150;
constexpr int kSmallestSide = 90;
constexpr double kPlaces = 1000; // of a number in the text

double rounded(double value) {
    return std::round(std::clamp(value, 0.0, 1.0) * kPlaces) / kPlaces;
}

std::vector<QPointF> straight() {
    return {{0, 0}, {1, 1}};
}

std::vector<QPointF> points_of(const QString& text) {
    std::vector<QPointF> points;
    QString plain = text;
    for (const QString& part : plain.replace(QLatin1Char('+'), QLatin1Char(' '))
                                   .split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        points.emplace_back(part.section(QLatin1Char('/'), 0, 0).toDouble(),
                            part.section(QLatin1Char('/'), 1, 1).toDouble());
    }
    return points.size() < 2 ? straight() : points;
}

} // namespace

CurvePlot::CurvePlot(QWidget* parent) : QWidget(parent), points_(straight()) {
    setFocusPolicy(Qt::StrongFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
}

void CurvePlot::set_text(const QString& text) {
    const bool good = steps::MonotoneCurve::from_text(text.toStdString()).has_value();
    points_ = good ? points_of(text) : straight();
    chosen_ = std::min(chosen_, static_cast<int>(points_.size()) - 1);
    update();
}

QString CurvePlot::text() const {
    if (points_ == straight()) {
        return {};
    }
    QStringList parts;
    for (const QPointF& point : points_) {
        parts += QStringLiteral("%1/%2").arg(point.x()).arg(point.y());
    }
    return parts.join(QLatin1Char('+'));
}

void CurvePlot::set_colour(const QColor& colour) {
    colour_ = colour;
    update();
}

QSize CurvePlot::sizeHint() const {
    return {kSide, kSide};
}

QSize CurvePlot::minimumSizeHint() const {
    return {kSmallestSide, kSmallestSide};
}

QRectF CurvePlot::area() const {
    return QRectF(rect()).adjusted(kMargin, kMargin, -kMargin, -kMargin);
}

QPointF CurvePlot::to_widget(const QPointF& point) const {
    const QRectF box = area();
    return {box.left() + point.x() * box.width(), box.bottom() - point.y() * box.height()};
}

QPointF CurvePlot::from_widget(const QPointF& place) const {
    const QRectF box = area();
    return {(place.x() - box.left()) / box.width(), (box.bottom() - place.y()) / box.height()};
}

int CurvePlot::point_at(const QPointF& place) const {
    int nearest = -1;
    double best = kReach;
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const QPointF off = to_widget(points_[i]) - place;
        if (const double distance = std::hypot(off.x(), off.y()); distance < best) {
            best = distance;
            nearest = static_cast<int>(i);
        }
    }
    return nearest;
}

void CurvePlot::paintEvent(QPaintEvent* /*event*/) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = area();
    painter.fillRect(box, palette().color(QPalette::Base));
    painter.setPen(palette().color(QPalette::Mid));
    for (int i = 0; i <= kQuarters; ++i) {
        const double part = static_cast<double>(i) / kQuarters;
        painter.drawLine(to_widget({part, 0}), to_widget({part, 1}));
        painter.drawLine(to_widget({0, part}), to_widget({1, part}));
    }
    painter.drawLine(to_widget({0, 0}), to_widget({1, 1}));

    const QColor line = colour_.isValid() ? colour_ : palette().color(QPalette::Text);
    if (const auto curve = steps::MonotoneCurve::from_text(text().toStdString())) {
        QPainterPath path(to_widget({0, (*curve)(0)}));
        for (int x = 1; x <= static_cast<int>(box.width()); ++x) {
            const double in = x / box.width();
            path.lineTo(to_widget({in, (*curve)(in)}));
        }
        painter.setPen(QPen(line, 2));
        painter.drawPath(path);
    }
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const bool chosen = static_cast<int>(i) == chosen_ && hasFocus();
        painter.setPen(QPen(line, 1));
        painter.setBrush(chosen ? palette().highlight() : palette().base());
        painter.drawEllipse(to_widget(points_[i]), kRadius, kRadius);
    }
    if (hasFocus()) {
        painter.setPen(palette().color(QPalette::Highlight));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(box);
    }
}

void CurvePlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) {
        return;
    }
    chosen_ = point_at(event->position());
    if (chosen_ < 0) {
        const QPointF place = from_widget(event->position());
        const QPointF point(rounded(place.x()), rounded(place.y()));
        const auto at = std::find_if(points_.begin(), points_.end(),
                                     [&](const QPointF& other) { return other.x() > point.x(); });
        const bool free = (at == points_.end() || at->x() - point.x() >= kApart) &&
                          (at == points_.begin() || point.x() - (at - 1)->x() >= kApart);
        if (free) {
            const auto placed = points_.insert(at, point);
            chosen_ = static_cast<int>(placed - points_.begin());
            in_gesture_ = true;
            Q_EMIT edited(true);
        }
    }
    update();
}

void CurvePlot::mouseMoveEvent(QMouseEvent* event) {
    if ((event->buttons() & Qt::LeftButton) != 0 && chosen_ >= 0) {
        move_chosen(from_widget(event->position()));
    }
}

void CurvePlot::mouseReleaseEvent(QMouseEvent* /*event*/) {
    end_gesture();
}

void CurvePlot::mouseDoubleClickEvent(QMouseEvent* event) {
    chosen_ = point_at(event->position());
    remove_chosen();
}

void CurvePlot::focusOutEvent(QFocusEvent* event) {
    end_gesture();
    QWidget::focusOutEvent(event);
}

void CurvePlot::end_gesture() {
    if (in_gesture_) {
        in_gesture_ = false;
        Q_EMIT edited(false);
    }
}

void CurvePlot::move_chosen(const QPointF& to) {
    const auto at = static_cast<std::size_t>(chosen_);
    const double low = at == 0 ? 0 : points_[at - 1].x() + kApart;
    const double high = at + 1 == points_.size() ? 1 : points_[at + 1].x() - kApart;
    const QPointF point(rounded(std::clamp(to.x(), std::min(low, high), std::max(low, high))),
                        rounded(to.y()));
    if (point != points_[at]) {
        points_[at] = point;
        in_gesture_ = true;
        update();
        Q_EMIT edited(true);
    }
}

void CurvePlot::remove_chosen() {
    if (chosen_ < 0 || points_.size() <= 2) {
        return;
    }
    points_.erase(points_.begin() + chosen_);
    chosen_ = std::min(chosen_, static_cast<int>(points_.size()) - 1);
    update();
    in_gesture_ = false;
    Q_EMIT edited(false);
}

bool CurvePlot::choose_by_key(int key) {
    const int count = static_cast<int>(points_.size());
    if (key == Qt::Key_PageUp) {
        chosen_ = (chosen_ + 1) % count;
    } else if (key == Qt::Key_PageDown) {
        chosen_ = (std::max(chosen_, 0) + count - 1) % count;
    } else {
        return false;
    }
    update();
    return true;
}

bool CurvePlot::move_by_key(int key) {
    if (chosen_ < 0) {
        return false;
    }
    const QPointF point = points_[static_cast<std::size_t>(chosen_)];
    const QPointF by = key == Qt::Key_Left    ? QPointF(-kKeyStep, 0)
                       : key == Qt::Key_Right ? QPointF(kKeyStep, 0)
                       : key == Qt::Key_Up    ? QPointF(0, kKeyStep)
                       : key == Qt::Key_Down  ? QPointF(0, -kKeyStep)
                                              : QPointF();
    if (by.isNull()) {
        return false;
    }
    move_chosen(point + by);
    return true;
}

void CurvePlot::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        remove_chosen();
    } else if (!choose_by_key(event->key()) && !move_by_key(event->key())) {
        QWidget::keyPressEvent(event);
    }
}

} // namespace kinovar::ui
