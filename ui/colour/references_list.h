#pragma once

#include "core/base/fields.h"
#include "ui/studio/actions.h"
#include "ui/studio/colour.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace kinovar::ui {

class ParameterForm;
class ReferencePictures;
class Studio;

/// The coloured pictures that shots take their colours from.
class ReferencesList : public QWidget {
    Q_OBJECT

public:
    ReferencesList(Studio& studio, Actions& actions, QWidget* parent = nullptr);

private:
    void add_actions();
    void make_list();
    void make_buttons(QVBoxLayout& column);
    void make_form();
    [[nodiscard]] project::Id chosen_id() const; ///< 0: none
    [[nodiscard]] const colourise::ColourReference* chosen() const;
    void follow();
    void show_item(QListWidgetItem& item, const colourise::ColourReference& reference);
    void follow_chosen();
    void choose();
    void go_to();
    [[nodiscard]] Status check(const std::string& name, const FieldValue& value) const;
    void take(const QString& name, const FieldValue& value);
    void add_file();
    void find_file();
    void remove();

    Studio& studio_;
    Actions& actions_;
    ReferencePictures* pictures_;
    QListWidget* list_;
    QLabel* empty_;
    QPushButton* add_ = nullptr;
    QPushButton* keep_ = nullptr;
    QToolButton* find_ = nullptr;
    QToolButton* remove_ = nullptr;
    ParameterForm* form_ = nullptr;
};

} // namespace kinovar::ui
