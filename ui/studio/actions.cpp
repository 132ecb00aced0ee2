#include "ui/studio/actions.h"

#include "ui/studio/settings.h"

#include <algorithm>

namespace kinovar::ui {

namespace {

/// The tool tip says the key, so that it is learnt where the button is used.
void describe(QAction* action) {
    QString plain = action->text();
    plain.remove(QLatin1Char('&'));
    if (plain.endsWith(QStringLiteral("…"))) {
        plain.chop(1);
    }
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(
        key.isEmpty() ? plain
                      : Actions::tr("%1 (%2)", "tool tip: a command and its key").arg(plain, key));
}

} // namespace

Actions::Actions(QObject* parent) : QObject(parent) {}

QAction* Actions::add(const QString& id, const QString& group, const QString& text,
                      const QKeySequence& shortcut) {
    Q_ASSERT(find(id) == nullptr);
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    action->setShortcut(settings::shortcut(id, shortcut));
    describe(action);
    items_.append({id, group, action, shortcut});
    Q_EMIT added(action);
    return action;
}

QAction* Actions::find(const QString& id) const {
    const auto at =
        std::find_if(items_.begin(), items_.end(), [&](const Item& item) { return item.id == id; });
    return at == items_.end() ? nullptr : at->action;
}

void Actions::set_shortcut(const QString& id, const QKeySequence& shortcut) {
    for (const Item& item : items_) {
        const bool chosen = item.id == id;
        const bool robbed = !chosen && !shortcut.isEmpty() && item.action->shortcut() == shortcut;
        if (chosen || robbed) {
            const QKeySequence now = chosen ? shortcut : QKeySequence();
            item.action->setShortcut(now);
            settings::set_shortcut(item.id, now);
            describe(item.action);
        }
    }
}

void Actions::reset_shortcuts() {
    settings::reset_shortcuts();
    for (const Item& item : items_) {
        item.action->setShortcut(item.standard);
        describe(item.action);
    }
}

} // namespace kinovar::ui
