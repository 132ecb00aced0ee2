// What the user does to the chain.

#include "core/steps/step_catalogue.h"
#include "ui/panels/chain_panel.h"
#include "ui/panels/step_list.h"
#include "ui/panels/step_timer.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QPointer>
#include <algorithm>
#include <memory>

namespace kinovar::ui {

namespace {

using pipeline::Chain;

std::ptrdiff_t at(int step) {
    return static_cast<std::ptrdiff_t>(step);
}

} // namespace

void ChainPanel::edit(const char* name, const Chain& chain, int choose_step) {
    if (studio_.edit_chain(QLatin1String(name), chain)) {
        studio_.set_step(choose_step);
        refresh();
    }
}

void ChainPanel::add_step(const QString& name) {
    Chain chain = studio_.chain();
    const int place =
        studio_.step() < 0 ? static_cast<int>(chain.steps.size()) : studio_.step() + 1;
    chain.steps.insert(chain.steps.begin() + at(place), {name.toStdString(), {}, true});
    studio_.set_solo(-1);
    edit(QT_TRANSLATE_NOOP("History", "Add step"), chain, place);
    list_->setFocus();
}

void ChainPanel::switch_step(int step, bool on) {
    Chain chain = studio_.chain();
    chain.steps[static_cast<std::size_t>(step)].enabled = on;
    edit(on ? QT_TRANSLATE_NOOP("History", "Switch step on")
            : QT_TRANSLATE_NOOP("History", "Switch step off"),
         chain, step);
}

void ChainPanel::move_step(int from, int to) {
    Chain chain = studio_.chain();
    const int count = static_cast<int>(chain.steps.size());
    if (from < 0 || to < 0 || from >= count || to >= count || from == to) {
        return;
    }
    const auto begin = chain.steps.begin();
    if (from < to) {
        std::rotate(begin + at(from), begin + at(from) + 1, begin + at(to) + 1);
    } else {
        std::rotate(begin + at(to), begin + at(from), begin + at(from) + 1);
    }
    studio_.set_solo(-1);
    edit(QT_TRANSLATE_NOOP("History", "Move step"), chain, to);
}

void ChainPanel::duplicate_step(int step) {
    Chain chain = studio_.chain();
    const pipeline::StepSpec copy = chain.steps[static_cast<std::size_t>(step)];
    chain.steps.insert(chain.steps.begin() + at(step) + 1, copy);
    studio_.set_solo(-1);
    edit(QT_TRANSLATE_NOOP("History", "Duplicate step"), chain, step + 1);
}

void ChainPanel::remove_step(int step) {
    Chain chain = studio_.chain();
    chain.steps.erase(chain.steps.begin() + at(step));
    studio_.set_solo(-1);
    edit(QT_TRANSLATE_NOOP("History", "Remove step"), chain,
         std::min(step, static_cast<int>(chain.steps.size()) - 1));
}

void ChainPanel::reset_step(int step) {
    Chain chain = studio_.chain();
    chain.steps[static_cast<std::size_t>(step)].values.clear();
    edit(QT_TRANSLATE_NOOP("History", "Reset step"), chain, step);
}

void ChainPanel::solo_step(int step) {
    const bool ends = studio_.solo() == step;
    studio_.set_solo(ends ? -1 : step);
    studio_.set_step(step);
    studio_.tell(ends ? tr("The whole chain is shown again")
                      : tr("Only this step is shown, with those it needs; the chain is as it was"));
}

void ChainPanel::copy_chain() {
    const auto types = steps::step_catalogue();
    const pipeline::Preset preset{"chain", tr("Chain").toStdString(), "", studio_.chain()};
    QGuiApplication::clipboard()->setText(
        QString::fromStdString(pipeline::preset_to_json(types, preset)));
    studio_.tell(tr("%n step(s) copied", nullptr, static_cast<int>(studio_.chain().steps.size())));
}

void ChainPanel::paste_chain() {
    const std::string text = QGuiApplication::clipboard()->text().toStdString();
    const auto preset = pipeline::preset_from_json(steps::step_catalogue(),
                                                   tr("on the clipboard").toStdString(), text);
    if (!preset) {
        studio_.fail(preset.error());
        return;
    }
    studio_.set_solo(-1);
    edit(QT_TRANSLATE_NOOP("History", "Paste chain"), preset->chain, 0);
}

void ChainPanel::time_chain() {
    const auto scan = studio_.view({Point::Kind::Scan});
    if (!scan || timing_ != 0) {
        return;
    }
    const Chain chain = studio_.chain();
    auto times = std::make_shared<std::vector<double>>();
    timing_ = studio_.jobs().start(
        tr("Timing the steps"),
        [chain, source = scan->full, frame = studio_.frame(), times](Job& job) -> Status {
            KINOVAR_TRY_ASSIGN(*times, time_steps(chain, source, frame, job));
            return {};
        },
        [panel = QPointer(this), this, chain, times](const Status& status) {
            if (panel.isNull()) {
                return;
            }
            timing_ = 0;
            if (status) {
                timed_ = chain;
                times_ = *times;
            } else if (status.error().code != ErrorCode::Cancelled) {
                studio_.fail(status.error());
            }
            refresh();
        });
    refresh_actions();
}

} // namespace kinovar::ui
