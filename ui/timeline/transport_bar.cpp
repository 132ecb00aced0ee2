#include "ui/timeline/transport_bar.h"

#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <algorithm>
#include <limits>

namespace kinovar::ui {

namespace {

constexpr int kPercent = 100;
constexpr int kZoomSteps = 1000;
constexpr int kRateMilliseconds = 500;
constexpr int kVolumeWidth = 70;
constexpr int kZoomWidth = 120;
constexpr int kGap = 10;

} // namespace

TransportBar::TransportBar(Player& player, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), player_(player), studio_(studio) {
    setObjectName("transport");
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 2, 4, 2);
    row->setSpacing(1);
    add_buttons(*row, actions,
                {"timeline.start", "timeline.previous_cut", "playback.step_back", "playback.back",
                 "playback.play", "playback.forward", "playback.step_forward", "timeline.next_cut",
                 "timeline.end"});
    row->addSpacing(kGap);
    add_buttons(*row, actions,
                {"playback.loop", "timeline.set_in", "timeline.set_out", "timeline.split",
                 "timeline.join", "timeline.add_marker"});
    row->addSpacing(kGap);
    add_place(*row);
    row->addStretch(1);
    add_volume(*row, actions);
    row->addSpacing(kGap);
    add_zoom(*row, actions);
    connect(&studio_, &Studio::frame_changed, this, &TransportBar::show_frame);
    for (const auto signal :
         {&Studio::reel_changed, &Studio::reels_changed, &Studio::project_changed}) {
        connect(&studio_, signal, this, &TransportBar::show_reel);
    }
    connect(&player_, &Player::state_changed, this, &TransportBar::show_rate);
    connect(&player_, &Player::dropped_changed, this, &TransportBar::show_rate);
    rate_timer_.setInterval(kRateMilliseconds);
    connect(&rate_timer_, &QTimer::timeout, this, &TransportBar::show_rate);
    show_reel();
}

void TransportBar::add_buttons(QHBoxLayout& row, Actions& actions,
                               std::initializer_list<const char*> ids) {
    for (const char* id : ids) {
        QAction* action = actions.find(QLatin1String(id));
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setFocusPolicy(Qt::TabFocus); // a click leaves the keys where they were
        button->setObjectName(QStringLiteral("transport.") +
                              QString::fromLatin1(id).section(QLatin1Char('.'), 1));
        const auto name = [button, action] {
            button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        };
        name();
        connect(action, &QAction::changed, button, name);
        row.addWidget(button);
    }
}

void TransportBar::add_place(QHBoxLayout& row) {
    timecode_ = new TimecodeEdit(this);
    row.addWidget(timecode_);
    frame_ = new QSpinBox(this);
    frame_->setObjectName("transport.frame");
    frame_->setAccessibleName(tr("Number of the frame"));
    frame_->setToolTip(tr("Number of the frame, from 0"));
    frame_->setButtonSymbols(QAbstractSpinBox::NoButtons);
    frame_->setKeyboardTracking(false);
    frame_->setAlignment(Qt::AlignRight);
    row.addSpacing(4);
    row.addWidget(frame_);
    length_ = new QLabel(this);
    length_->setObjectName("transport.length");
    row.addSpacing(4);
    row.addWidget(length_);
    row.addSpacing(kGap);
    rate_ = new QLabel(this);
    rate_->setObjectName("transport.rate");
    rate_->setToolTip(tr("Frames a second that are shown, and how many were due but not there"));
    row.addWidget(rate_);
    const auto go = [this](std::int64_t frame) {
        player_.stop();
        studio_.set_frame(frame);
    };
    connect(timecode_, &TimecodeEdit::frame_wanted, this, go);
    connect(frame_, &QSpinBox::valueChanged, this, go);
}

void TransportBar::add_volume(QHBoxLayout& row, Actions& actions) {
    add_buttons(row, actions, {"playback.mute"});
    volume_ = new QSlider(Qt::Horizontal, this);
    volume_->setObjectName("transport.volume");
    volume_->setAccessibleName(tr("Volume"));
    volume_->setToolTip(tr("Volume"));
    volume_->setFocusPolicy(Qt::TabFocus);
    volume_->setRange(0, kPercent);
    volume_->setValue(kPercent);
    volume_->setFixedWidth(kVolumeWidth);
    connect(volume_, &QSlider::valueChanged, this,
            [this](int percent) { player_.set_volume(static_cast<double>(percent) / kPercent); });
    row.addWidget(volume_);
}

void TransportBar::add_zoom(QHBoxLayout& row, Actions& actions) {
    add_buttons(row, actions, {"timeline.zoom_whole"});
    zoom_ = new QSlider(Qt::Horizontal, this);
    zoom_->setObjectName("transport.zoom");
    zoom_->setAccessibleName(tr("Zoom of the timeline"));
    zoom_->setToolTip(tr("Zoom of the timeline, from the whole film to one frame"));
    zoom_->setFocusPolicy(Qt::TabFocus);
    zoom_->setRange(0, kZoomSteps);
    zoom_->setFixedWidth(kZoomWidth);
    connect(zoom_, &QSlider::valueChanged, this,
            [this](int value) { Q_EMIT zoom_wanted(static_cast<double>(value) / kZoomSteps); });
    row.addWidget(zoom_);
}

void TransportBar::show_zoom(double place) {
    const QSignalBlocker quiet(zoom_);
    zoom_->setValue(qRound(place * kZoomSteps));
}

void TransportBar::show_reel() {
    const std::int64_t frames = studio_.frames();
    const bool has_reel = frames > 0;
    for (QWidget* widget : {static_cast<QWidget*>(timecode_), static_cast<QWidget*>(frame_),
                            static_cast<QWidget*>(zoom_), static_cast<QWidget*>(volume_)}) {
        widget->setEnabled(has_reel);
    }
    {
        const QSignalBlocker quiet(frame_);
        const auto most = std::min<std::int64_t>(frames - 1, std::numeric_limits<int>::max());
        frame_->setRange(0, std::max(0, static_cast<int>(most)));
    }
    timecode_->set_rate(studio_.frame_rate());
    length_->setText(has_reel ? tr("of %1", "length of the film, in frames").arg(frames)
                              : QString());
    length_->setToolTip(timecode(frames, studio_.frame_rate()));
    show_frame(studio_.frame());
    show_rate();
}

void TransportBar::show_frame(std::int64_t frame) {
    timecode_->set_frame(frame);
    const QSignalBlocker quiet(frame_);
    frame_->setValue(static_cast<int>(frame));
}

void TransportBar::show_rate() {
    const bool playing = player_.playing();
    if (playing != rate_timer_.isActive()) {
        playing ? rate_timer_.start() : rate_timer_.stop();
    }
    const double shown = playing ? player_.shown_rate() : studio_.frame_rate();
    QString text;
    if (studio_.frames() > 0) {
        text = tr("%1 fps", "frames a second").arg(shown, 0, 'f', playing ? 1 : 3);
        if (player_.dropped() > 0) {
            text = tr("%1, %2", "frames a second, frames dropped")
                       .arg(text, tr("%n dropped", nullptr, player_.dropped()));
        }
    }
    rate_->setText(text);
}

} // namespace kinovar::ui
