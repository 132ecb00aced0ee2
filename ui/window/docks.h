#pragma once

#include <QDockWidget>
#include <QList>
#include <QMainWindow>

namespace kinovar::ui {

/// The docks of the window: where they stand at first, and how that is kept and brought back.
/// GUI thread.
class Docks : public QObject {
    Q_OBJECT

public:
    enum class Side { Left, Right, RightBelow, Bottom };

    explicit Docks(QMainWindow& window);

    /// Takes the panel. `name` ("chain") is for the kept layout and for tests ("dock.chain").
    QDockWidget* add(const QString& name, const QString& title, QWidget* panel, Side side);
    [[nodiscard]] QDockWidget* find(const QString& name) const;
    [[nodiscard]] const QList<QDockWidget*>& all() const { return docks_; }

    /// Shows the dock and brings it before those that share its place.
    void raise(const QString& name);
    /// The layout that the program came with.
    void reset();
    /// A layout of QMainWindow::saveState(); the first one where it does not fit.
    void restore(const QByteArray& state);
    [[nodiscard]] QByteArray state() const;
    void hide_all();

private:
    void set_first_sizes(QDockWidget* left, QDockWidget* right, QDockWidget* below,
                         QDockWidget* bottom);

    QMainWindow& window_;
    QList<QDockWidget*> docks_;
    QList<Side> sides_;
};

} // namespace kinovar::ui
