#pragma once

#include "core/nn/catalogue.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace kinovar::ui {

/// One model: what it does, its terms, what has to be agreed to, and what can be done with it.
class ModelDetails : public QWidget {
    Q_OBJECT

public:
    explicit ModelDetails(QWidget* parent = nullptr);
    /// Null: none is chosen. The same model again keeps what was agreed to.
    void show_entry(const nn::CatalogueEntry* entry, nn::InstallState state);
    /// While a job works on it, nothing else is started. `can_try`: a film is open.
    void set_state(bool busy, bool can_try);
    [[nodiscard]] nn::Consent consent() const;

Q_SIGNALS:
    void install_wanted();
    void verify_wanted();
    void remove_wanted();
    void try_wanted();

private:
    QPushButton* make_button(const QString& name, const QString& text, const QString& help);
    void lay_out();
    void show_texts(const nn::CatalogueEntry& entry);
    void refresh_buttons();
    [[nodiscard]] bool can_be_brought() const;

    nn::CatalogueEntry entry_;
    nn::InstallState state_ = nn::InstallState::Missing;
    bool there_ = false;
    bool busy_ = false;
    bool can_try_ = false;
    QLabel* title_;
    QLabel* facts_;
    QLabel* terms_;
    QLabel* way_;
    QCheckBox* non_commercial_;
    QCheckBox* program_;
    QPushButton* install_;
    QPushButton* verify_;
    QPushButton* remove_;
    QPushButton* try_;
};

} // namespace kinovar::ui
