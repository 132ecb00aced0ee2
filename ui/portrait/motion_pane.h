#pragma once

#include <QWidget>
#include <vector>

class QAbstractButton;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace kinovar::ui {

class Studio;

/// What the face does: a preset, words, a clip that is followed, or curves.
class MotionPane : public QWidget {
    Q_OBJECT

public:
    explicit MotionPane(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    void curves_wanted();

private:
    QWidget* make_presets();
    QWidget* make_words();
    QWidget* make_clip();
    QWidget* make_curves();
    void follow();
    void take_preset(const std::string& name);
    void check_words();
    void take_words();
    void choose_clip();
    void drop_clip();

    Studio& studio_;
    std::vector<QAbstractButton*> presets_;
    QLineEdit* words_ = nullptr;
    QLabel* words_error_ = nullptr;
    QLabel* clip_ = nullptr;
    QToolButton* drop_clip_ = nullptr;
    QPushButton* edit_curves_ = nullptr;
    QPushButton* drop_curves_ = nullptr;
    QString shown_words_;
};

} // namespace kinovar::ui
