#pragma once

#include "ui/studio/actions.h"

#include <QMenu>
#include <QMenuBar>
#include <array>

namespace kinovar::ui {

/// The menu bar, filled from the named actions: the part of an id before the dot says which menu an
/// action goes to, and actions of one part stand together. GUI thread.
class Menus : public QObject {
    Q_OBJECT

public:
    Menus(QMenuBar& bar, Actions& actions);

    enum class Place { File, Edit, View, Playback, Timeline, Chain, Repair, Help };
    static constexpr std::size_t kPlaces = 8;
    [[nodiscard]] QMenu* menu(Place place) const {
        return menus_.at(static_cast<std::size_t>(place));
    }
    /// Where the actions of an id go ("viewer.fit" → View).
    [[nodiscard]] static Place place_of(const QString& id);

private:
    void insert(QAction* action);

    std::array<QMenu*, kPlaces> menus_{};
};

} // namespace kinovar::ui
