#include "ui/panels/step_list.h"

#include "ui/panels/step_delegate.h"

#include <QApplication>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace kinovar::ui {

StepList::StepList(QWidget* parent) : QListWidget(parent) {
    setItemDelegate(new StepDelegate(this));
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setMouseTracking(true);
    setUniformItemSizes(true);
    connect(this, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!updating_) {
            Q_EMIT switched(row(item), item->checkState() == Qt::Checked);
        }
    });
}

void StepList::set_lines(const std::vector<StepLine>& lines) {
    const QScopedValueRollback updating(updating_, true);
    const QSignalBlocker quiet(this);
    while (count() > static_cast<int>(lines.size())) {
        delete takeItem(count() - 1);
    }
    lines_.resize(static_cast<std::size_t>(count()));
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i == lines_.size()) {
            auto* item = new QListWidgetItem(this);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                           Qt::ItemNeverHasChildren);
            set_line(item, lines[i]);
            lines_.push_back(lines[i]);
        } else if (!(lines_[i] == lines[i])) {
            set_line(item(static_cast<int>(i)), lines[i]);
            lines_[i] = lines[i];
        }
    }
    viewport()->update();
}

void StepList::set_line(QListWidgetItem* item, const StepLine& line) {
    item->setText(line.title);
    item->setCheckState(line.enabled ? Qt::Checked : Qt::Unchecked);
    item->setData(StepDelegate::Summary, line.summary);
    item->setData(StepDelegate::Time, line.time);
    item->setData(StepDelegate::Error, line.error);
    item->setData(StepDelegate::Solo, line.solo);
    item->setData(StepDelegate::Silenced, line.silenced);
    item->setToolTip(line.error.isEmpty() ? line.help : line.error);
    item->setData(Qt::AccessibleTextRole,
                  line.error.isEmpty() ? line.title : tr("%1: cannot work").arg(line.title));
    item->setData(Qt::AccessibleDescriptionRole, line.error.isEmpty() ? line.summary : line.error);
}

QRect StepList::solo_rect(int row) const {
    return StepDelegate::solo_rect(visualItemRect(item(row)));
}

QRect StepList::check_rect(int row) const {
    QStyleOptionViewItem option;
    initViewItemOption(&option);
    option.rect = visualItemRect(item(row));
    option.features |= QStyleOptionViewItem::HasCheckIndicator | QStyleOptionViewItem::HasDisplay;
    return style()->subElementRect(QStyle::SE_ItemViewItemCheckIndicator, &option, this);
}

// --- keys

bool StepList::event(QEvent* event) {
    // Keys of the list go before shortcuts of the window that may be the same.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool alt_arrow = key->modifiers() == Qt::AltModifier &&
                               (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        const bool plain = key->modifiers() == Qt::NoModifier &&
                           (key->key() == Qt::Key_Delete || key->key() == Qt::Key_Space ||
                            key->key() == Qt::Key_Up || key->key() == Qt::Key_Down);
        const bool duplicate = key->modifiers() == Qt::ControlModifier && key->key() == Qt::Key_D;
        if (alt_arrow || plain || duplicate || key->matches(QKeySequence::Copy) ||
            key->matches(QKeySequence::Paste)) {
            event->accept();
            return true;
        }
    }
    return QListWidget::event(event);
}

void StepList::keyPressEvent(QKeyEvent* event) {
    if (gap_ >= 0 && event->key() == Qt::Key_Escape) {
        end_drag();
    } else if (!take_key(*event) && !take_step_key(*event)) {
        QListWidget::keyPressEvent(event);
    }
}

bool StepList::take_key(const QKeyEvent& event) {
    auto& key = const_cast<QKeyEvent&>(event); // matches() is not const
    if (key.matches(QKeySequence::Copy)) {
        Q_EMIT copy_wanted();
    } else if (key.matches(QKeySequence::Paste)) {
        Q_EMIT paste_wanted();
    } else {
        return false;
    }
    return true;
}

bool StepList::take_step_key(const QKeyEvent& event) {
    const int at = currentRow();
    if (at < 0) {
        return false;
    }
    const bool alt = event.modifiers() == Qt::AltModifier;
    if (alt && event.key() == Qt::Key_Up) {
        Q_EMIT move_wanted(at, at - 1);
    } else if (alt && event.key() == Qt::Key_Down) {
        Q_EMIT move_wanted(at, at + 1);
    } else if (event.key() == Qt::Key_Delete) {
        Q_EMIT remove_wanted(at);
    } else if (event.key() == Qt::Key_D && event.modifiers() == Qt::ControlModifier) {
        Q_EMIT duplicate_wanted(at);
    } else {
        return false;
    }
    return true;
}

// --- mouse

void StepList::mousePressEvent(QMouseEvent* event) {
    const QListWidgetItem* under = itemAt(event->pos());
    const int at = under == nullptr ? -1 : row(under);
    if (event->button() == Qt::LeftButton && at >= 0) {
        if (solo_rect(at).contains(event->pos())) {
            Q_EMIT solo_wanted(at);
            return;
        }
        if (!check_rect(at).contains(event->pos())) {
            pressed_ = at;
            pressed_at_ = event->pos();
        }
    }
    QListWidget::mousePressEvent(event);
}

void StepList::mouseMoveEvent(QMouseEvent* event) {
    if (pressed_ < 0 || (event->buttons() & Qt::LeftButton) == 0) {
        QListWidget::mouseMoveEvent(event);
        return;
    }
    if (gap_ < 0 &&
        (event->pos() - pressed_at_).manhattanLength() < QApplication::startDragDistance()) {
        return;
    }
    gap_ = gap_at(event->pos().y());
    const int over = event->pos().y() < 0 ? event->pos().y()
                     : event->pos().y() > viewport()->height()
                         ? event->pos().y() - viewport()->height()
                         : 0;
    verticalScrollBar()->setValue(verticalScrollBar()->value() + over);
    viewport()->setCursor(Qt::ClosedHandCursor);
    viewport()->update();
}

void StepList::mouseReleaseEvent(QMouseEvent* event) {
    const int from = pressed_;
    const int gap = gap_;
    end_drag();
    if (gap >= 0) {
        const int to = gap > from ? gap - 1 : gap;
        if (to != from) {
            Q_EMIT move_wanted(from, to);
        }
        return;
    }
    QListWidget::mouseReleaseEvent(event);
}

void StepList::end_drag() {
    pressed_ = -1;
    gap_ = -1;
    viewport()->unsetCursor();
    viewport()->update();
}

int StepList::gap_at(int y) const {
    for (int i = 0; i < count(); ++i) {
        if (y < visualItemRect(item(i)).center().y()) {
            return i;
        }
    }
    return count();
}

void StepList::paintEvent(QPaintEvent* event) {
    QListWidget::paintEvent(event);
    if (gap_ < 0) {
        return;
    }
    const int y = gap_ < count() ? visualItemRect(item(gap_)).top()
                                 : visualItemRect(item(count() - 1)).bottom();
    QPainter painter(viewport());
    painter.setPen(QPen(palette().highlight(), 3));
    painter.drawLine(0, y, viewport()->width(), y);
}

} // namespace kinovar::ui
