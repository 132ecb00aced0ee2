#include "ui/timeline/timeline_view.h"

#include "ui/studio/fix_look.h"
#include "ui/studio/text.h"

#include <QEvent>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kHeaderMargin = 8;
constexpr double kHintHeights = 15; // of the text
constexpr int kHintWidth = 900;
constexpr int kLeastWidth = 240;
constexpr int kHandle = 6;         // half the width of the playhead's handle
constexpr double kFrameIsWide = 4; // pixels from which the playhead's frame is shaded
constexpr int kFrameAlpha = 90;
constexpr int kNameWidth = 24; // characters
constexpr int kPercent = 100;

int header_width_of(const QFontMetrics& metrics) {
    int widest = 0;
    for (const QString& name :
         {TimelineView::tr("Markers"), TimelineView::tr("Shots"), TimelineView::tr("Sound"),
          TimelineView::tr("Flags"), TimelineView::tr("Fixes"), TimelineView::tr("Hints"),
          TimelineView::tr("Fit"), TimelineView::tr("Colours")}) {
        widest = std::max(widest, metrics.horizontalAdvance(name));
    }
    return widest + 2 * kHeaderMargin;
}

} // namespace

TimelineView::TimelineView(const TimelineData& shown, ThumbnailPixmaps* thumbnails, QWidget* parent)
    : QWidget(parent), data_(shown), thumbnails_(thumbnails), colours_(palette()) {
    setObjectName("timeline.view");
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(tr("Shots, cuts, sound, flags and markers of the reel"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    name_edit_ = new QLineEdit(this);
    name_edit_->setObjectName("timeline.marker_name");
    name_edit_->setAccessibleName(tr("Text of the marker"));
    name_edit_->hide();
    connect(name_edit_, &QLineEdit::editingFinished, this, [this] {
        if (name_edit_->isHidden()) {
            return;
        }
        name_edit_->hide();
        setFocus();
        const TimelineMarker* marker = data_.marker(selected_marker_);
        if (marker != nullptr && marker->text != name_edit_->text()) {
            Q_EMIT marker_rename_wanted(selected_marker_, name_edit_->text());
        }
    });
}

TimelineLook TimelineView::look() const {
    return {data_, scale_, layout_, selected_shots_, selected_marker_};
}

QSize TimelineView::sizeHint() const {
    return {kHintWidth, static_cast<int>(kHintHeights * fontMetrics().height())};
}

QSize TimelineView::minimumSizeHint() const {
    return {kLeastWidth, LaneLayout::least_height(fontMetrics().height(), needs())};
}

LaneNeeds TimelineView::needs() const {
    return {data_.hints.rows(), !data_.confidence.empty(), data_.fixes.rows(),
            !data_.fix_fit.empty()};
}

void TimelineView::lay_out() {
    const int header = std::max(header_width_of(fontMetrics()), least_header_width_);
    layout_ = LaneLayout(size(), fontMetrics().height(), header, needs());
    scale_.set_size(data_.frames, layout_.lanes().width());
    look_changed();
}

void TimelineView::set_least_header_width(int width) {
    if (width != least_header_width_) {
        least_header_width_ = width;
        lay_out();
        Q_EMIT scale_changed();
    }
}

void TimelineView::data_changed() {
    std::erase_if(selected_shots_, [this](project::Id id) { return data_.shot_index_of(id) < 0; });
    if (data_.marker(selected_marker_) == nullptr) {
        selected_marker_ = 0;
        name_edit_->hide();
    }
    if (gesture_ == Gesture::Cut || gesture_ == Gesture::Marker || drags_start() || drags_end() ||
        gesture_ == Gesture::FixKey) {
        give_up_drag(); // what is dragged may be gone
    }
    lay_out();
    updateGeometry();
    Q_EMIT scale_changed();
}

void TimelineView::look_changed() {
    still_is_good_ = false;
    update();
}

void TimelineView::after_scale() {
    name_edit_->hide();
    look_changed();
    Q_EMIT scale_changed();
}

QRect TimelineView::playhead_area(std::int64_t frame) const {
    const double x = layout_.header_width() + scale_.x_of(static_cast<double>(frame));
    if (x < -scale_.zoom() - kHandle || x > width() + kHandle) {
        return {};
    }
    const double least = layout_.header_width();
    const int from = static_cast<int>(std::floor(std::max(x, least - scale_.zoom()))) - kHandle;
    const int end = static_cast<int>(std::ceil(std::min<double>(x + scale_.zoom(), width())));
    return {from - 1, 0, end - from + kHandle + 2, height()};
}

void TimelineView::set_playhead(std::int64_t frame) {
    if (frame == playhead_) {
        return;
    }
    update(playhead_area(playhead_));
    playhead_ = frame;
    update(playhead_area(playhead_));
}

void TimelineView::zoom_by(double factor) {
    const bool shown = scale_.shows(playhead_);
    const double x = shown ? scale_.x_of(static_cast<double>(playhead_)) : scale_.width() / 2.0;
    zoom_to(scale_.zoom() * factor, x);
}

void TimelineView::zoom_to(double zoom, double x) {
    scale_.zoom_to(zoom, x);
    after_scale();
}

void TimelineView::zoom_whole() {
    scale_.zoom_whole();
    after_scale();
}

void TimelineView::zoom_to_frames(std::int64_t first, std::int64_t last) {
    scale_.show(first, last);
    after_scale();
}

void TimelineView::scroll_to(double left) {
    const double before = scale_.left();
    scale_.scroll_to(left);
    if (scale_.left() != before) {
        after_scale();
    }
}

void TimelineView::follow(std::int64_t frame, bool page_wise) {
    if (gesture_ != Gesture::None || scale_.shows(frame)) {
        return;
    }
    const double half = page_wise ? 0 : scale_.frames_shown() / 2;
    scroll_to(static_cast<double>(frame) - half);
}

void TimelineView::select_shots(const std::set<project::Id>& shots) {
    if (shots != selected_shots_) {
        selected_shots_ = shots;
        look_changed();
        Q_EMIT selection_changed();
    }
}

void TimelineView::select_marker(project::Id marker) {
    if (marker != selected_marker_) {
        selected_marker_ = marker;
        look_changed();
        Q_EMIT selection_changed();
    }
}

void TimelineView::rename_marker(project::Id id) {
    const TimelineMarker* marker = data_.marker(id);
    if (marker == nullptr) {
        return;
    }
    follow(marker->frame, false);
    select_marker(id);
    const QRect lane = layout_.lane(Lane::Markers);
    const int width = kNameWidth * fontMetrics().averageCharWidth();
    const int x = lane.left() + static_cast<int>(scale_.x_of(static_cast<double>(marker->frame)));
    const int height = name_edit_->sizeHint().height();
    const int y = std::max(0, lane.center().y() - height / 2);
    name_edit_->setGeometry(std::clamp(x, lane.left(), lane.right() - width), y, width, height);
    name_edit_->setText(marker->text);
    name_edit_->selectAll();
    name_edit_->show();
    name_edit_->setFocus();
}

void TimelineView::resizeEvent(QResizeEvent*) {
    lay_out();
    Q_EMIT scale_changed();
}

void TimelineView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange) {
        colours_ = TimelineColours(palette());
        look_changed();
    } else if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) {
        lay_out();
    }
    QWidget::changeEvent(event);
}

void TimelineView::paint_still() {
    const double ratio = devicePixelRatioF();
    if (still_.size() != size() * ratio || still_.devicePixelRatio() != ratio) {
        still_ = QPixmap(size() * ratio);
        still_.setDevicePixelRatio(ratio);
    }
    still_.fill(colours_.ground);
    QPainter painter(&still_);
    painter.setFont(font());
    const TimelineLook now = look();
    TimelinePainter(painter, now, colours_, thumbnails_).paint();
    still_is_good_ = true;
}

void TimelineView::paintEvent(QPaintEvent* event) {
    const double ratio = devicePixelRatioF();
    if (!still_is_good_ || still_.devicePixelRatio() != ratio) {
        paint_still();
    }
    QPainter painter(this);
    const QRectF area = event->rect();
    painter.drawPixmap(area, still_, QRectF(area.topLeft() * ratio, area.size() * ratio));
    if (data_.frames <= 0) {
        painter.setPen(colours_.faint);
        painter.drawText(rect().adjusted(layout_.header_width(), 0, 0, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         tr("Add a reel to see its shots here, or drop a film on the window"));
        return;
    }
    paint_playhead(painter);
    paint_drag(painter);
}

void TimelineView::paint_playhead(QPainter& painter) const {
    const QRect lanes = layout_.lanes();
    painter.setClipRect(lanes.adjusted(-kHandle, 0, 0, 0));
    const double from = scale_.x_of(static_cast<double>(playhead_));
    if (from < -scale_.zoom() - kHandle || from > lanes.width() + kHandle) {
        return;
    }
    const int x = lanes.left() + static_cast<int>(std::floor(from));
    const QRect ruler = layout_.lane(Lane::Ruler);
    if (scale_.zoom() >= kFrameIsWide) {
        // Only in the ruler: a tint would falsify the pictures.
        QColor shade = colours_.accent;
        shade.setAlpha(kFrameAlpha);
        const int end = std::min(static_cast<int>(x + scale_.zoom()), lanes.right() + 1);
        const int start = std::max(x, lanes.left());
        painter.fillRect(start, ruler.top(), end - start, ruler.height(), shade);
    }
    if (x < lanes.left()) {
        return;
    }
    painter.fillRect(x, ruler.center().y(), 1, lanes.bottom() - ruler.center().y() + 1,
                     colours_.accent);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours_.accent);
    const QPointF tip(x + 0.5, ruler.bottom());
    const double neck = ruler.bottom() - kHandle;
    const double top = neck - kHandle;
    painter.drawPolygon(QPolygonF({tip,
                                   {tip.x() - kHandle, neck},
                                   {tip.x() - kHandle, top},
                                   {tip.x() + kHandle, top},
                                   {tip.x() + kHandle, neck}}));
    painter.setRenderHint(QPainter::Antialiasing, false);
}

void TimelineView::paint_drag(QPainter& painter) const {
    if (!drag_frame_ || gesture_ == Gesture::Scrub || gesture_ == Gesture::Pan) {
        return;
    }
    const QRect lanes = layout_.lanes();
    const int x =
        lanes.left() + static_cast<int>(std::floor(scale_.x_of(static_cast<double>(*drag_frame_))));
    painter.setClipRect(lanes);
    painter.fillRect(x, lanes.top(), 2, lanes.height(), colours_.selected);
    const QString text = timecode(*drag_frame_, data_.rate);
    const int width = fontMetrics().horizontalAdvance(text) + 2 * kHeaderMargin;
    const QRect shots = layout_.lane(Lane::Shots);
    const int left = x + width > lanes.right() ? x - width : x + 2;
    const QRect label(left, shots.top(), width, fontMetrics().height());
    painter.fillRect(label, colours_.ground);
    painter.setPen(colours_.text);
    painter.drawText(label, Qt::AlignCenter, text);
}

QString TimelineView::hint_of(const TimelineHit& hit) const {
    switch (hit.kind) {
    case TimelineHit::Kind::Shot: {
        const TimelineShot& shot =
            data_.shots[static_cast<std::size_t>(data_.shot_index_of(hit.id))];
        return tr("%1 · %2 to %3 · %n frame(s)", nullptr,
                  static_cast<int>(shot.last - shot.first + 1))
            .arg(shot.title, timecode(shot.first, data_.rate), timecode(shot.last, data_.rate));
    }
    case TimelineHit::Kind::Cut:
        return tr("Drag to move the cut");
    case TimelineHit::Kind::In:
        return tr("Drag to move the in point");
    case TimelineHit::Kind::Out:
        return tr("Drag to move the out point");
    case TimelineHit::Kind::Marker:
        return hit.text.isEmpty() ? tr("Marker: double-click to name it") : hit.text;
    case TimelineHit::Kind::Flag:
    case TimelineHit::Kind::Fix:
    case TimelineHit::Kind::Hint:
        return hit.text;
    case TimelineHit::Kind::FixKey:
        return tr("Drag to move the key");
    case TimelineHit::Kind::Fit: {
        const steps::FixConfidence& one = *data_.fit_at(hit.frame);
        return tr("The chosen fix: %1, %2 % sure")
            .arg(fix_look::text(fix_look::fit_of(one)))
            .arg(qRound(one.confidence * kPercent));
    }
    case TimelineHit::Kind::FixStart:
    case TimelineHit::Kind::FixEnd:
    case TimelineHit::Kind::HintStart:
    case TimelineHit::Kind::HintEnd:
        return tr("%1\nDrag to change its frames", "source of a hint").arg(hit.text);
    case TimelineHit::Kind::Confidence: {
        const auto& sure = data_.confidence[static_cast<std::size_t>(hit.frame)];
        return tr("Colours %1 % sure; %2 % of the picture has none that can be relied on")
            .arg(qRound(sure.mean * kPercent))
            .arg(qRound(sure.below * kPercent));
    }
    case TimelineHit::Kind::Nothing:
        break;
    }
    return {};
}

bool TimelineView::event(QEvent* event) {
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QString text = hint_of(timeline_hit(look(), help->pos()));
        if (text.isEmpty()) {
            QToolTip::hideText();
        } else {
            QToolTip::showText(help->globalPos(), text, this);
        }
        return true;
    }
    if (event->type() == QEvent::ShortcutOverride && takes(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return QWidget::event(event);
}

} // namespace kinovar::ui
