#include "ui/window/docks.h"

#include <array>

namespace kinovar::ui {

namespace {

/// Goes up when docks come or go, so that an older layout is not forced upon new ones.
constexpr int kLayoutVersion = 1;

Qt::DockWidgetArea area_of(Docks::Side side) {
    switch (side) {
    case Docks::Side::Left:
        return Qt::LeftDockWidgetArea;
    case Docks::Side::Right:
        return Qt::RightDockWidgetArea;
    case Docks::Side::Bottom:
        break;
    }
    return Qt::BottomDockWidgetArea;
}

// Widths of the side docks and height of the timeline, in average characters and lines.
constexpr int kSideColumns = 42;
constexpr int kTimelineLines = 14;

} // namespace

Docks::Docks(QMainWindow& window) : QObject(&window), window_(window) {
    window_.setDockOptions(QMainWindow::AnimatedDocks | QMainWindow::AllowNestedDocks |
                           QMainWindow::AllowTabbedDocks);
    window_.setTabPosition(Qt::AllDockWidgetAreas, QTabWidget::North);
    // The timeline has the whole width.
    window_.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window_.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
}

QDockWidget* Docks::add(const QString& name, const QString& title, QWidget* panel, Side side) {
    auto* dock = new QDockWidget(title, &window_);
    dock->setObjectName(QStringLiteral("dock.") + name);
    dock->setAccessibleName(title);
    dock->setWidget(panel);
    dock->toggleViewAction()->setObjectName(QStringLiteral("view.dock.") + name);
    docks_.append(dock);
    sides_.append(side);
    window_.addDockWidget(area_of(side), dock);
    return dock;
}

QDockWidget* Docks::find(const QString& name) const {
    for (QDockWidget* dock : docks_) {
        if (dock->objectName() == QStringLiteral("dock.") + name) {
            return dock;
        }
    }
    return nullptr;
}

void Docks::raise(const QString& name) {
    if (QDockWidget* dock = find(name)) {
        dock->show();
        dock->raise();
        dock->widget()->setFocus(Qt::OtherFocusReason);
    }
}

void Docks::reset() {
    std::array<QDockWidget*, 3> first{};
    for (qsizetype i = 0; i < docks_.size(); ++i) {
        QDockWidget* dock = docks_.at(i);
        dock->setFloating(false);
        window_.removeDockWidget(dock);
        window_.addDockWidget(area_of(sides_.at(i)), dock);
        QDockWidget*& before = first.at(static_cast<std::size_t>(sides_.at(i)));
        if (before == nullptr) {
            before = dock;
        } else {
            window_.tabifyDockWidget(before, dock);
        }
        dock->show();
    }
    for (QDockWidget* dock : first) {
        if (dock != nullptr) {
            dock->raise();
        }
    }
    const QFontMetrics metrics = window_.fontMetrics();
    const int side = kSideColumns * metrics.averageCharWidth();
    window_.resizeDocks({first[0], first[1]}, {side, side}, Qt::Horizontal);
    window_.resizeDocks({first[2]}, {kTimelineLines * metrics.height()}, Qt::Vertical);
}

void Docks::restore(const QByteArray& state) {
    reset();
    if (!state.isEmpty()) {
        window_.restoreState(state, kLayoutVersion);
    }
}

QByteArray Docks::state() const {
    return window_.saveState(kLayoutVersion);
}

void Docks::hide_all() {
    for (QDockWidget* dock : docks_) {
        dock->hide();
    }
}

} // namespace kinovar::ui
