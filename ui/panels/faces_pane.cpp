#include "ui/panels/faces_pane.h"

#include "core/steps/retouch/skin/plastic.h"
#include "ui/panels/faces_graph.h"
#include "ui/studio/detectors.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <cmath>
#include <limits>

namespace kinovar::ui {

namespace {

// What is shown at least, so that noise does not fill the graph.
constexpr std::pair kIdentitySpan{0.0, 0.3};
constexpr std::pair kPlasticSpan{-2.0, 2.0};

QPushButton* button(const char* name, const QString& text, const QString& tip) {
    auto* made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAccessibleName(text);
    made->setToolTip(tip);
    return made;
}

} // namespace

FacesPane::FacesPane(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), text_(new QLabel), people_(new QLabel) {
    setObjectName(QStringLiteral("check.faces"));
    text_->setObjectName(QStringLiteral("check.faces_text"));
    text_->setWordWrap(true);
    text_->setMargin(4);
    people_->setObjectName(QStringLiteral("check.people"));
    people_->setWordWrap(true);
    people_->setMargin(4);
    identity_ = new FacesGraph(
        studio, tr("Distance from the shot's median face"),
        [](const FacesGraph::Sight& sight) { return sight.distance; }, kIdentitySpan,
        {{0, tr("the same")}}, this);
    identity_->setObjectName(QStringLiteral("check.identity"));
    plastic_ = new FacesGraph(
        studio, tr("Plastic skin"), [](const FacesGraph::Sight& sight) { return sight.plastic; },
        kPlasticSpan,
        {{retouch::kPlasticList, tr("as smooth as few real faces")},
         {retouch::kPlasticFlag, tr("flagged")}},
        this);
    plastic_->setObjectName(QStringLiteral("check.plastic"));
    worst_identity_ = button("check.worst_identity", tr("&Worst"),
                             tr("Go to the frame whose face strays farthest"));
    worst_plastic_ =
        button("check.worst_plastic", tr("Most &plastic"), tr("Go to the most plastic face"));
    connect(worst_identity_, &QPushButton::clicked, this, [this] { go_to_worst(*identity_); });
    connect(worst_plastic_, &QPushButton::clicked, this, [this] { go_to_worst(*plastic_); });
    auto* row = new QHBoxLayout;
    row->setContentsMargins(4, 0, 4, 4);
    row->addWidget(worst_identity_);
    row->addWidget(worst_plastic_);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 0);
    column->setSpacing(4);
    column->addWidget(text_);
    column->addWidget(people_);
    column->addWidget(identity_, 1);
    column->addWidget(plastic_, 1);
    column->addLayout(row);
    column->addStretch(0);
    connect(&studio_.detectors(), &Detectors::changed, this, &FacesPane::follow);
    connect(&studio_.detectors(), &Detectors::progress_changed, this, &FacesPane::follow);
    for (const auto signal :
         {&Studio::shot_changed, &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio_, signal, this, &FacesPane::follow);
    }
    follow();
}

void FacesPane::follow() {
    const auto faces = faces_of_shot(studio_);
    for (QWidget* part : std::initializer_list<QWidget*>{people_, identity_, plastic_,
                                                         worst_identity_, worst_plastic_}) {
        part->setVisible(!faces.empty());
    }
    worst_identity_->setEnabled(!identity_->empty());
    worst_plastic_->setEnabled(!plastic_->empty());
    if (!faces.empty()) {
        text_->setText(tr("High is far from usual. Judge by the picture: turned heads, hands and "
                          "poor light are far from usual too."));
        QStringList names;
        for (std::size_t i = 0; i < faces.size(); ++i) {
            names += QStringLiteral("<span style=\"color:%1\">●</span> %2")
                         .arg(FacesGraph::colour_of(i).name(),
                              tr("face %1").arg(static_cast<int>(i) + 1).toHtmlEscaped());
        }
        people_->setText(names.join(QStringLiteral("&nbsp; ")));
    } else if (studio_.detectors().looking()) {
        text_->setText(tr("Looking…"));
    } else if (studio_.detectors().knows_faces()) {
        text_->setText(tr("No faces were found in this shot, or it was not looked at yet."));
    } else {
        text_->setText(tr("Faces were not looked for yet. Who strays from himself, and whose skin "
                          "is too smooth, shows here over time."));
    }
}

void FacesPane::go_to_worst(const FacesGraph& graph) {
    const auto worst = graph.worst_frame();
    if (!worst) {
        return;
    }
    for (const detect::FaceTrack* face : faces_of_shot(studio_)) {
        for (const auto& sight : face->sights) {
            if (sight.frame == *worst) {
                const detect::Box box = sight.box;
                studio_.set_frame(*worst);
                Q_EMIT place_wanted(box);
                return;
            }
        }
    }
}

} // namespace kinovar::ui
