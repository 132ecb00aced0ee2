#include "ui/panels/preset_bar.h"

#include "ui/studio/icons.h"
#include "ui/studio/text.h"
#include "ui/studio/trash.h"

#include <QFile>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QToolButton>

namespace kinovar::ui {

PresetBar::PresetBar(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), button_(new QToolButton), menu_(new QMenu(this)),
      name_(new QLineEdit), save_(new QPushButton) {
    button_->setObjectName(QStringLiteral("chain.presets"));
    button_->setText(tr("Presets"));
    button_->setToolTip(tr("Load a chain that is ready, or keep this one"));
    button_->setAccessibleName(button_->text());
    button_->setPopupMode(QToolButton::InstantPopup);
    button_->setMenu(menu_);
    menu_->setObjectName(QStringLiteral("chain.presets.menu"));
    menu_->setToolTipsVisible(true);
    connect(menu_, &QMenu::aboutToShow, this, &PresetBar::fill_menu);

    name_->setObjectName(QStringLiteral("chain.presets.name"));
    name_->setPlaceholderText(tr("Name of the preset"));
    name_->setAccessibleName(name_->placeholderText());
    name_->setToolTip(tr("Enter keeps the chain under this name"));
    save_->setObjectName(QStringLiteral("chain.presets.save"));
    auto* cancel = new QToolButton;
    cancel->setObjectName(QStringLiteral("chain.presets.cancel"));
    cancel->setIcon(icon(QStringLiteral("close")));
    cancel->setAutoRaise(true);
    cancel->setToolTip(tr("Do not keep it"));
    cancel->setAccessibleName(cancel->toolTip());
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(name_, 1);
    line->addWidget(save_);
    line->addWidget(cancel);
    connect(name_, &QLineEdit::textChanged, this, &PresetBar::name_changed);
    connect(name_, &QLineEdit::returnPressed, this, &PresetBar::save);
    connect(save_, &QPushButton::clicked, this, &PresetBar::save);
    connect(cancel, &QToolButton::clicked, this, &QWidget::hide);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &QWidget::hide);
    name_changed();
    hide();
}

void PresetBar::fill_menu() {
    menu_->clear();
    const PresetList list = stored_presets();
    menu_->addSection(tr("Come with Kinovar"));
    add_presets(list, false);
    const bool any_own = std::any_of(list.presets.begin(), list.presets.end(),
                                     [](const StoredPreset& preset) { return preset.own; });
    if (any_own) {
        menu_->addSection(tr("Your own"));
        add_presets(list, true);
    }
    for (const Error& problem : list.problems) {
        QAction* action =
            menu_->addAction(icon(QStringLiteral("warning")), tr("A preset cannot be read"));
        action->setToolTip(to_qt(problem.one_line()));
        action->setEnabled(false);
    }
    menu_->addSeparator();
    QAction* keep = menu_->addAction(icon(QStringLiteral("save")), tr("Save as preset…"), this,
                                     &PresetBar::ask_name);
    keep->setEnabled(!studio_.chain().steps.empty());
    if (any_own) {
        add_delete_menu(list);
    }
}

void PresetBar::add_presets(const PresetList& list, bool own) {
    for (const StoredPreset& preset : list.presets) {
        if (preset.own != own) {
            continue;
        }
        const std::string& title =
            preset.preset.title.empty() ? preset.preset.name : preset.preset.title;
        QAction* action = menu_->addAction(own ? to_qt(title) : translated(title), this,
                                           [this, preset] { load(preset); });
        action->setObjectName(QStringLiteral("chain.presets.") + to_qt(preset.preset.name));
        action->setEnabled(studio_.has_project() && studio_.reel() != 0);
        if (!preset.preset.help.empty()) {
            action->setToolTip(
                QStringLiteral("<p>%1</p>").arg(translated(preset.preset.help).toHtmlEscaped()));
        }
    }
}

void PresetBar::add_delete_menu(const PresetList& list) {
    QMenu* menu = menu_->addMenu(icon(QStringLiteral("trash")), tr("Move to the wastebasket"));
    for (const StoredPreset& preset : list.presets) {
        if (preset.own) {
            menu->addAction(to_qt(preset.preset.title), this, [this, preset] { remove(preset); })
                ->setObjectName(QStringLiteral("chain.presets.remove.") +
                                to_qt(preset.preset.name));
        }
    }
}

void PresetBar::load(const StoredPreset& preset) {
    studio_.set_step(-1);
    if (studio_.edit_chain(QStringLiteral("Load preset"), preset.preset.chain)) {
        studio_.set_step(0);
        studio_.tell(tr("The chain is now %1").arg(translated(preset.preset.title)));
    }
}

void PresetBar::remove(const StoredPreset& preset) {
    const QString path = to_qt(preset.path);
    if (!move_to_trash(path) && !QFile::remove(path)) {
        studio_.fail({ErrorCode::NotWritable,
                      tr("the preset %1 cannot be removed").arg(path).toStdString(),
                      tr("check that the folder can be written").toStdString()});
        return;
    }
    studio_.tell(tr("The preset %1 is gone").arg(to_qt(preset.preset.title)));
}

void PresetBar::ask_name() {
    show();
    name_->setFocus();
    name_->selectAll();
}

void PresetBar::name_changed() {
    const QString name = name_->text().trimmed();
    std::error_code ignored;
    const bool there =
        !name.isEmpty() && std::filesystem::exists(own_preset_path(name.toStdString()), ignored);
    save_->setText(there ? tr("Replace") : tr("Save"));
    save_->setToolTip(there ? tr("There is a preset of that name; it is replaced")
                            : tr("Keep the chain under this name"));
    save_->setAccessibleName(save_->text());
    save_->setEnabled(!name.isEmpty());
}

void PresetBar::save() {
    const QString name = name_->text().trimmed();
    if (name.isEmpty()) {
        return;
    }
    if (const Status status = save_own_preset(name.toStdString(), studio_.chain()); !status) {
        studio_.fail(status.error());
        return;
    }
    hide();
    name_->clear();
    studio_.tell(tr("Kept as preset %1").arg(name));
}

} // namespace kinovar::ui
