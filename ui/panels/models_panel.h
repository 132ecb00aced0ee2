#pragma once

#include "core/nn/model_import.h"
#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QTreeView;

namespace kinovar::ui {

class MessageStrip;
class ModelDetails;
class ModelsFilter;
class ModelsTable;

/// What models there are, with licence and size; installs, imports and removes them.
class ModelsPanel : public QWidget {
    Q_OBJECT

public:
    explicit ModelsPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
    /// Recognises files of weights and files them, one after the other.
    void import_files(const QStringList& paths);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void make_filter_row();
    void make_table();
    void make_trust_question();
    void lay_out();
    void connect_parts();
    void reload();
    void show_chosen();
    void choose(const QString& id);
    [[nodiscard]] int chosen_row() const;
    void refresh_state();

    using Work = std::function<Status(const nn::Catalogue& catalogue, Job& job)>;
    using Then = std::function<void(const Status& status)>;
    /// Work on the catalogue, one at a time.
    void start(const QString& title, Work work, Then then);
    void install();
    void verify();
    void remove();
    void try_model();
    void choose_imports();
    void import(const QString& path, bool trusted);
    void show_imported(const QString& path, const nn::ImportReport& report);
    void ask_for_trust(const QString& path);

    Studio& studio_;
    ModelsTable* table_;
    ModelsFilter* filter_;
    QTreeView* view_;
    QLineEdit* search_;
    QComboBox* task_;
    QCheckBox* only_installed_;
    QToolButton* import_;
    QLabel* empty_;
    MessageStrip* message_;
    QCheckBox* trust_;
    QPushButton* import_trusted_;
    ModelDetails* details_;
    QStringList to_import_; ///< the first is at work
    QString untrusted_;     ///< a program that waits for an answer
    bool busy_ = false;
};

} // namespace kinovar::ui
