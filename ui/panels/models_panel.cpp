#include "ui/panels/models_panel.h"

#include "ui/forms/file_chooser.h"
#include "ui/forms/message_strip.h"
#include "ui/panels/model_details.h"
#include "ui/panels/models_table.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QToolButton>
#include <QTreeView>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {
constexpr std::array kTasks = {
    nn::Task::Upscale,   nn::Task::Denoise, nn::Task::Deblur, nn::Task::Interpolate,
    nn::Task::Colourise, nn::Task::Inpaint, nn::Task::Face,   nn::Task::Animate,
    nn::Task::Analyse,   nn::Task::Other,
};
constexpr int kTitleCharacters = 32;
} // namespace

ModelsPanel::ModelsPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), table_(new ModelsTable(this)),
      filter_(new ModelsFilter(this)), view_(new QTreeView), search_(new QLineEdit),
      task_(new QComboBox), only_installed_(new QCheckBox(tr("Installed"))),
      import_(new QToolButton), empty_(new QLabel),
      message_(new MessageStrip(QStringLiteral("models.message"))),
      trust_(new QCheckBox(tr("I trust this program"))),
      import_trusted_(new QPushButton(tr("Import it"))), details_(new ModelDetails) {
    setObjectName(QStringLiteral("models"));
    setAcceptDrops(true);
    QAction* action =
        actions.add(QStringLiteral("models.import"), tr("Models"), tr("Import models…"));
    action->setIcon(icon(QStringLiteral("add")));
    connect(action, &QAction::triggered, this, &ModelsPanel::choose_imports);
    import_->setDefaultAction(action);
    filter_->setSourceModel(table_);
    make_filter_row();
    make_table();
    make_trust_question();
    lay_out();
    connect_parts();
    reload();
}

void ModelsPanel::make_filter_row() {
    search_->setObjectName(QStringLiteral("models.search"));
    search_->setPlaceholderText(tr("Search"));
    search_->setAccessibleName(tr("Search models"));
    search_->setToolTip(tr("Words of name, task, licence…"));
    search_->setClearButtonEnabled(true);
    task_->setObjectName(QStringLiteral("models.task"));
    task_->setAccessibleName(tr("Task"));
    task_->setToolTip(tr("Only models for this task"));
    task_->addItem(tr("All tasks"), QString());
    for (const nn::Task task : kTasks) {
        task_->addItem(task_text(task), to_qt(std::string(nn::to_string(task))));
    }
    only_installed_->setObjectName(QStringLiteral("models.only_installed"));
    only_installed_->setAccessibleName(tr("Only installed models"));
    only_installed_->setToolTip(only_installed_->accessibleName());
    import_->setObjectName(QStringLiteral("models.import.button"));
    import_->setText(tr("Import"));
    import_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    import_->setToolTip(tr("Files of weights that you have: .pth, .safetensors, .param, "
                           "model.json… They can also be dropped here."));
    import_->setAccessibleName(tr("Import models"));
}

void ModelsPanel::make_table() {
    view_->setObjectName(QStringLiteral("models.table"));
    view_->setAccessibleName(tr("Models"));
    view_->setToolTip(tr("Choose a model to see its terms and what can be done with it"));
    view_->setModel(filter_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setAlternatingRowColors(true);
    view_->setSortingEnabled(true);
    view_->sortByColumn(ModelsTable::State, Qt::AscendingOrder);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSectionsMovable(true);
    empty_->setObjectName(QStringLiteral("models.empty"));
    empty_->setText(tr("No model is like that. Take away some of the words, or choose all tasks."));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setMargin(fontMetrics().height());
}

void ModelsPanel::make_trust_question() {
    trust_->setObjectName(QStringLiteral("models.trust"));
    trust_->setAccessibleName(trust_->text());
    trust_->setToolTip(tr("A TorchScript file is run with all your rights, not only read"));
    import_trusted_->setObjectName(QStringLiteral("models.trust.import"));
    import_trusted_->setAccessibleName(import_trusted_->text());
    import_trusted_->setToolTip(tr("Say first that you trust it"));
    import_trusted_->setEnabled(false);
    message_->add(trust_);
    message_->add(import_trusted_);
    trust_->hide();
    import_trusted_->hide();
}

void ModelsPanel::lay_out() {
    auto* filters = new QHBoxLayout;
    filters->addWidget(search_, 1);
    filters->addWidget(import_);
    auto* choices = new QHBoxLayout;
    choices->addWidget(task_, 1);
    choices->addWidget(only_installed_);
    auto* upper = new QWidget;
    auto* stack = new QVBoxLayout(upper);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addLayout(filters);
    stack->addLayout(choices);
    stack->addWidget(view_, 1);
    stack->addWidget(empty_, 1);
    stack->addWidget(message_);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(upper);
    split->addWidget(details_);
    split->setStretchFactor(0, 1);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(split);
}

void ModelsPanel::connect_parts() {
    const auto refilter = [this] {
        filter_->set_words(search_->text());
        filter_->set_task(task_->currentData().toString());
        filter_->set_only_installed(only_installed_->isChecked());
        const bool any = filter_->rowCount() > 0;
        view_->setVisible(any);
        empty_->setVisible(!any);
    };
    connect(search_, &QLineEdit::textChanged, this, refilter);
    connect(task_, &QComboBox::currentIndexChanged, this, refilter);
    connect(only_installed_, &QCheckBox::toggled, this, refilter);
    empty_->hide();
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &ModelsPanel::show_chosen);
    connect(details_, &ModelDetails::install_wanted, this, &ModelsPanel::install);
    connect(details_, &ModelDetails::verify_wanted, this, &ModelsPanel::verify);
    connect(details_, &ModelDetails::remove_wanted, this, &ModelsPanel::remove);
    connect(details_, &ModelDetails::try_wanted, this, &ModelsPanel::try_model);
    connect(trust_, &QCheckBox::toggled, import_trusted_, &QWidget::setEnabled);
    connect(import_trusted_, &QPushButton::clicked, this, [this] { import(untrusted_, true); });
    connect(&studio_, &Studio::models_changed, this, &ModelsPanel::reload);
    connect(&studio_, &Studio::reel_changed, this, &ModelsPanel::refresh_state);
    connect(&studio_, &Studio::model_wanted, this, &ModelsPanel::choose);
}

void ModelsPanel::reload() {
    const QString kept = chosen_row() < 0 ? QString() : to_qt(table_->entry(chosen_row())->info.id);
    const bool first = table_->rowCount() == 0;
    if (const Status status = table_->reload(); !status) {
        message_->show_error(status.error());
    }
    if (first) {
        for (int column = 0; column < ModelsTable::kColumns; ++column) {
            view_->resizeColumnToContents(column);
        }
        // The state is to be seen beside the name in a narrow dock.
        const int widest = kTitleCharacters * fontMetrics().averageCharWidth();
        view_->setColumnWidth(ModelsTable::Title,
                              std::min(view_->columnWidth(ModelsTable::Title), widest));
        view_->scrollToTop();
    }
    view_->resizeColumnToContents(ModelsTable::State);
    if (const int row = table_->row_of(kept); row >= 0) {
        view_->setCurrentIndex(filter_->mapFromSource(table_->index(row, 0)));
    }
    show_chosen();
}

int ModelsPanel::chosen_row() const {
    return filter_->mapToSource(view_->currentIndex()).row();
}

void ModelsPanel::choose(const QString& id) {
    search_->clear();
    task_->setCurrentIndex(0);
    only_installed_->setChecked(false);
    if (const int row = table_->row_of(id); row >= 0) {
        const QModelIndex index = filter_->mapFromSource(table_->index(row, 0));
        view_->setCurrentIndex(index);
        view_->scrollTo(index);
    }
}

void ModelsPanel::show_chosen() {
    const int row = chosen_row();
    details_->show_entry(table_->entry(row),
                         row < 0 ? nn::InstallState::Missing : table_->state(row));
    refresh_state();
}

void ModelsPanel::refresh_state() {
    details_->set_state(busy_, studio_.has_project() && studio_.reel() != 0);
    import_->setEnabled(!busy_);
}

void ModelsPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void ModelsPanel::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            paths += url.toLocalFile();
        }
    }
    event->acceptProposedAction();
    import_files(paths);
}

} // namespace kinovar::ui
