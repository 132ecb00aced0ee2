#include "ui/dialogs/render_queue_page.h"

#include "ui/studio/text.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

using project::Id;
using project::RenderJob;
using project::RenderState;

constexpr int kIdRole = Qt::UserRole;
constexpr int kPercent = 100;
enum Column { kOutput, kFrames, kState, kColumns };

} // namespace

RenderQueuePage::RenderQueuePage(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), queue_(RenderQueue::of(studio)),
      table_(new QTreeWidget(this)), message_(new QLabel(this)),
      start_(new_button("queue.start", tr("&Start"),
                        tr("Renders the chosen line, or goes on where it stopped"))),
      stop_(new_button("queue.stop", tr("S&top"), tr("Stops; what is finished is kept"))),
      remove_(new_button("queue.remove", tr("&Remove"),
                         tr("Takes the line out of the list; files stay"))),
      folder_(new_button("queue.folder", tr("&Open folder"), tr("Shows where the output lies"))) {
    setObjectName(QStringLiteral("queue"));
    table_->setObjectName(QStringLiteral("queue.table"));
    table_->setAccessibleName(tr("Renders of this project"));
    table_->setToolTip(tr("Renders of this project"));
    table_->setColumnCount(kColumns);
    table_->setHeaderLabels({tr("Output"), tr("Frames"), tr("State")});
    table_->setRootIsDecorated(false);
    table_->setAlternatingRowColors(true);
    table_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    message_->setObjectName(QStringLiteral("queue.message"));
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {start_, stop_, remove_}) {
        buttons->addWidget(button);
    }
    buttons->addStretch();
    buttons->addWidget(folder_);
    auto* column = new QVBoxLayout(this);
    column->addWidget(table_, 1);
    column->addWidget(message_);
    column->addLayout(buttons);
    connect(start_, &QPushButton::clicked, this, [this] { queue_.start(chosen()); });
    connect(stop_, &QPushButton::clicked, this, [this] { queue_.stop(chosen()); });
    connect(remove_, &QPushButton::clicked, this, [this] { queue_.remove(chosen()); });
    connect(folder_, &QPushButton::clicked, this, &RenderQueuePage::open_folder);
    connect(table_, &QTreeWidget::currentItemChanged, this, &RenderQueuePage::show_chosen);
    connect(&queue_, &RenderQueue::changed, this, &RenderQueuePage::list);
    list();
}

QPushButton* RenderQueuePage::new_button(const char* name, const QString& text,
                                         const QString& help) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    button->setToolTip(help);
    button->setAutoDefault(false);
    return button;
}

void RenderQueuePage::list() {
    if (!studio_.has_project()) {
        table_->clear();
        show_chosen();
        return;
    }
    // Lines are kept where they are, so that the choice survives progress.
    const auto& rows = studio_.document().all<RenderJob>();
    for (int i = table_->topLevelItemCount() - 1; i >= 0; --i) {
        if (!rows.contains(table_->topLevelItem(i)->data(0, kIdRole).toLongLong())) {
            delete table_->takeTopLevelItem(i);
        }
    }
    int line = 0;
    for (const auto& [id, row] : rows) {
        QTreeWidgetItem* item = table_->topLevelItem(line);
        if (item == nullptr || item->data(0, kIdRole).toLongLong() != id) {
            item = new QTreeWidgetItem;
            item->setData(0, kIdRole, QVariant::fromValue<qlonglong>(id));
            table_->insertTopLevelItem(line, item);
        }
        show_row(item, row);
        ++line;
    }
    if (table_->currentItem() == nullptr && line > 0) {
        table_->setCurrentItem(table_->topLevelItem(line - 1));
    }
    show_chosen();
}

QString RenderQueuePage::state_text(const RenderJob& row) const {
    if (const JobList::Entry* job = queue_.job_of(row.id)) {
        const Progress& progress = job->progress;
        if (progress.total > 0) {
            return tr("%1: %2 %", "stage of a render and how far it is")
                .arg(translated(progress.stage))
                .arg(kPercent * progress.done / progress.total);
        }
        return tr("Running");
    }
    switch (row.state) {
    case RenderState::Waiting:
        return queue_.waits_in_line(row.id) ? tr("Next in line") : tr("Not started");
    case RenderState::Running:
        return tr("Running");
    case RenderState::Done:
        return tr("Done");
    case RenderState::Failed:
        return tr("Failed");
    case RenderState::Stopped:
        break;
    }
    return tr("Stopped");
}

void RenderQueuePage::show_row(QTreeWidgetItem* item, const RenderJob& row) {
    item->setText(kOutput, to_qt(row.output.filename()));
    item->setToolTip(kOutput, to_qt(row.output));
    item->setText(kFrames, tr("%1–%2", "first and last frame").arg(row.first).arg(row.last));
    item->setText(kState, state_text(row));
}

Id RenderQueuePage::chosen() const {
    const QTreeWidgetItem* item = table_->currentItem();
    return item == nullptr ? 0 : item->data(0, kIdRole).toLongLong();
}

void RenderQueuePage::choose(Id row) {
    for (int i = 0; i < table_->topLevelItemCount(); ++i) {
        if (table_->topLevelItem(i)->data(0, kIdRole).toLongLong() == row) {
            table_->setCurrentItem(table_->topLevelItem(i));
        }
    }
}

void RenderQueuePage::show_chosen() {
    const auto* row = studio_.has_project() ? studio_.document().get<RenderJob>(chosen()) : nullptr;
    const bool works = row != nullptr && queue_.job_of(row->id) != nullptr;
    const bool waits = row != nullptr && queue_.waits_in_line(row->id);
    start_->setEnabled(row != nullptr && !works && !waits);
    stop_->setEnabled(works || waits);
    remove_->setEnabled(row != nullptr);
    folder_->setEnabled(row != nullptr);
    message_->setText(row != nullptr ? to_qt(row->message)
                                     : tr("Nothing was queued yet: choose what to render on the "
                                          "other page."));
    message_->setVisible(!message_->text().isEmpty());
}

void RenderQueuePage::open_folder() {
    if (const auto* row = studio_.document().get<RenderJob>(chosen())) {
        QDesktopServices::openUrl(
            QUrl::fromLocalFile(QFileInfo(to_qt(row->output)).absolutePath()));
    }
}

} // namespace kinovar::ui
