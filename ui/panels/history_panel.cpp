#include "ui/panels/history_panel.h"

#include "ui/studio/text.h"

#include <QLabel>
#include <QStyledItemDelegate>
#include <QUndoStack>
#include <QUndoView>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

/// Edits are named in English, since they are kept with the project's words; they are shown in the
/// user's language.
class HistoryDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    [[nodiscard]] QString displayText(const QVariant& value, const QLocale&) const override {
        return history_text(value.toString());
    }
};

} // namespace

HistoryPanel::HistoryPanel(Studio& studio, Actions& /*actions*/, QWidget* parent)
    : QWidget(parent), studio_(studio), view_(new QUndoView(studio.undo_stack())),
      empty_(new QLabel) {
    setObjectName(QStringLiteral("history"));
    view_->setObjectName(QStringLiteral("history.list"));
    view_->setAccessibleName(tr("History"));
    view_->setToolTip(tr("Choose a line to go back or forth to it"));
    view_->setItemDelegate(new HistoryDelegate(view_));
    view_->setEmptyLabel(tr("The project as it was opened"));
    empty_->setObjectName(QStringLiteral("history.empty"));
    empty_->setText(tr("Nothing was changed yet. All that you change is listed here and can be "
                       "undone, back to the moment you opened the project."));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setMargin(fontMetrics().height());
    auto* column = new QVBoxLayout(this);
    column->addWidget(view_, 1);
    column->addWidget(empty_, 1);
    connect(studio.undo_stack(), &QUndoStack::indexChanged, this, &HistoryPanel::refresh);
    connect(&studio, &Studio::project_changed, this, &HistoryPanel::refresh);
    refresh();
}

void HistoryPanel::refresh() {
    const bool any = studio_.undo_stack()->count() > 0;
    view_->setVisible(any);
    empty_->setVisible(!any);
}

} // namespace kinovar::ui
