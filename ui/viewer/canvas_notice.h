#pragma once

#include <QFrame>
#include <QList>
#include <functional>

class QLabel;
class QHBoxLayout;

namespace kinovar::ui {

/// What is to be said in place of a picture, and what can be done about it.
struct Notice {
    struct Way {
        QString id; ///< objectName of its button
        QString text;
        QString tip;
        std::function<void()> go;
    };
    QString title;
    QString text;
    QString hint;
    QList<Way> ways;
};

/// Shows a Notice on the canvas.
class CanvasNotice : public QFrame {
    Q_OBJECT

public:
    explicit CanvasNotice(QWidget* parent);
    void show_notice(const Notice& notice);
    [[nodiscard]] QString title() const;
    /// Stands in the middle of a part of the canvas, never wider than it.
    void stand_in(const QRect& part);

private:
    QLabel* title_;
    QLabel* text_;
    QLabel* hint_;
    QHBoxLayout* ways_;
};

} // namespace kinovar::ui
