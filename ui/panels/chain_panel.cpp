#include "ui/panels/chain_panel.h"

#include "core/steps/step_catalogue.h"
#include "ui/forms/parameter_form.h"
#include "ui/panels/add_step_popup.h"
#include "ui/panels/preset_bar.h"
#include "ui/panels/scope_bar.h"
#include "ui/panels/step_list.h"
#include "ui/panels/step_pane.h"
#include "ui/panels/step_summary.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {
constexpr int kListShare = 2; // of the height, beside the parameters
constexpr int kPaneShare = 3;
} // namespace

ChainPanel::ChainPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), list_(new StepList),
      pane_(new StepPane(studio)), presets_(new PresetBar(studio)), popup_(new AddStepPopup(this)),
      empty_(new QLabel) {
    setObjectName(QStringLiteral("chain"));
    list_->setObjectName(QStringLiteral("chain.list"));
    list_->setAccessibleName(tr("Steps of the chain"));
    list_->setToolTip(tr("Drag a step, or press Alt+Up and Alt+Down, to change the order; Space "
                         "switches it, Delete removes it"));
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    add_ = make_button(QStringLiteral("chain.add.button"), QStringLiteral("add"), tr("Add step"),
                       tr("Choose a step; it comes after the chosen one"));
    time_ = make_button(QStringLiteral("chain.time.button"), QString(), tr("Time"),
                        tr("Measures how long each step takes for a frame at the playhead"));
    more_ = make_button(QStringLiteral("chain.more"), QString(), QStringLiteral("⋯"),
                        tr("What can be done with the chosen step and the chain"));
    more_->setPopupMode(QToolButton::InstantPopup);
    more_->setMenu(new QMenu(more_));
    add_actions();
    lay_out();
    connect_list();
    connect_studio();
    refresh();
}

QToolButton* ChainPanel::make_button(const QString& name, const QString& icon_name,
                                     const QString& text, const QString& help) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    if (!icon_name.isEmpty()) {
        button->setIcon(icon(icon_name));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    }
    button->setToolTip(help);
    button->setAccessibleName(text.size() > 1 ? text : help);
    return button;
}

void ChainPanel::add_actions() {
    const QString group = tr("Chain");
    QMenu* menu = more_->menu();
    const auto add = [&](const char* id, const QString& text, auto deed,
                         const QKeySequence& key = {}) {
        QAction* action = actions_.add(QLatin1String(id), group, text, key);
        connect(action, &QAction::triggered, this, deed);
        menu->addAction(action);
        return action;
    };
    const auto chosen = [this](void (ChainPanel::*deed)(int)) {
        return [this, deed] {
            if (studio_.step() >= 0) {
                (this->*deed)(studio_.step());
            }
        };
    };
    add(
        "chain.add", tr("Add step…"), [this] { popup_->open_at(add_); },
        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    menu->addSeparator();
    add("chain.duplicate", tr("Duplicate step"), chosen(&ChainPanel::duplicate_step));
    add("chain.remove", tr("Remove step"), chosen(&ChainPanel::remove_step));
    add("chain.reset", tr("Reset step to its defaults"), chosen(&ChainPanel::reset_step));
    add("chain.solo", tr("Look at this step alone"), chosen(&ChainPanel::solo_step));
    add("chain.up", tr("Move step up"), [this] { move_step(studio_.step(), studio_.step() - 1); });
    add("chain.down", tr("Move step down"),
        [this] { move_step(studio_.step(), studio_.step() + 1); });
    menu->addSeparator();
    add("chain.copy", tr("Copy chain as text"), [this] { copy_chain(); });
    add("chain.paste", tr("Paste chain"), [this] { paste_chain(); });
    add("chain.save_preset", tr("Save as preset…"), [this] { presets_->ask_name(); });
    menu->addSeparator();
    add("chain.time", tr("Time the steps"), [this] { time_chain(); });
    connect(add_, &QToolButton::clicked, this, [this] { popup_->open_at(add_); });
    connect(time_, &QToolButton::clicked, this, &ChainPanel::time_chain);
    connect(popup_, &AddStepPopup::chosen, this, &ChainPanel::add_step);
}

void ChainPanel::lay_out() {
    empty_->setObjectName(QStringLiteral("chain.empty"));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setMargin(fontMetrics().height());
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add_);
    buttons->addWidget(presets_->button());
    buttons->addWidget(time_);
    buttons->addStretch();
    buttons->addWidget(more_);
    auto* split = new QSplitter(Qt::Vertical);
    split->setObjectName(QStringLiteral("chain.splitter"));
    auto* upper = new QWidget;
    auto* stack = new QVBoxLayout(upper);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addWidget(list_, 1);
    stack->addWidget(empty_, 1);
    split->addWidget(upper);
    split->addWidget(pane_);
    split->setStretchFactor(0, kListShare);
    split->setStretchFactor(1, kPaneShare);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(new ScopeBar(studio_));
    column->addLayout(buttons);
    column->addWidget(presets_);
    column->addWidget(split, 1);
}

void ChainPanel::connect_list() {
    connect(list_, &QListWidget::currentRowChanged, this, &ChainPanel::choose);
    connect(list_, &StepList::switched, this, &ChainPanel::switch_step);
    connect(list_, &StepList::move_wanted, this, &ChainPanel::move_step);
    connect(list_, &StepList::remove_wanted, this, &ChainPanel::remove_step);
    connect(list_, &StepList::duplicate_wanted, this, &ChainPanel::duplicate_step);
    connect(list_, &StepList::solo_wanted, this, &ChainPanel::solo_step);
    connect(list_, &StepList::copy_wanted, this, &ChainPanel::copy_chain);
    connect(list_, &StepList::paste_wanted, this, &ChainPanel::paste_chain);
    connect(list_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { more_->menu()->popup(list_->viewport()->mapToGlobal(at)); });
}

void ChainPanel::connect_studio() {
    connect(&studio_, &Studio::chain_changed, this, &ChainPanel::refresh);
    connect(&studio_, &Studio::project_changed, this, &ChainPanel::refresh);
    connect(&studio_, &Studio::reel_changed, this, &ChainPanel::refresh);
    connect(&studio_, &Studio::step_changed, this, &ChainPanel::refresh);
    connect(&studio_, &Studio::solo_changed, this, &ChainPanel::refresh);
    connect(&studio_, &Studio::views_changed, this, &ChainPanel::refresh_trouble);
    connect(&studio_, &Studio::models_changed, this, [this] { pane_->form()->refresh_models(); });
}

void ChainPanel::choose(int step) {
    studio_.set_step(step);
}

QString ChainPanel::time_text(std::size_t step) const {
    // A time holds for as long as nothing before it changed.
    const auto& now = studio_.chain().steps;
    for (std::size_t i = 0; i <= step; ++i) {
        if (i >= timed_.steps.size() || !(timed_.steps[i] == now[i])) {
            return {};
        }
    }
    constexpr double kMilli = 1000;
    constexpr double kTen = 10;
    const double ms = times_[step] * kMilli;
    return now[step].enabled ? tr("%1 ms").arg(ms, 0, 'f', ms < kTen ? 1 : 0) : QString();
}

void ChainPanel::refresh() {
    const pipeline::Chain& chain = studio_.chain();
    std::vector<StepLine> lines;
    for (std::size_t i = 0; i < chain.steps.size(); ++i) {
        const pipeline::StepSpec& spec = chain.steps[i];
        const pipeline::StepType* type = Studio::step_type(spec.name);
        const int at = static_cast<int>(i);
        StepLine line;
        line.title = type == nullptr ? to_qt(spec.name) : translated(type->title);
        line.help = type == nullptr ? QString() : translated(type->help);
        line.summary = type == nullptr ? QString() : step_summary(spec, *type);
        line.time = time_text(i);
        line.enabled = spec.enabled;
        line.solo = studio_.solo() == at;
        line.silenced = studio_.solo() >= 0 && !line.solo;
        line.error = broken_ == at && trouble_ ? to_qt(trouble_->one_line()) : QString();
        lines.push_back(std::move(line));
    }
    list_->set_lines(lines);
    if (studio_.step() >= static_cast<int>(lines.size())) {
        studio_.set_step(static_cast<int>(lines.size()) - 1);
    }
    {
        const QSignalBlocker quiet(list_);
        list_->setCurrentRow(studio_.step());
    }
    const bool there = studio_.has_project() && studio_.reel() != 0;
    empty_->setText(there ? tr("No steps yet: the film is shown as it was scanned.\n\n"
                               "Add a step, or load a preset that suits the film.")
                          : tr("Open a film first. Here you then choose what is done to it."));
    empty_->setVisible(lines.empty());
    list_->setVisible(!lines.empty());
    pane_->refresh();
    pane_->show_trouble(studio_.step() >= 0 && studio_.step() == broken_ ? trouble_ : std::nullopt);
    refresh_actions();
}

void ChainPanel::refresh_actions() {
    const bool there = studio_.has_project() && studio_.reel() != 0;
    const bool step = studio_.step() >= 0;
    add_->setEnabled(there);
    time_->setEnabled(there && !studio_.chain().steps.empty() && timing_ == 0);
    presets_->button()->setEnabled(there);
    for (const char* id : {"chain.add", "chain.paste"}) {
        actions_.find(QLatin1String(id))->setEnabled(there);
    }
    for (const char* id : {"chain.copy", "chain.save_preset", "chain.time"}) {
        actions_.find(QLatin1String(id))->setEnabled(there && !studio_.chain().steps.empty());
    }
    for (const char* id : {"chain.duplicate", "chain.remove", "chain.reset", "chain.solo",
                           "chain.up", "chain.down"}) {
        actions_.find(QLatin1String(id))->setEnabled(step);
    }
}

/// Finds the first step that cannot be built. Views are kept, so this costs little.
void ChainPanel::refresh_trouble() {
    broken_ = -1;
    trouble_.reset();
    const int count = static_cast<int>(studio_.chain().steps.size());
    const auto fine = [this](const Result<preview::View>& view) {
        return view.has_value() || view.error().code == ErrorCode::Cancelled;
    };
    if (count > 0 && studio_.view({Point::Kind::Scan}).has_value() &&
        !fine(studio_.view({Point::Kind::Result}))) {
        for (int i = 0; i < count && broken_ < 0; ++i) {
            const auto view = studio_.view({Point::Kind::AfterStep, i, 0});
            if (!fine(view)) {
                broken_ = i;
                trouble_ = view.error();
            }
        }
    }
    refresh();
}

} // namespace kinovar::ui
