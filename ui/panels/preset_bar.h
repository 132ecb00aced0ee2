#pragma once

#include "ui/panels/preset_store.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace kinovar::ui {

/// The menu of presets, and the line in which a new one gets its name.
class PresetBar : public QWidget {
    Q_OBJECT

public:
    explicit PresetBar(Studio& studio, QWidget* parent = nullptr);
    /// The button that opens the menu, for the row of buttons of the panel.
    [[nodiscard]] QToolButton* button() const { return button_; }
    /// Asks for a name in place.
    void ask_name();

private:
    void fill_menu();
    void add_presets(const PresetList& list, bool own);
    void add_delete_menu(const PresetList& list);
    void load(const StoredPreset& preset);
    void remove(const StoredPreset& preset);
    void name_changed();
    void save();

    Studio& studio_;
    QToolButton* button_;
    QMenu* menu_;
    QLineEdit* name_;
    QPushButton* save_;
};

} // namespace kinovar::ui
