#include "ui/colour/confidence_pane.h"

#include "ui/studio/colour.h"
#include "ui/studio/studio.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr double kPercent = 100;

QPushButton* button(const char* name, const QString& text, const QString& tip) {
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(text);
    made->setToolTip(tip);
    return made;
}

} // namespace

ConfidencePane::ConfidencePane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), text_(new QLabel) {
    setObjectName(QStringLiteral("hints.confidence"));
    QAction* action =
        actions_.add(QStringLiteral("colour.check"), tr("Colour"), tr("Check the colours"));
    action->setToolTip(tr("Works out for each frame how sure its colours are. Unsure ones show on "
                          "the timeline and in Review."));
    connect(action, &QAction::triggered, this, [this] {
        studio_.colour().measure_confidence();
        follow();
    });
    check_ = button("hints.check", action->text(), action->toolTip());
    connect(check_, &QPushButton::clicked, action, &QAction::trigger);
    worst_ = button("hints.worst", tr("Go to the least sure frame"),
                    tr("The frame whose colours need a hint most"));
    connect(worst_, &QPushButton::clicked, this, [this] { studio_.set_frame(worst_frame()); });
    text_->setObjectName(QStringLiteral("hints.confidence.text"));
    text_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(check_);
    row->addWidget(worst_);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(text_);
    column->addLayout(row);
    connect(&studio_.colour(), &Colour::confidence_changed, this, &ConfidencePane::follow);
    connect(&studio_.colour(), &Colour::hints_changed, this, &ConfidencePane::follow);
    connect(&studio_, &Studio::chain_changed, this, &ConfidencePane::follow);
    connect(&studio_, &Studio::reel_changed, this, &ConfidencePane::follow);
    follow();
}

std::int64_t ConfidencePane::worst_frame() const {
    const auto& frames = studio_.colour().confidence();
    const auto worst =
        std::min_element(frames.begin(), frames.end(), [](const auto& a, const auto& b) {
            return a.below != b.below ? a.below > b.below : a.mean < b.mean;
        });
    return frames.empty() ? -1 : worst - frames.begin();
}

void ConfidencePane::follow() {
    const auto& frames = studio_.colour().confidence();
    const bool colours = studio_.reel() != 0 && studio_.colour().step_at() >= 0;
    const bool measuring = studio_.colour().measuring_confidence();
    actions_.find(QStringLiteral("colour.check"))->setEnabled(colours && !measuring);
    check_->setEnabled(colours && !measuring);
    worst_->setVisible(!frames.empty());
    text_->setForegroundRole(frames.empty() ? QPalette::PlaceholderText : QPalette::WindowText);
    if (frames.empty()) {
        if (measuring) {
            text_->setText(tr("The colours are being checked…"));
        } else {
            text_->setText(colours ? tr("Not checked since the hints or the chain changed.")
                                   : tr("Nothing is coloured yet."));
        }
        return;
    }
    double mean = 0;
    double below = 0;
    for (const steps::ColourConfidence& frame : frames) {
        mean += frame.mean;
        below += frame.below;
    }
    const auto count = static_cast<double>(frames.size());
    text_->setText(tr("The colours are %1 % sure on average; %2 % of the film has none that can "
                      "be relied on.")
                       .arg(qRound(mean / count * kPercent))
                       .arg(qRound(below / count * kPercent)));
}

} // namespace kinovar::ui
