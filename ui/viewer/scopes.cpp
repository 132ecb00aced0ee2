#include "ui/viewer/scopes.h"

#include "ui/viewer/scope_plot.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

constexpr const char* kState = "scopes";
constexpr int kGap = 4;

} // namespace

Scopes::Scopes(Viewer& viewer, Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), viewer_(viewer), studio_(studio), plot_(new ScopePlot), kind_(new QComboBox),
      side_(new QComboBox), logarithmic_(new QCheckBox(tr("Logarithmic"))) {
    setObjectName(QStringLiteral("scopes"));
    kind_->setObjectName(QStringLiteral("scopes.kind"));
    kind_->setAccessibleName(tr("Scope"));
    kind_->setToolTip(tr("Which scope is shown"));
    kind_->addItems({tr("Histogram"), tr("Waveform"), tr("RGB parade"), tr("Vectorscope")});
    side_->setObjectName(QStringLiteral("scopes.side"));
    side_->setAccessibleName(tr("Picture"));
    side_->setToolTip(tr("Which picture is measured"));
    side_->addItems({tr("A"), tr("B")});
    logarithmic_->setObjectName(QStringLiteral("scopes.logarithmic"));
    logarithmic_->setAccessibleName(logarithmic_->text());
    logarithmic_->setToolTip(tr("Show rare levels larger"));
    auto* bar = new QHBoxLayout;
    bar->setSpacing(kGap);
    bar->addWidget(kind_);
    bar->addWidget(side_);
    bar->addWidget(logarithmic_);
    bar->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kGap, kGap, kGap, kGap);
    column->setSpacing(kGap);
    column->addLayout(bar);
    column->addWidget(plot_, 1);
    connect(kind_, &QComboBox::activated, this, &Scopes::choose);
    connect(side_, &QComboBox::activated, this, [this] {
        follow();
        remember();
    });
    connect(logarithmic_, &QCheckBox::toggled, this, [this](bool on) {
        plot_->set_logarithmic(on);
        remember();
    });
    soon_.setSingleShot(true);
    soon_.setInterval(0);
    connect(&soon_, &QTimer::timeout, this, &Scopes::follow);
    connect(&viewer_, &Viewer::pictures_changed, this, [this] { soon_.start(); });
    connect(&studio_, &Studio::project_changed, this, &Scopes::recall);
    add_actions(actions);
    recall();
}

void Scopes::add_actions(Actions& actions) {
    static constexpr std::array kIds{"scopes.histogram", "scopes.waveform", "scopes.parade",
                                     "scopes.vectorscope"};
    for (int i = 0; i < static_cast<int>(kIds.size()); ++i) {
        QAction* action = actions.add(QLatin1String(kIds[static_cast<std::size_t>(i)]),
                                      tr("Scopes"), tr("Scope: %1").arg(kind_->itemText(i)));
        connect(action, &QAction::triggered, this, [this, i] { choose(i); });
    }
}

void Scopes::choose(int kind) {
    kind_->setCurrentIndex(kind);
    plot_->set_kind(static_cast<ScopeKind>(kind));
    logarithmic_->setVisible(static_cast<ScopeKind>(kind) == ScopeKind::Histogram);
    remember();
}

void Scopes::follow() {
    if (isVisible()) {
        plot_->set_picture(viewer_.picture(side_->currentIndex() == 0 ? Side::A : Side::B));
    }
}

void Scopes::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    follow();
}

void Scopes::remember() {
    studio_.set_state(kState, QStringLiteral("%1 %2 %3")
                                  .arg(kind_->currentIndex())
                                  .arg(side_->currentIndex())
                                  .arg(logarithmic_->isChecked() ? 1 : 0));
}

void Scopes::recall() {
    const QStringList parts = studio_.state(kState).split(QLatin1Char(' '));
    const auto number = [&](int i, int standard, int most) {
        bool good = false;
        const int value = i < parts.size() ? parts[i].toInt(&good) : 0;
        return good ? std::clamp(value, 0, most) : standard;
    };
    const QSignalBlocker quiet(logarithmic_);
    side_->setCurrentIndex(number(1, 1, 1));
    logarithmic_->setChecked(number(2, 0, 1) == 1);
    plot_->set_logarithmic(logarithmic_->isChecked());
    const int kind = number(0, static_cast<int>(ScopeKind::Waveform), kind_->count() - 1);
    kind_->setCurrentIndex(kind);
    plot_->set_kind(static_cast<ScopeKind>(kind));
    logarithmic_->setVisible(static_cast<ScopeKind>(kind) == ScopeKind::Histogram);
    soon_.start();
}

} // namespace kinovar::ui
