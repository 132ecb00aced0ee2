#include "ui/retouch/tracking_pane.h"

#include "ui/retouch/confidence_strip.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kPercent = 100;

QPushButton* push_button(const char* name, const QString& text, const QString& tip) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(tip);
    return button;
}

} // namespace

TrackingPane::TrackingPane(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), strip_(new ConfidenceStrip), text_(new QLabel),
      check_(push_button("retouch.check", tr("Check"),
                         tr("Follows the fix through all its frames and says where it holds"))),
      worst_(push_button("retouch.worst", tr("Worst frame"),
                         tr("Goes to the frame that wants a look first"))),
      accept_(push_button("retouch.accept", tr("It fits"),
                          tr("The picture below it has changed, but the fix is right: it is drawn "
                             "again from now on"))) {
    setObjectName(QStringLiteral("retouch.tracking"));
    text_->setObjectName(QStringLiteral("retouch.tracking.text"));
    text_->setWordWrap(true);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {check_, worst_, accept_}) {
        buttons->addWidget(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(strip_);
    column->addWidget(text_);
    column->addLayout(buttons);
    connect(strip_, &ConfidenceStrip::frame_wanted, &studio_, &Studio::set_frame);
    connect(check_, &QPushButton::clicked, this,
            [this] { studio_.retouch().measure_confidence(studio_.retouch().chosen()); });
    connect(worst_, &QPushButton::clicked, this, &TrackingPane::go_to_worst);
    connect(accept_, &QPushButton::clicked, this,
            [this] { studio_.retouch().accept_fit(studio_.retouch().chosen()); });
    const Retouch& retouch = studio_.retouch();
    connect(&retouch, &Retouch::fixes_changed, this, &TrackingPane::follow);
    connect(&retouch, &Retouch::chosen_changed, this, &TrackingPane::follow);
    connect(&retouch, &Retouch::confidence_changed, this, &TrackingPane::follow);
    connect(&studio_, &Studio::frame_changed, this, &TrackingPane::follow_frame);
    follow();
}

void TrackingPane::follow() {
    const Retouch& retouch = studio_.retouch();
    const retouch::Fix* fix = retouch.fix(retouch.chosen());
    if (fix == nullptr) {
        return;
    }
    const auto& frames = retouch.confidence(fix->id);
    strip_->show_life(fix->first, fix->last, frames);
    strip_->set_worst(retouch.fares(fix->id).worst);
    worst_->setEnabled(!frames.empty());
    check_->setEnabled(!retouch.measuring());
    follow_frame();
}

void TrackingPane::follow_frame() {
    const Retouch& retouch = studio_.retouch();
    const retouch::Fix* fix = retouch.fix(retouch.chosen());
    if (fix == nullptr) {
        return;
    }
    const std::int64_t now = studio_.frame();
    strip_->set_now(now);
    const steps::FixConfidence* one = strip_->at(now);
    if (now < fix->first || now > fix->last) {
        text_->setText(tr("Not at this frame."));
    } else if (one == nullptr) {
        text_->setText(tr("Not checked yet."));
    } else {
        const QString state = fix_look::text(fix_look::fit_of(*one));
        const QString why = one->text.empty() ? QString() : translated(one->text);
        text_->setText(why.isEmpty() ? tr("Here: %1, %2 % sure", "state of a fix, confidence")
                                           .arg(state)
                                           .arg(qRound(one->confidence * kPercent))
                                     : tr("Here: %1, %2 % sure. %3", "state, confidence, why")
                                           .arg(state)
                                           .arg(qRound(one->confidence * kPercent))
                                           .arg(why));
    }
}

void TrackingPane::go_to_worst() {
    const std::int64_t frame = studio_.retouch().fares(studio_.retouch().chosen()).worst;
    if (frame >= 0) {
        studio_.set_frame(frame);
    }
}

} // namespace kinovar::ui
