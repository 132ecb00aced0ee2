#include "ui/dialogs/shortcuts_page.h"

#include <QAction>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kIdRole = Qt::UserRole;
constexpr int kKeyColumn = 1;

QString plain(const QString& text) {
    QString copy = text;
    return copy.remove(QLatin1Char('&'));
}

void name_control(QWidget* control, const char* name, const QString& title) {
    control->setObjectName(QLatin1String(name));
    control->setAccessibleName(title);
    control->setToolTip(title);
}

} // namespace

ShortcutsPage::ShortcutsPage(Actions& actions, QWidget* parent)
    : QWidget(parent), actions_(actions), search_(new QLineEdit(this)),
      table_(new QTreeWidget(this)), key_(new QKeySequenceEdit(this)),
      assign_(new QPushButton(tr("&Assign"), this)), clear_(new QPushButton(tr("&None"), this)),
      reset_(new QPushButton(tr("&Reset all"), this)), conflict_(new QLabel(this)) {
    name_control(search_, "shortcuts.search", tr("Search commands and keys"));
    search_->setPlaceholderText(tr("Search commands and keys"));
    search_->setClearButtonEnabled(true);
    name_control(table_, "shortcuts.table", tr("Commands and their keys"));
    table_->setHeaderLabels({tr("Command"), tr("Key")});
    table_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    table_->header()->setSectionResizeMode(kKeyColumn, QHeaderView::ResizeToContents);
    table_->header()->setStretchLastSection(false);
    add_editor();
    connect(search_, &QLineEdit::textChanged, this, &ShortcutsPage::filter);
    connect(table_, &QTreeWidget::currentItemChanged, this, &ShortcutsPage::show_chosen);
    list();
    show_chosen();
}

void ShortcutsPage::add_editor() {
    name_control(key_, "shortcuts.key", tr("Press the new key here"));
    name_control(assign_, "shortcuts.assign", tr("Give this key to the chosen command"));
    name_control(clear_, "shortcuts.clear", tr("The chosen command gets no key"));
    name_control(reset_, "shortcuts.reset", tr("All keys as the program came"));
    conflict_->setObjectName(QStringLiteral("shortcuts.conflict"));
    conflict_->setWordWrap(true);
    auto* row = new QHBoxLayout;
    row->addWidget(key_, 1);
    row->addWidget(assign_);
    row->addWidget(clear_);
    row->addWidget(reset_);
    auto* column = new QVBoxLayout(this);
    column->addWidget(search_);
    column->addWidget(table_, 1);
    column->addLayout(row);
    column->addWidget(conflict_);
    connect(key_, &QKeySequenceEdit::keySequenceChanged, this, &ShortcutsPage::warn_of_conflict);
    connect(assign_, &QPushButton::clicked, this, &ShortcutsPage::assign);
    connect(clear_, &QPushButton::clicked, this, [this] {
        key_->clear();
        assign();
    });
    connect(reset_, &QPushButton::clicked, this, [this] {
        actions_.reset_shortcuts();
        list();
    });
}

void ShortcutsPage::list() {
    const QString before = chosen();
    table_->clear();
    QMap<QString, QTreeWidgetItem*> groups;
    QTreeWidgetItem* current = nullptr;
    for (const Actions::Item& item : actions_.items()) {
        QTreeWidgetItem*& group = groups[item.group];
        if (group == nullptr) {
            group = new QTreeWidgetItem(table_, {item.group});
            group->setFlags(Qt::ItemIsEnabled);
            group->setExpanded(true);
            group->setFirstColumnSpanned(true);
        }
        auto* line = new QTreeWidgetItem(
            group, {plain(item.action->text()),
                    item.action->shortcut().toString(QKeySequence::NativeText)});
        line->setData(0, kIdRole, item.id);
        if (item.id == before) {
            current = line;
        }
    }
    if (current != nullptr) {
        table_->setCurrentItem(current);
    }
    filter(search_->text());
}

void ShortcutsPage::filter(const QString& text) {
    for (int i = 0; i < table_->topLevelItemCount(); ++i) {
        QTreeWidgetItem* group = table_->topLevelItem(i);
        bool any = false;
        for (int j = 0; j < group->childCount(); ++j) {
            QTreeWidgetItem* line = group->child(j);
            const bool fits = line->text(0).contains(text, Qt::CaseInsensitive) ||
                              line->text(kKeyColumn).contains(text, Qt::CaseInsensitive);
            line->setHidden(!fits);
            any |= fits;
        }
        group->setHidden(!any);
    }
}

QString ShortcutsPage::chosen() const {
    const QTreeWidgetItem* item = table_->currentItem();
    return item == nullptr ? QString() : item->data(0, kIdRole).toString();
}

void ShortcutsPage::show_chosen() {
    const QAction* action = actions_.find(chosen());
    key_->setKeySequence(action == nullptr ? QKeySequence() : action->shortcut());
    key_->setEnabled(action != nullptr);
    assign_->setEnabled(action != nullptr);
    clear_->setEnabled(action != nullptr);
    warn_of_conflict();
}

void ShortcutsPage::warn_of_conflict() {
    conflict_->clear();
    const QKeySequence key = key_->keySequence();
    if (key.isEmpty()) {
        return;
    }
    for (const Actions::Item& item : actions_.items()) {
        if (item.id != chosen() && item.action->shortcut() == key) {
            conflict_->setText(
                tr("%1 belongs to “%2”, which would lose it.")
                    .arg(key.toString(QKeySequence::NativeText), plain(item.action->text())));
        }
    }
}

void ShortcutsPage::assign() {
    if (const QString id = chosen(); !id.isEmpty()) {
        actions_.set_shortcut(id, key_->keySequence());
        list();
    }
}

} // namespace kinovar::ui
