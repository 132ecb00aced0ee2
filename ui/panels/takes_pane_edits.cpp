// What is done with takes.

#include "ui/panels/composite_bar.h"
#include "ui/panels/repair_tool.h"
#include "ui/panels/take_differences.h"
#include "ui/panels/take_list_model.h"
#include "ui/panels/takes_pane.h"
#include "ui/studio/text.h"

#include <QListView>
#include <algorithm>

namespace kinovar::ui {

std::string TakesPane::free_name() const {
    const std::vector<project::Id> takes = studio_.document().takes_of(studio_.shot());
    for (auto number = takes.size() + 1;; ++number) {
        const std::string name = tr("Take %1").arg(number).toStdString();
        const bool used = std::ranges::any_of(takes, [&](project::Id id) {
            return studio_.document().get<project::Take>(id)->name == name;
        });
        if (!used) {
            return name;
        }
    }
}

void TakesPane::add_take() {
    project::EditBuilder builder(studio_.document());
    project::Take take;
    take.shot = studio_.shot();
    take.name = free_name();
    take.chain = studio_.chain();
    const project::Id id = builder.insert(take);
    if (studio_.edit(builder.finish("Add take"))) {
        studio_.set_take(id);
    }
}

project::Id TakesPane::copy_take(project::EditBuilder& builder, const project::Take& take,
                                 const std::string& name) const {
    project::Take copy = take;
    copy.name = name;
    copy.rating = 0;
    const project::Id id = builder.insert(copy);
    const project::Document& document = studio_.document();
    for (const project::Id belonging : document.belongings(take.id)) {
        if (const auto* fix = document.get<project::Fix>(belonging)) {
            project::Fix copied = *fix;
            copied.take = id;
            builder.insert(copied);
        }
    }
    return id;
}

void TakesPane::duplicate() {
    const project::Take* take = current();
    if (take == nullptr) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    const project::Id id = copy_take(builder, *take, free_name());
    if (studio_.edit(builder.finish("Duplicate take"))) {
        studio_.set_take(id);
    }
}

/// The best take again, under a name that says what it is for, and the replace tool in the hand.
void TakesPane::make_composite() {
    const std::vector<project::Id> best = best_takes(studio_);
    if (best.size() < 2) {
        studio_.tell(tr("A composite needs two takes of the shot"));
        return;
    }
    // What was chosen beside the best one in the list is what is brought in.
    const auto [first, second] = pair();
    const project::Id other = second != best[0] && second != 0
                                  ? second
                                  : (first != best[0] && first != 0 ? first : best[1]);
    const auto* base = studio_.document().get<project::Take>(best[0]);
    project::EditBuilder builder(studio_.document());
    const std::string name = tr("%1, composite", "name of a take that is put together")
                                 .arg(to_qt(base->name))
                                 .toStdString();
    const project::Id id = copy_take(builder, *base, name);
    if (studio_.edit(builder.finish("Composite from takes"))) {
        studio_.set_take(id);
        take_up_repair_tool(actions_);
        composite_bar_->bring_in(other);
        studio_.tell(
            tr("The composite begins as a copy of %1. Draw over what shall come from %2.")
                .arg(take_name(studio_.document(), best[0]), take_name(studio_.document(), other)));
    }
}

void TakesPane::next_source() {
    composite_bar_->bring_in_next();
}

void TakesPane::remove() {
    const project::Take* take = current();
    if (take == nullptr) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    const auto* shot = studio_.document().get<project::Shot>(take->shot);
    if (shot->pick == take->id) {
        project::Shot without = *shot;
        without.pick = 0;
        builder.update(without);
    }
    builder.remove(take->id);
    studio_.edit(builder.finish("Remove take"));
}

void TakesPane::pick_current() {
    pick(model_->id_at(list_->currentIndex()));
}

void TakesPane::pick(project::Id take) {
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    if (shot == nullptr || shot->pick == take) {
        return;
    }
    project::Shot picked = *shot;
    picked.pick = take;
    project::EditBuilder builder(studio_.document());
    builder.update(picked);
    if (studio_.edit(builder.finish("Pick take"))) {
        studio_.set_take(take);
    }
}

void TakesPane::compare() {
    const auto [a, b] = pair();
    Q_EMIT compare_wanted(a, b, false);
}

void TakesPane::blink() {
    const auto [a, b] = pair();
    Q_EMIT compare_wanted(a, b, true);
}

void TakesPane::show_differences() {
    const auto [a, b] = pair();
    delete differences_;
    differences_ = new TakeDifferences(studio_, a, b, this);
    connect(differences_, &TakeDifferences::compare_wanted, this, &TakesPane::compare_wanted);
    differences_->show();
}

void TakesPane::next_take() {
    move(1);
}

void TakesPane::previous_take() {
    move(-1);
}

/// Around the takes; the reel's chain is none.
void TakesPane::move(int by) {
    const std::vector<project::Id> takes = studio_.document().takes_of(studio_.shot());
    const auto count = static_cast<int>(takes.size());
    const auto at = std::find(takes.begin(), takes.end(), studio_.take());
    const int now = at == takes.end() ? (by > 0 ? -1 : 0) : static_cast<int>(at - takes.begin());
    if (count > 0) {
        studio_.set_take(takes[static_cast<std::size_t>((now + by + count) % count)]);
    }
}

} // namespace kinovar::ui
