#include "ui/timeline/shots_painter.h"

#include <algorithm>
#include <cmath>

namespace kinovar::ui {

namespace {

constexpr int kNarrow = 12; // too narrow for a picture or a title
constexpr int kMargin = 4;
constexpr int kBorder = 2;
constexpr int kSelectedAlpha = 40;

} // namespace

std::int64_t poster_frame(std::int64_t first, std::int64_t last) {
    return first + (last - first) / 2;
}

std::int64_t strip_step(double pixels_a_frame, int picture_width) {
    const double wanted = picture_width / pixels_a_frame;
    std::int64_t step = 1;
    while (static_cast<double>(step) < wanted) {
        const bool power_of_two = (step & (step - 1)) == 0;
        step = step == 1 ? 2 : (power_of_two ? step / 2 * 3 : step / 3 * 4);
    }
    return step;
}

ShotsPainter::ShotsPainter(QPainter& painter, const TimelineLook& look,
                           const TimelineColours& colours, ThumbnailPixmaps* thumbnails)
    : painter_(painter), look_(look), colours_(colours), thumbnails_(thumbnails),
      lane_(look.layout.lane(Lane::Shots)), title_height_(painter.fontMetrics().height()) {
    const int picture_height = std::max(1, lane_.height() - title_height_);
    picture_width_ = std::max(1, static_cast<int>(std::lround(picture_height * look.data.aspect)));
}

int ShotsPainter::x_of(std::int64_t frame) const {
    const double x = look_.scale.x_of(static_cast<double>(frame));
    const double width = look_.scale.width();
    return lane_.left() + static_cast<int>(std::floor(std::clamp(x, -width, 2 * width)));
}

void ShotsPainter::paint() {
    const auto& shots = look_.data.shots;
    int index = std::max(0, look_.data.shot_index_at(look_.scale.first_shown()));
    const auto count = static_cast<int>(shots.size());
    const std::int64_t last = look_.scale.last_shown();
    int painted_to = lane_.left() - 1;
    while (index < count && shots[index].first <= last) {
        const TimelineShot& shot = shots[index];
        const int x = x_of(shot.first);
        const int end = x_of(shot.last + 1);
        if (end > painted_to) {
            if (end - x < kNarrow) {
                paint_narrow(shot, std::max(x, painted_to), std::max(end, x + 1), index);
            } else {
                paint_wide(shot, x, end, index);
            }
            painted_to = std::max(end, x + 1);
        }
        ++index;
    }
}

QColor ShotsPainter::title_colour(const TimelineShot& shot, int index) const {
    if (shot.id == look_.data.current_shot) {
        return colours_.current;
    }
    return index % 2 == 0 ? colours_.shot : colours_.other_shot;
}

void ShotsPainter::paint_narrow(const TimelineShot& shot, int x, int end, int index) {
    const bool selected = look_.selected_shots.contains(shot.id);
    painter_.fillRect(x, lane_.top(), end - x, lane_.height(),
                      selected ? colours_.selected : title_colour(shot, index));
    if (end - x > 2) {
        painter_.fillRect(x, lane_.top(), 1, lane_.height(), colours_.line);
    }
}

void ShotsPainter::paint_wide(const TimelineShot& shot, int x, int end, int index) {
    const QRect pictures(x + 1, lane_.top(), end - x - 1, lane_.height() - title_height_);
    const QRect title(x + 1, pictures.bottom() + 1, end - x - 1, title_height_);
    paint_strip(shot, pictures);
    painter_.fillRect(title, title_colour(shot, index));
    paint_title(shot, title);
    painter_.fillRect(x, lane_.top(), 1, lane_.height(), colours_.text);
    if (look_.selected_shots.contains(shot.id)) {
        QColor tint = colours_.selected;
        tint.setAlpha(kSelectedAlpha);
        painter_.fillRect(title, tint);
        painter_.setBrush(Qt::NoBrush);
        painter_.setPen(QPen(colours_.selected, kBorder));
        painter_.drawRect(QRect(x + 1, lane_.top(), end - x - 1, lane_.height())
                              .adjusted(kBorder / 2, kBorder / 2, -kBorder / 2, -kBorder / 2));
    }
}

void ShotsPainter::paint_strip(const TimelineShot& shot, const QRect& area) {
    if (area.width() < 2 * picture_width_) {
        paint_picture(poster_frame(shot.first, shot.last), area);
        return;
    }
    const std::int64_t step = strip_step(look_.scale.zoom(), picture_width_);
    const std::int64_t shown = std::max(look_.scale.first_shown(), shot.first);
    std::int64_t frame = shot.first + (shown - shot.first) / step * step;
    const std::int64_t last = std::min(look_.scale.last_shown(), shot.last);
    for (; frame <= last; frame += step) {
        const int from = std::max(x_of(frame), area.left());
        const int end = std::min(x_of(frame + step), area.right() + 1);
        paint_picture(frame, QRect(from, area.top(), end - from, area.height()));
    }
}

void ShotsPainter::paint_picture(std::int64_t frame, const QRect& area) {
    const double ratio = painter_.device()->devicePixelRatioF();
    const QPixmap picture =
        thumbnails_ == nullptr
            ? QPixmap()
            : thumbnails_->get(frame, static_cast<int>(std::lround(area.height() * ratio)), ratio);
    if (picture.isNull()) {
        const QRect hatched(area.left(), area.top(), std::min(area.width(), picture_width_),
                            area.height());
        painter_.fillRect(hatched, QBrush(colours_.line, Qt::BDiagPattern));
        return;
    }
    const int width = std::min(area.width(), static_cast<int>(picture.width() / ratio));
    painter_.drawPixmap(
        QRectF(area.left(), area.top(), width, area.height()), picture,
        QRectF(0, 0, width * ratio, std::min<double>(picture.height(), area.height() * ratio)));
}

void ShotsPainter::paint_title(const TimelineShot& shot, const QRect& area) {
    // The title of a shot that begins left of the picture stays in sight.
    QRect inside = area.intersected(lane_).adjusted(kMargin, 0, -kMargin, 0);
    const QFontMetrics metrics = painter_.fontMetrics();
    if (inside.width() < metrics.averageCharWidth() * 2) {
        return;
    }
    if (!shot.badge.isEmpty()) {
        const int most = inside.width() / 2;
        const QString badge = metrics.elidedText(shot.badge, Qt::ElideRight, most);
        const int width = metrics.horizontalAdvance(badge);
        if (inside.width() > width * 2) {
            painter_.setPen(colours_.selected);
            painter_.drawText(inside, Qt::AlignVCenter | Qt::AlignRight, badge);
            inside.setRight(inside.right() - width - kMargin);
        }
    }
    painter_.setPen(colours_.text);
    painter_.drawText(inside, Qt::AlignVCenter | Qt::AlignLeft,
                      metrics.elidedText(shot.title, Qt::ElideRight, inside.width()));
}

} // namespace kinovar::ui
