#include "ui/panels/failed_frames.h"

#include "ui/forms/two_line_delegate.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kLookMilliseconds = 200;
constexpr int kFrameRole = TwoLineDelegate::kOwnRoles;
constexpr std::size_t kMostShown = 200; // a chain that fails fails everywhere

} // namespace

FailedFrames::FailedFrames(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), title_(new QLabel(this)), list_(new QListWidget(this)) {
    setObjectName("review.failed");
    list_->setObjectName("review.failed_list");
    list_->setAccessibleName(tr("Frames that failed"));
    list_->setItemDelegate(new TwoLineDelegate(list_));
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setToolTip(tr("Enter: go there and try again"));
    auto* again = new QToolButton(this);
    again->setObjectName("review.retry");
    again->setText(tr("Retry all"));
    again->setIcon(icon("reset"));
    again->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    again->setToolTip(tr("Try all failed frames of the result again"));
    again->setAutoRaise(true);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 2, 2, 0);
    row->addWidget(title_, 1);
    row->addWidget(again);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(list_, 1);
    look_soon_.setSingleShot(true);
    look_soon_.setInterval(kLookMilliseconds);
    connect(&look_soon_, &QTimer::timeout, this, &FailedFrames::look);
    const auto soon = [this] {
        if (!look_soon_.isActive()) {
            look_soon_.start();
        }
    };
    connect(&studio, &Studio::picture_arrived, this, soon);
    connect(&studio, &Studio::views_changed, this, soon);
    connect(&studio, &Studio::project_changed, this, soon);
    connect(again, &QToolButton::clicked, this, [this] { retry(-1); });
    const auto frame_of = [](const QListWidgetItem* item) {
        return item->data(kFrameRole).toLongLong();
    };
    connect(list_, &QListWidget::itemClicked, this,
            [this, frame_of](const QListWidgetItem* item) { studio_.set_frame(frame_of(item)); });
    connect(list_, &QListWidget::itemActivated, this,
            [this, frame_of](const QListWidgetItem* item) {
                const std::int64_t frame = frame_of(item);
                studio_.set_frame(frame);
                retry(frame);
            });
    look();
}

std::optional<Hash128> FailedFrames::key() const {
    if (studio_.reel() == 0) {
        return std::nullopt;
    }
    const auto view = studio_.view({Point::Kind::Result, 0, 0});
    return view && view->full != nullptr ? std::optional(view->full->info().key) : std::nullopt;
}

void FailedFrames::look() {
    std::vector<std::pair<std::int64_t, QString>> failed;
    std::size_t count = 0;
    if (const auto clip = key()) {
        const auto frames = studio_.pictures().failed(*clip);
        count = frames.size();
        for (std::size_t i = 0; i < std::min(count, kMostShown); ++i) {
            failed.emplace_back(frames[i].first, to_qt(frames[i].second.one_line()));
        }
    }
    setVisible(!failed.empty());
    title_->setText(tr("%n frame(s) failed", nullptr, static_cast<int>(count)));
    if (failed == shown_) {
        return;
    }
    shown_ = std::move(failed);
    list_->clear();
    for (const auto& [frame, reason] : shown_) {
        const QString place = timecode(frame, studio_.frame_rate());
        auto* item = new QListWidgetItem(
            icon("warning"), tr("Frame %1 · %2", "number and timecode").arg(frame).arg(place),
            list_);
        item->setData(TwoLineDelegate::kSecondLine, reason);
        item->setData(kFrameRole, QVariant::fromValue<qlonglong>(frame));
        item->setToolTip(reason);
    }
}

void FailedFrames::retry(std::int64_t frame) {
    if (const auto clip = key()) {
        studio_.pictures().retry(*clip, frame);
        look();
    }
}

} // namespace kinovar::ui
