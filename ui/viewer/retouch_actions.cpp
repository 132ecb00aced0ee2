#include "ui/viewer/retouch_actions.h"

#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/viewer/retouch_tool.h"

#include <QActionGroup>
#include <array>

namespace kinovar::ui {

namespace {

using Draw = Retouch::Draw;
using Lifetime = Retouch::Lifetime;
using Move = retouch::WarpMove::Kind;

struct WayAction {
    const char* name;
    Draw draw;
};
constexpr std::array kWays{WayAction{"brush", Draw::Brush},     WayAction{"lasso", Draw::Lasso},
                           WayAction{"polygon", Draw::Polygon}, WayAction{"snap", Draw::Snap},
                           WayAction{"wand", Draw::Wand},       WayAction{"handle", Draw::Handle},
                           WayAction{"choose", Draw::Choose}};
struct MoveAction {
    const char* name;
    Move move;
};
constexpr std::array kMoves{MoveAction{"push", Move::Push}, MoveAction{"pinch", Move::Pinch},
                            MoveAction{"bloat", Move::Bloat}, MoveAction{"restore", Move::Restore}};
struct LifetimeAction {
    const char* name;
    Lifetime lifetime;
};
constexpr std::array kLifetimes{
    LifetimeAction{"for_frame", Lifetime::Frame}, LifetimeAction{"for_frames", Lifetime::Frames},
    LifetimeAction{"for_range", Lifetime::Range}, LifetimeAction{"to_cut", Lifetime::ToCut},
    LifetimeAction{"for_shot", Lifetime::Shot}};
/// What only a chosen fix can have done to it.
constexpr std::array kOfChosen{"key", "unkey", "follow_chosen", "on", "delete"};

} // namespace

RetouchActions::RetouchActions(Actions& actions, QObject* parent)
    : QObject(parent), actions_(actions) {
    const auto shift = [](Qt::Key key) { return QKeySequence(Qt::SHIFT | key); };
    add("tool", tr("Repair by hand"), QKeySequence(Qt::Key_R), true);
    add("shown", tr("Show fixes"), QKeySequence(Qt::ALT | Qt::Key_6), true);
    add("paint", tr("Paint"), shift(Qt::Key_P), true);
    add("clone", tr("Clone"), shift(Qt::Key_S), true);
    add("heal", tr("Heal"), shift(Qt::Key_H), true);
    add("reveal", tr("Reveal an earlier stage"), shift(Qt::Key_R), true);
    add("inpaint", tr("Inpaint"), shift(Qt::Key_I), true);
    add("warp", tr("Warp"), shift(Qt::Key_W), true);
    add("texture", tr("Bring texture back"), shift(Qt::Key_G), true);
    add("replace", tr("Replace from another take"), shift(Qt::Key_X), true);
    add("brush", tr("Brush"), shift(Qt::Key_B), true);
    add("lasso", tr("Lasso"), shift(Qt::Key_L), true);
    add("polygon", tr("Polygon"), shift(Qt::Key_O), true);
    add("snap", tr("Lasso that follows edges"), shift(Qt::Key_E), true);
    add("wand", tr("Select what looks alike"), shift(Qt::Key_A), true);
    add("handle", tr("Move points of the face"), shift(Qt::Key_F), true);
    add("choose", tr("Choose and move fixes"), shift(Qt::Key_V), true);
    add("push", tr("Warp: push"), {}, true);
    add("pinch", tr("Warp: pinch"), {}, true);
    add("bloat", tr("Warp: bloat"), {}, true);
    add("restore", tr("Warp: put back"), {}, true);
    add("erase", tr("Take away from the chosen fix"), {}, true);
    add("join", tr("Add strokes to the chosen fix"), shift(Qt::Key_J), true);
    add("pick", tr("Take the colour of paint from the picture"), {}, true);
    add("for_frame", tr("New fixes last for the frame"), {}, true);
    add("for_frames", tr("New fixes last for some frames"), {}, true);
    add("for_range", tr("New fixes last from in to out point"), {}, true);
    add("to_cut", tr("New fixes last to the cut"), {}, true);
    add("for_shot", tr("New fixes last for the shot"), {}, true);
    add("key", tr("Keep the chosen fix where it is at this frame"), shift(Qt::Key_K));
    add("unkey", tr("Forget the correction at this frame"));
    add("follow_chosen", tr("Check how the chosen fix is followed"));
    add("on", tr("Switch the chosen fix on or off"), {}, true);
    add("delete", tr("Remove the chosen fix"));
    add("check_all", tr("Check all fixes of the shot"));
}

QAction* RetouchActions::add(const char* name, const QString& text, const QKeySequence& key,
                             bool checkable) {
    QAction* action =
        actions_.add(QLatin1String("retouch.") + QLatin1String(name), tr("Repair"), text, key);
    action->setCheckable(checkable);
    return action;
}

QAction* RetouchActions::action(const char* name) const {
    return actions_.find(QLatin1String("retouch.") + QLatin1String(name));
}

void RetouchActions::start(Studio& studio, RetouchTool& tool) {
    studio_ = &studio;
    tool_ = &tool;
    start_tool();
    start_kinds();
    start_ways();
    start_lifetimes();
    start_chosen();
    connect(tool_, &RetouchTool::active_changed, this, &RetouchActions::show_tool);
    connect(tool_, &RetouchTool::shown_changed, this, &RetouchActions::show_tool);
    connect(tool_, &RetouchTool::picking_changed, this, &RetouchActions::show_tool);
    connect(&studio_->retouch(), &Retouch::tool_changed, this, &RetouchActions::show_tool);
    connect(&studio_->retouch(), &Retouch::chosen_changed, this, &RetouchActions::show_chosen);
    connect(&studio_->retouch(), &Retouch::fixes_changed, this, &RetouchActions::show_chosen);
    connect(studio_, &Studio::frame_changed, this, &RetouchActions::show_chosen);
    show_tool();
    show_chosen();
}

void RetouchActions::start_tool() {
    connect(action("tool"), &QAction::triggered, this, [this](bool on) { tool_->set_active(on); });
    connect(action("shown"), &QAction::triggered, this, [this](bool on) { tool_->show_fixes(on); });
    connect(action("pick"), &QAction::triggered, this, [this](bool on) {
        tool_->set_active(true);
        tool_->set_picking(on);
    });
    const auto toggles = [this](const char* name, bool Retouch::Tool::*which) {
        connect(action(name), &QAction::triggered, this, [this, which](bool on) {
            Retouch::Tool how = studio_->retouch().tool();
            how.*which = on;
            studio_->retouch().set_tool(how);
        });
    };
    toggles("erase", &Retouch::Tool::erases);
    toggles("join", &Retouch::Tool::joins);
}

void RetouchActions::start_kinds() {
    auto* kinds = new QActionGroup(this);
    for (const char* name : retouch::kKindNames) {
        kinds->addAction(action(name));
        connect(action(name), &QAction::triggered, this, [this, name] {
            tool_->set_active(true);
            studio_->retouch().choose_kind(name);
            show_tool();
        });
    }
    auto* moves = new QActionGroup(this);
    for (const MoveAction& one : kMoves) {
        moves->addAction(action(one.name));
        connect(action(one.name), &QAction::triggered, this, [this, one] {
            tool_->set_active(true);
            studio_->retouch().choose_kind("warp");
            Retouch::Tool how = studio_->retouch().tool();
            how.warp = one.move;
            how.draw = Draw::Brush;
            studio_->retouch().set_tool(how);
            show_tool();
        });
    }
}

void RetouchActions::start_ways() {
    auto* ways = new QActionGroup(this);
    for (const WayAction& one : kWays) {
        ways->addAction(action(one.name));
        connect(action(one.name), &QAction::triggered, this, [this, one] {
            tool_->set_active(true);
            if (one.draw == Draw::Handle) {
                studio_->retouch().choose_kind("warp");
            }
            Retouch::Tool how = studio_->retouch().tool();
            how.draw = one.draw;
            studio_->retouch().set_tool(how);
            show_tool();
        });
    }
}

void RetouchActions::start_lifetimes() {
    auto* lifetimes = new QActionGroup(this);
    for (const LifetimeAction& one : kLifetimes) {
        lifetimes->addAction(action(one.name));
        connect(action(one.name), &QAction::triggered, this, [this, one] {
            Retouch::Tool how = studio_->retouch().tool();
            how.lifetime = one.lifetime;
            studio_->retouch().set_tool(how);
        });
    }
}

void RetouchActions::start_chosen() {
    const auto does = [this](const char* name, void (RetouchTool::*work)()) {
        connect(action(name), &QAction::triggered, tool_, work);
    };
    does("key", &RetouchTool::put_key);
    does("unkey", &RetouchTool::take_key);
    does("delete", &RetouchTool::remove_chosen);
    connect(action("on"), &QAction::triggered, this,
            [this](bool on) { studio_->retouch().set_enabled(studio_->retouch().chosen(), on); });
    connect(action("follow_chosen"), &QAction::triggered, this,
            [this] { studio_->retouch().measure_confidence(studio_->retouch().chosen()); });
    connect(action("check_all"), &QAction::triggered, this,
            [this] { studio_->retouch().check_all(); });
}

void RetouchActions::show_tool() {
    const Retouch::Tool& how = studio_->retouch().tool();
    action("tool")->setChecked(tool_->active());
    action("shown")->setChecked(tool_->fixes_shown());
    action("pick")->setChecked(tool_->picking());
    action("erase")->setChecked(how.erases);
    action("join")->setChecked(how.joins);
    action(retouch::kKindNames.at(how.kind.index()))->setChecked(true);
    for (const WayAction& one : kWays) {
        if (one.draw == how.draw) {
            action(one.name)->setChecked(true);
        }
    }
    for (const MoveAction& one : kMoves) {
        if (one.move == how.warp) {
            action(one.name)->setChecked(true);
        }
    }
    for (const LifetimeAction& one : kLifetimes) {
        if (one.lifetime == how.lifetime) {
            action(one.name)->setChecked(true);
        }
    }
}

void RetouchActions::show_chosen() {
    const Retouch& repairs = studio_->retouch();
    const retouch::Fix* fix = repairs.fix(repairs.chosen());
    for (const char* name : kOfChosen) {
        action(name)->setEnabled(fix != nullptr);
    }
    action("on")->setChecked(fix != nullptr && repairs.enabled(repairs.chosen()));
    action("check_all")->setEnabled(!repairs.fixes().empty());
}

} // namespace kinovar::ui
