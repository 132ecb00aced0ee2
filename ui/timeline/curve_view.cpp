#include "ui/timeline/curve_view.h"

#include "ui/studio/text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr double kLeastLane = 2.6; // of the text
constexpr double kMostLane = 6;
constexpr int kGap = 2;
constexpr int kMargin = 6;
constexpr double kKey = 4;    // half the width of a key
constexpr double kReach = 8;  // pixels around it in which it is taken
constexpr double kInset = 5;  // of a curve from the edges of its lane
constexpr int kCurveStep = 2; // pixels between points of a curve
constexpr double kLine = 1.5;
constexpr int kHeaderMargin = 8;
constexpr int kNearPlayhead = 2;

int in_text_heights(const QWidget& widget, double heights) {
    return static_cast<int>(heights * widget.fontMetrics().height());
}

} // namespace

CurveView::CurveView(QWidget* parent) : QWidget(parent), colours_(palette()) {
    setObjectName(QStringLiteral("timeline.curves"));
    setAccessibleName(tr("Motion curves"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::MinimumExpanding);
    describe_selection();
}

int CurveView::header_width(const QFontMetrics& metrics) {
    int widest = 0;
    for (int i = 0; i < portrait::kChannels; ++i) {
        const QString title = channel_title(static_cast<portrait::Channel>(i));
        widest = std::max(widest, metrics.horizontalAdvance(title));
    }
    return widest + 2 * kHeaderMargin;
}

QSize CurveView::sizeHint() const {
    const auto lanes = static_cast<int>(shown_.channels.size());
    return {0, lanes * (in_text_heights(*this, kLeastLane) + kGap)};
}

QSize CurveView::minimumSizeHint() const {
    return sizeHint();
}

void CurveView::touch() {
    still_is_good_ = false;
    update();
}

void CurveView::set_curves(const portrait::Curves& curves, double rate) {
    curves_ = curves;
    rate_ = rate > 0 ? rate : rate_;
    std::erase_if(selected_,
                  [&](const KeyPlace& place) { return key_at(curves, place) == nullptr; });
    if (gesture_ != Gesture::Keys || key_at(curves, grip_) == nullptr) {
        show_curves(curves);
    }
    describe_selection();
}

void CurveView::show_curves(const portrait::Curves& curves) {
    const bool other_lanes = curves.channels.size() != shown_.channels.size();
    shown_ = curves;
    if (other_lanes) {
        updateGeometry();
    }
    touch();
}

void CurveView::set_scale(const TimeScale& scale, int header_width) {
    scale_ = scale;
    header_width_ = header_width;
    touch();
}

void CurveView::set_playhead(std::int64_t frame) {
    if (frame == playhead_) {
        return;
    }
    for (const std::int64_t at : {playhead_, frame}) {
        const int x = static_cast<int>(x_of(static_cast<double>(at) / rate_));
        update(x - kNearPlayhead, 0, 2 * kNearPlayhead + 1, height());
    }
    playhead_ = frame;
}

void CurveView::select(const KeyPlaces& places) {
    if (places != selected_) {
        selected_ = places;
        describe_selection();
        touch();
        Q_EMIT selection_changed();
    }
}

/// For those who hear the window.
void CurveView::describe_selection() {
    QStringList said;
    for (const KeyPlace& place : selected_) {
        if (const portrait::Key* key = key_at(shown_, place)) {
            said += tr("%1 at %2 s: %3", "channel, seconds, value of a key")
                        .arg(channel_title(place.channel), locale().toString(key->time, 'f', 2),
                             channel_value(place.channel, key->value));
        }
    }
    setAccessibleDescription(said.isEmpty()
                                 ? tr("Page Up and Page Down choose a key, arrow keys move it")
                                 : said.join(QStringLiteral(", ")));
}

// --- where things lie

double CurveView::x_of(double seconds) const {
    return header_width_ + scale_.x_of(seconds * rate_);
}

double CurveView::seconds_at(double x) const {
    return scale_.position_at(x - header_width_) / rate_;
}

QRect CurveView::lane(portrait::Channel channel) const {
    const auto at = shown_.channels.find(channel);
    const auto row = static_cast<int>(std::distance(shown_.channels.begin(), at));
    const auto lanes = std::max(1, static_cast<int>(shown_.channels.size()));
    const int height = std::clamp(this->height() / lanes - kGap, in_text_heights(*this, kLeastLane),
                                  in_text_heights(*this, kMostLane));
    return {header_width_, row * (height + kGap), width() - header_width_, height};
}

double CurveView::y_of(portrait::Channel channel, double value) const {
    const portrait::ChannelLimits limits = portrait::limits_of(channel);
    const QRectF area = QRectF(lane(channel)).adjusted(0, kInset, 0, -kInset);
    const double place = (value - limits.least) / (limits.greatest - limits.least);
    return area.bottom() - std::clamp(place, 0.0, 1.0) * area.height();
}

double CurveView::value_at(portrait::Channel channel, double y) const {
    const portrait::ChannelLimits limits = portrait::limits_of(channel);
    const QRectF area = QRectF(lane(channel)).adjusted(0, kInset, 0, -kInset);
    const double place = std::clamp((area.bottom() - y) / area.height(), 0.0, 1.0);
    return limits.least + place * (limits.greatest - limits.least);
}

QPointF CurveView::point_of(const KeyPlace& place) const {
    const portrait::Key* key = key_at(shown_, place);
    return key == nullptr ? QPointF() : QPointF(x_of(key->time), y_of(place.channel, key->value));
}

/// A loop ends as it begins: its first key is seen, and can be taken, at its end too.
std::optional<QPointF> CurveView::end_of_loop(const KeyPlace& place) const {
    const portrait::Key* key = key_at(shown_, place);
    if (key == nullptr || shown_.ending != portrait::Ending::Loop || key->time > 0) {
        return std::nullopt;
    }
    return QPointF(x_of(shown_.seconds), y_of(place.channel, key->value));
}

std::optional<portrait::Channel> CurveView::channel_at(int y) const {
    for (const auto& [channel, keys] : shown_.channels) {
        const QRect area = lane(channel);
        if (y >= area.top() && y <= area.bottom() + kGap) {
            return channel;
        }
    }
    return std::nullopt;
}

std::optional<KeyPlace> CurveView::key_near(QPointF at) const {
    const auto channel = channel_at(static_cast<int>(at.y()));
    if (!channel) {
        return std::nullopt;
    }
    std::optional<KeyPlace> best;
    double nearest = kReach;
    for (std::size_t i = 0; i < shown_.channels.at(*channel).size(); ++i) {
        const QPointF away = point_of({*channel, i}) - at;
        double distance = std::hypot(away.x(), away.y());
        if (const auto end = end_of_loop({*channel, i})) {
            distance = std::min(distance, std::hypot(end->x() - at.x(), end->y() - at.y()));
        }
        if (distance <= nearest) {
            nearest = distance;
            best = KeyPlace{*channel, i};
        }
    }
    return best;
}

// --- painting

void CurveView::resizeEvent(QResizeEvent*) {
    touch();
}

void CurveView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        colours_ = TimelineColours(palette());
        touch();
    } else if (event->type() == QEvent::FontChange) {
        updateGeometry();
        touch();
    }
    QWidget::changeEvent(event);
}

void CurveView::paint_lane(QPainter& painter, portrait::Channel channel) const {
    const QRect area = lane(channel);
    const double end =
        std::min<double>(x_of(static_cast<double>(scale_.frames()) / rate_), area.right() + 1);
    painter.fillRect(area, colours_.lane_beyond);
    painter.fillRect(QRectF(area.left(), area.top(), end - area.left(), area.height()),
                     colours_.lane);
    const QRect header(kMargin, area.top(), header_width_ - 2 * kMargin, area.height());
    painter.setPen(colours_.header);
    painter.drawText(
        header, Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(channel_title(channel), Qt::ElideRight, header.width()));
    painter.save();
    painter.setClipRect(area);
    const auto zero = static_cast<int>(std::lround(y_of(channel, 0)));
    painter.fillRect(area.left(), zero, area.width(), 1, colours_.line);
    // Alone, so that a point of the curve costs no other channels.
    const portrait::Curves one{
        shown_.seconds, shown_.ending, {{channel, shown_.channels.at(channel)}}};
    QPolygonF line;
    const double last = std::min(x_of(shown_.seconds), static_cast<double>(area.right() + 1));
    for (double x = std::max<double>(x_of(0), area.left()); x <= last; x += kCurveStep) {
        const double time = std::clamp(seconds_at(x), 0.0, shown_.seconds);
        line << QPointF(x, y_of(channel, static_cast<double>(one.sample(time)[channel])));
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours_.sound, kLine));
    painter.drawPolyline(line);
    painter.restore();
}

void CurveView::paint_keys(QPainter& painter, portrait::Channel channel) const {
    const QRect area = lane(channel);
    painter.save();
    painter.setClipRect(area.adjusted(-static_cast<int>(kKey), 0, 0, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    const auto draw = [&](QPointF at, bool chosen) {
        if (at.x() < area.left() - kKey || at.x() > area.right() + kKey) {
            return;
        }
        painter.setPen(QPen(chosen ? colours_.text : colours_.ground, 1));
        painter.setBrush(chosen ? colours_.accent : colours_.text);
        const double half = chosen ? kKey + 1 : kKey;
        painter.drawPolygon(QPolygonF({at - QPointF(half, 0), at - QPointF(0, half),
                                       at + QPointF(half, 0), at + QPointF(0, half)}));
    };
    for (std::size_t i = 0; i < shown_.channels.at(channel).size(); ++i) {
        const bool chosen = selected_.contains({channel, i});
        draw(point_of({channel, i}), chosen);
        if (const auto end = end_of_loop({channel, i})) {
            draw(*end, chosen);
        }
    }
    painter.restore();
}

void CurveView::paint_still() {
    const double ratio = devicePixelRatioF();
    if (still_.size() != size() * ratio || still_.devicePixelRatio() != ratio) {
        still_ = QPixmap(size() * ratio);
        still_.setDevicePixelRatio(ratio);
    }
    still_.fill(colours_.ground);
    QPainter painter(&still_);
    painter.setFont(font());
    for (const auto& [channel, keys] : shown_.channels) {
        paint_lane(painter, channel);
        paint_keys(painter, channel);
    }
    still_is_good_ = true;
}

void CurveView::paintEvent(QPaintEvent* event) {
    if (!still_is_good_ || still_.devicePixelRatio() != devicePixelRatioF()) {
        paint_still();
    }
    QPainter painter(this);
    const QRectF area = event->rect();
    const double ratio = devicePixelRatioF();
    painter.drawPixmap(area, still_, QRectF(area.topLeft() * ratio, area.size() * ratio));
    const int x = static_cast<int>(std::floor(x_of(static_cast<double>(playhead_) / rate_)));
    if (x >= header_width_) {
        painter.fillRect(x, 0, 1, height(), colours_.accent);
    }
    if (gesture_ == Gesture::Keys) {
        paint_value(painter);
    }
    if (hasFocus() && selected_.empty()) {
        painter.setPen(colours_.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

/// Beside the key that is dragged.
void CurveView::paint_value(QPainter& painter) const {
    const portrait::Key* key = key_at(shown_, grip_);
    if (key == nullptr) {
        return;
    }
    const QString text =
        tr("%1 s  %2", "time and value of a key")
            .arg(locale().toString(key->time, 'f', 2), channel_value(grip_.channel, key->value));
    const QPointF at = point_of(grip_);
    const QFontMetrics metrics = fontMetrics();
    QRect label(0, 0, metrics.horizontalAdvance(text) + 2 * kMargin, metrics.height());
    const int x = static_cast<int>(at.x() + 2 * kKey);
    label.moveLeft(x + label.width() > width() ? static_cast<int>(at.x() - 2 * kKey) - label.width()
                                               : x);
    const int y = static_cast<int>(at.y()) - label.height() / 2;
    label.moveTop(std::clamp(y, 0, std::max(0, height() - label.height())));
    painter.fillRect(label, colours_.ground);
    painter.setPen(colours_.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

} // namespace kinovar::ui
