#pragma once

#include <QFrame>
#include <QString>

class QLineEdit;
class QListWidget;

namespace kinovar::ui {

/// Every step there is with what it does; typing narrows them down, Enter takes the first.
class AddStepPopup : public QFrame {
    Q_OBJECT

public:
    explicit AddStepPopup(QWidget* parent = nullptr);
    /// Opens below (or above) a widget, with the search empty.
    void open_at(const QWidget* anchor);
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void chosen(const QString& step);

private:
    void fill();
    void narrow(const QString& words);
    void move_choice(int by);
    void take_choice();

    QLineEdit* search_;
    QListWidget* list_;
};

} // namespace kinovar::ui
