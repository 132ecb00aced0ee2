#include "ui/window/menus.h"

namespace kinovar::ui {

namespace {

QString part_of(const QString& id) {
    return id.section(QLatin1Char('.'), 0, 0);
}

struct Rule {
    const char* part;
    Menus::Place place;
};

constexpr std::array kRules{
    Rule{"file", Menus::Place::File},         Rule{"media", Menus::Place::File},
    Rule{"edit", Menus::Place::Edit},         Rule{"history", Menus::Place::Edit},
    Rule{"view", Menus::Place::View},         Rule{"viewer", Menus::Place::View},
    Rule{"scopes", Menus::Place::View},       Rule{"player", Menus::Place::Playback},
    Rule{"playback", Menus::Place::Playback}, Rule{"transport", Menus::Place::Playback},
    Rule{"chain", Menus::Place::Chain},       Rule{"portrait", Menus::Place::Chain},
    Rule{"models", Menus::Place::Chain},      Rule{"colour", Menus::Place::Chain},
    Rule{"retouch", Menus::Place::Repair},    Rule{"help", Menus::Place::Help},
};

} // namespace

Menus::Menus(QMenuBar& bar, Actions& actions) : QObject(&bar) {
    const std::array titles{tr("&File"),     tr("&Edit"),  tr("&View"),   tr("&Playback"),
                            tr("&Timeline"), tr("&Chain"), tr("&Repair"), tr("&Help")};
    static constexpr std::array kNames{"menu.file",     "menu.edit",     "menu.view",
                                       "menu.playback", "menu.timeline", "menu.chain",
                                       "menu.repair",   "menu.help"};
    for (std::size_t i = 0; i < kPlaces; ++i) {
        menus_.at(i) = bar.addMenu(titles.at(i));
        menus_.at(i)->setObjectName(QLatin1String(kNames.at(i)));
        menus_.at(i)->setToolTipsVisible(false);
    }
    for (const Actions::Item& item : actions.items()) {
        insert(item.action);
    }
    connect(&actions, &Actions::added, this, &Menus::insert);
}

Menus::Place Menus::place_of(const QString& id) {
    const QString part = part_of(id);
    for (const Rule& rule : kRules) {
        if (part == QLatin1String(rule.part)) {
            return rule.place;
        }
    }
    return Place::Timeline; // shots, cuts, markers, flags: all lie on it
}

void Menus::insert(QAction* action) {
    QMenu* menu = this->menu(place_of(action->objectName()));
    const QString part = part_of(action->objectName());
    QAction* last_of_part = nullptr;
    for (QAction* other : menu->actions()) {
        if (part_of(other->objectName()) == part) {
            last_of_part = other;
        }
    }
    if (last_of_part == nullptr) {
        menu->addSeparator();
        menu->addAction(action);
        return;
    }
    const qsizetype next = menu->actions().indexOf(last_of_part) + 1;
    menu->insertAction(next < menu->actions().size() ? menu->actions().at(next) : nullptr, action);
}

} // namespace kinovar::ui
