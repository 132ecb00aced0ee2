#include "ui/timeline/timeline_pane.h"

#include "ui/studio/text.h"
#include "ui/timeline/curve_pane.h"
#include "ui/timeline/timeline_commands.h"
#include "ui/timeline/timeline_feed.h"
#include "ui/timeline/timeline_view.h"
#include "ui/timeline/transport_bar.h"

#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <limits>

namespace kinovar::ui {

namespace {

constexpr int kThumbnailMilliseconds = 80;
constexpr double kScrollUnits = 16; // of the scroll bar, a frame
constexpr double kStepShare = 0.1;  // of the width

int scroll_units(double frames) {
    const double most = std::numeric_limits<int>::max();
    return static_cast<int>(std::min(std::round(frames * kScrollUnits), most));
}

} // namespace

TimelinePane::TimelinePane(Player& player, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), player_(player), studio_(studio), feed_(new TimelineFeed(studio, this)) {
    setObjectName("timeline");
    thumbnails_ = std::make_unique<ThumbnailPixmaps>(
        [this](std::int64_t frame) { return studio_.thumbnail(studio_.reel(), frame); });
    view_ = new TimelineView(feed_->data(), thumbnails_.get(), this);
    commands_ = new TimelineCommands(player, studio, actions, feed_->data(), *view_, this);
    bar_ = new TransportBar(player, studio, actions, this);
    curves_ = new CurvePane(studio, actions, this);
    scroll_ = new QScrollBar(Qt::Horizontal, this);
    scroll_->setObjectName("timeline.scroll");
    scroll_->setAccessibleName(tr("Part of the film that is shown"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(bar_);
    column->addWidget(view_, 1);
    column->addWidget(curves_, 1);
    column->addWidget(scroll_);
    thumbnails_soon_.setSingleShot(true);
    thumbnails_soon_.setInterval(kThumbnailMilliseconds);
    connect_parts();
    view_->data_changed();
    view_->set_playhead(studio.frame());
}

TimelinePane::~TimelinePane() = default;

void TimelinePane::connect_parts() {
    connect(feed_, &TimelineFeed::data_changed, view_, &TimelineView::data_changed);
    connect(feed_, &TimelineFeed::look_changed, view_, &TimelineView::look_changed);
    connect(&studio_, &Studio::frame_changed, this, &TimelinePane::follow_frame);
    connect(&studio_, &Studio::reel_changed, this, [this] {
        thumbnails_->clear();
        view_->zoom_whole();
        follow_frame(studio_.frame());
    });
    connect(&studio_, &Studio::thumbnail_arrived, this, [this](const QString& path) {
        const auto* reel =
            studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
        if (reel != nullptr && to_qt(reel->path) == path && !thumbnails_soon_.isActive()) {
            thumbnails_soon_.start();
        }
    });
    connect(&thumbnails_soon_, &QTimer::timeout, view_, &TimelineView::look_changed);
    connect(view_, &TimelineView::scale_changed, this, &TimelinePane::follow_scale);
    connect(view_, &TimelineView::menu_wanted, this,
            [this](const TimelineHit& hit, const QPoint& global) {
                auto* menu = new QMenu(this);
                menu->setObjectName("timeline.menu");
                menu->setAttribute(Qt::WA_DeleteOnClose);
                commands_->fill_menu(*menu, hit);
                menu->popup(global);
            });
    connect(curves_, &CurvePane::header_changed, this, [this] {
        view_->set_least_header_width(curves_->header_width());
        follow_scale();
    });
    connect(curves_, &CurvePane::seek_wanted, this, [this](std::int64_t frame) {
        player_.stop();
        studio_.set_frame(frame);
    });
    connect(scroll_, &QScrollBar::valueChanged, this,
            [this](int value) { view_->scroll_to(value / kScrollUnits); });
    connect(bar_, &TransportBar::zoom_wanted, this, [this](double place) {
        const double wanted = view_->scale().zoom_at_place(place);
        view_->zoom_by(wanted / view_->scale().zoom());
    });
}

void TimelinePane::follow_scale() {
    const TimeScale& scale = view_->scale();
    const QSignalBlocker quiet(scroll_);
    scroll_->setRange(0, scroll_units(scale.greatest_left()));
    scroll_->setPageStep(std::max(1, scroll_units(scale.frames_shown())));
    scroll_->setSingleStep(std::max(1, scroll_units(scale.frames_shown() * kStepShare)));
    scroll_->setValue(scroll_units(scale.left()));
    bar_->show_zoom(scale.zoom_place());
    if (!curves_->isHidden()) {
        curves_->view().set_scale(scale, view_->layout_of_lanes().header_width());
    }
}

void TimelinePane::follow_frame(std::int64_t frame) {
    view_->set_playhead(frame);
    view_->follow(frame, player_.playing());
    curves_->view().set_playhead(frame);
}

} // namespace kinovar::ui
