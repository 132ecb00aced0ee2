#pragma once

#include "ui/forms/two_line_delegate.h"

namespace kinovar::ui {

/// A fix in the list: an eye that switches it off, its picture, two lines, and how it fits in
/// words beside a dot of that colour.
class FixDelegate : public TwoLineDelegate {
    Q_OBJECT

public:
    using TwoLineDelegate::TwoLineDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;
};

} // namespace kinovar::ui
