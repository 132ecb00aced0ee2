#pragma once

#include "ui/studio/detectors.h"

#include <QDialog>

class QCheckBox;
class QPushButton;
class QRadioButton;

namespace kinovar::ui {

class Studio;

/// Asks what is looked for, and where; remembered with the project.
class LookDialog : public QDialog {
    Q_OBJECT

public:
    explicit LookDialog(Studio& studio, QWidget* parent = nullptr);

private:
    [[nodiscard]] QCheckBox* box(const char* name, const QString& text, const QString& tip);
    [[nodiscard]] QWidget* pair(const QString& title, QRadioButton*& first, const char* first_name,
                                const QString& first_text, QRadioButton*& second,
                                const char* second_name, const QString& second_text);
    [[nodiscard]] Detectors::Choice choice() const;
    void show_choice(const QString& text);
    void follow();
    void look();

    Studio& studio_;
    QCheckBox* hands_;
    QCheckBox* faces_;
    QCheckBox* drift_;
    QCheckBox* glitches_;
    QRadioButton* shot_ = nullptr;
    QRadioButton* reel_ = nullptr;
    QRadioButton* result_ = nullptr;
    QRadioButton* scan_ = nullptr;
    QPushButton* look_ = nullptr;
};

} // namespace kinovar::ui
