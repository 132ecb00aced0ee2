#pragma once

#include <QAction>
#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

namespace kinovar::ui {

/// Every command of the window that has a name, so that menus, tool bars and the page of shortcuts
/// show the same ones. Shortcuts that the user chose are in Settings. GUI thread.
class Actions : public QObject {
    Q_OBJECT

public:
    explicit Actions(QObject* parent = nullptr);

    /// A new action, owned by this. `id` is for settings and tests ("timeline.split"), unique;
    /// `group` is the translated heading on the page of shortcuts. The parent of its shortcut is
    /// the window: it works wherever the focus is, except while text is typed.
    QAction* add(const QString& id, const QString& group, const QString& text,
                 const QKeySequence& shortcut = {});
    /// Null: there is none.
    [[nodiscard]] QAction* find(const QString& id) const;

    struct Item {
        QString id;
        QString group;
        QAction* action = nullptr;
        QKeySequence standard; ///< the shortcut it came with
    };
    [[nodiscard]] const QList<Item>& items() const { return items_; }
    /// Sets and remembers; an action that had the same one loses it.
    void set_shortcut(const QString& id, const QKeySequence& shortcut);
    void reset_shortcuts();

Q_SIGNALS:
    void added(QAction* action);

private:
    QList<Item> items_;
};

} // namespace kinovar::ui
