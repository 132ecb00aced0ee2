#pragma once

#include "core/base/result.h"

#include <QFrame>
#include <QList>
#include <QString>
#include <functional>

class QHBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace kinovar::ui {

/// Messages over the viewer: errors with their hint and questions with buttons. Nothing is modal.
/// The newest is shown, those before it come up when it is closed; a message that comes again is
/// counted instead of being repeated. GUI thread.
class MessageBar : public QFrame {
    Q_OBJECT

public:
    struct Button {
        QString name; ///< "install": the object's name becomes "message.install"
        QString text;
        std::function<void()> clicked; ///< the message is closed before it is called
    };
    struct Message {
        QString title;
        QString text;
        QString hint;
        QList<Button> buttons;
        bool trouble = true; ///< else a question or a piece of news
        int count = 1;
    };

    explicit MessageBar(QWidget* parent = nullptr);

    void add(Message message);
    void add(const Error& error, QList<Button> buttons = {});
    void close_current();
    void close_all();
    [[nodiscard]] const QList<Message>& messages() const { return messages_; } ///< oldest first

protected:
    void changeEvent(QEvent* event) override;

private:
    void show_current();
    void show_buttons(const Message& message);
    void colour(bool trouble);

    QList<Message> messages_;
    QLabel* sign_;
    QLabel* title_;
    QLabel* text_;
    QLabel* hint_;
    QLabel* more_;
    QHBoxLayout* buttons_;
    QToolButton* close_;
    QList<QPushButton*> shown_buttons_;
};

} // namespace kinovar::ui
