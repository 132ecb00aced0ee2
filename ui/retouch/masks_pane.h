#pragma once

#include <QWidget>

class QHBoxLayout;
class QListWidget;
class QToolButton;

namespace kinovar::ui {

class MessageStrip;
class Studio;

/// Masks that are kept with the project: made of the area of a fix or of a file, used again for the
/// chosen fix or a new one. Files are read and written on jobs.
class MasksPane : public QWidget {
    Q_OBJECT

public:
    explicit MasksPane(Studio& studio, QWidget* parent = nullptr);

private:
    QToolButton* add_button(QHBoxLayout& row, const char* name, const char* icon_name,
                            const QString& text, const QString& tip, void (MasksPane::*deed)());
    void follow();
    void follow_buttons();
    [[nodiscard]] QString chosen() const; ///< name; empty: none
    [[nodiscard]] std::string bytes_of(const QString& name) const;
    [[nodiscard]] QString free_name(const QString& wish) const;
    void keep();
    void load();
    void save();
    void use();
    void make_fix();
    void remove();

    Studio& studio_;
    QListWidget* list_;
    MessageStrip* trouble_;
    QToolButton* keep_ = nullptr;
    QToolButton* use_ = nullptr;
    QList<QToolButton*> need_mask_;
};

} // namespace kinovar::ui
