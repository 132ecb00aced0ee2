#include "ui/window/docks.h"

#include <array>

namespace kinovar::ui {

namespace {

/// Goes up when docks come or go, so that an older layout is not forced upon new ones.
constexpr int kLayoutVersion = 4;

Qt::DockWidgetArea area_of(Docks::Side side) {
    switch (side) {
    case Docks::Side::Left:
        return Qt::LeftDockWidgetArea;
    case Docks::Side::Right:
    case Docks::Side::RightBelow:
        return Qt::RightDockWidgetArea;
    case Docks::Side::Bottom:
        break;
    }
    return Qt::BottomDockWidgetArea;
}

// Widths of the side docks and height of the timeline, in average characters and lines.
constexpr int kLeftColumns = 62;
constexpr int kRightColumns = 76; // all tabs can be read, in Russian too
constexpr int kTimelineLines = 14;
constexpr std::size_t kSides = 4;
// Shares of the height on the right.
constexpr int kUpper = 600;
constexpr int kLower = 300;

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
    std::array<QDockWidget*, kSides> first{};
    const auto first_of = [&](Side side) -> QDockWidget*& {
        return first.at(static_cast<std::size_t>(side));
    };
    for (qsizetype i = 0; i < docks_.size(); ++i) {
        QDockWidget* dock = docks_.at(i);
        dock->setFloating(false);
        window_.removeDockWidget(dock);
        QDockWidget*& before = first_of(sides_.at(i));
        before = before == nullptr ? dock : before;
    }
    for (QDockWidget* dock : first) {
        if (dock != nullptr) {
            window_.addDockWidget(area_of(sides_.at(docks_.indexOf(dock))), dock);
        }
    }
    if (first_of(Side::Right) != nullptr && first_of(Side::RightBelow) != nullptr) {
        // Before either has tabs: Qt would make it a tab too.
        window_.splitDockWidget(first_of(Side::Right), first_of(Side::RightBelow), Qt::Vertical);
    }
    for (qsizetype i = 0; i < docks_.size(); ++i) {
        if (QDockWidget* front = first_of(sides_.at(i)); front != docks_.at(i)) {
            window_.tabifyDockWidget(front, docks_.at(i));
        }
        docks_.at(i)->show();
    }
    for (QDockWidget* dock : first) {
        if (dock != nullptr) {
            dock->raise();
        }
    }
    set_first_sizes(first_of(Side::Left), first_of(Side::Right), first_of(Side::RightBelow),
                    first_of(Side::Bottom));
}

void Docks::set_first_sizes(QDockWidget* left, QDockWidget* right, QDockWidget* below,
                            QDockWidget* bottom) {
    const QFontMetrics metrics = window_.fontMetrics();
    const int column = metrics.averageCharWidth();
    if (left != nullptr && right != nullptr) {
        window_.resizeDocks({left, right}, {kLeftColumns * column, kRightColumns * column},
                            Qt::Horizontal);
    }
    if (right != nullptr && below != nullptr) {
        window_.resizeDocks({right, below}, {kUpper, kLower}, Qt::Vertical);
    }
    if (bottom != nullptr) {
        window_.resizeDocks({bottom}, {kTimelineLines * metrics.height()}, Qt::Vertical);
    }
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
