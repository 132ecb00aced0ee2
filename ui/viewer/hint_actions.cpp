#include "ui/viewer/hint_actions.h"

#include "ui/studio/studio.h"

#include <QActionGroup>
#include <array>

namespace kinovar::ui {

namespace {

using colourise::HintShape;
using Mode = HintTool::Mode;
using Lifetime = Colour::Lifetime;

struct ShapeAction {
    const char* name;
    Mode mode;
    bool region;
};
constexpr std::array kShapes{
    ShapeAction{"hints_draw", Mode::Draw, false},
    ShapeAction{"hints_region", Mode::Draw, true},
    ShapeAction{"hints_erase", Mode::Erase, false},
    ShapeAction{"hints_pick", Mode::Pick, false},
};
constexpr std::array<const char*, 3> kLifetimes{"hints_for_frame", "hints_for_shot",
                                                "hints_for_range"};

} // namespace

HintActions::HintActions(Actions& actions, QObject* parent) : QObject(parent), actions_(actions) {
    add("hints", tr("Draw colour hints"), QKeySequence(Qt::Key_C));
    add("hints_shown", tr("Show colour hints"), QKeySequence(Qt::ALT | Qt::Key_5));
    add("hints_draw", tr("Hints: points and strokes"));
    add("hints_region", tr("Hints: regions"));
    add("hints_erase", tr("Hints: erase"));
    add("hints_pick", tr("Hints: take a colour from the picture"));
    add("hints_for_frame", tr("New hints last for the frame"));
    add("hints_for_shot", tr("New hints last for the shot"));
    add("hints_for_range", tr("New hints last from in to out point"));
    add("hints_keep", tr("Keep the coloured frame as a reference"));
}

QAction* HintActions::add(const char* name, const QString& text, const QKeySequence& key) {
    QAction* action =
        actions_.add(QLatin1String("viewer.") + QLatin1String(name), tr("Colour"), text, key);
    action->setCheckable(QLatin1String(name) != QLatin1String("hints_keep"));
    return action;
}

void HintActions::start(Studio& studio, HintTool& tool) {
    studio_ = &studio;
    tool_ = &tool;
    const auto action = [this](const char* name) {
        return actions_.find(QLatin1String("viewer.") + QLatin1String(name));
    };
    connect(action("hints"), &QAction::triggered, this, [this](bool on) { tool_->set_active(on); });
    connect(action("hints_shown"), &QAction::triggered, this,
            [this](bool on) { tool_->show_hints(on); });
    connect(action("hints_keep"), &QAction::triggered, this,
            [this] { studio_->colour().keep_as_reference(studio_->frame()); });
    auto* shapes = new QActionGroup(this);
    for (const ShapeAction& one : kShapes) {
        shapes->addAction(action(one.name));
        connect(action(one.name), &QAction::triggered, this, [this, one] {
            tool_->set_active(true);
            tool_->set_mode(one.mode);
            if (one.mode == Mode::Draw) {
                Colour::Tool how = studio_->colour().tool();
                how.shape = one.region ? HintShape::Region : HintShape::Point;
                studio_->colour().set_tool(how);
            }
            show_tool();
        });
    }
    auto* lifetimes = new QActionGroup(this);
    for (std::size_t i = 0; i < kLifetimes.size(); ++i) {
        lifetimes->addAction(action(kLifetimes[i]));
        connect(action(kLifetimes[i]), &QAction::triggered, this, [this, i] {
            Colour::Tool how = studio_->colour().tool();
            how.lifetime = static_cast<Lifetime>(i);
            studio_->colour().set_tool(how);
        });
    }
    connect(tool_, &HintTool::active_changed, this, &HintActions::show_tool);
    connect(tool_, &HintTool::mode_changed, this, &HintActions::show_tool);
    connect(tool_, &HintTool::shown_changed, this, &HintActions::show_tool);
    connect(&studio_->colour(), &Colour::tool_changed, this, &HintActions::show_tool);
    show_tool();
}

void HintActions::show_tool() {
    const auto check = [this](const char* name, bool on) {
        actions_.find(QLatin1String("viewer.") + QLatin1String(name))->setChecked(on);
    };
    check("hints", tool_->active());
    check("hints_shown", tool_->hints_shown());
    const Colour::Tool& how = studio_->colour().tool();
    for (const ShapeAction& one : kShapes) {
        const bool region = one.mode == Mode::Draw && how.shape == HintShape::Region;
        if (one.mode == tool_->mode() && one.region == region) {
            check(one.name, true);
        }
    }
    check(kLifetimes[static_cast<std::size_t>(how.lifetime)], true);
}

} // namespace kinovar::ui
