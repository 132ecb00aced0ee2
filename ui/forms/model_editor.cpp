#include "ui/forms/model_editor.h"

#include "ui/forms/file_chooser.h"
#include "ui/forms/model_choice.h"
#include "ui/forms/wheel_guard.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace kinovar::ui {

namespace {
// What the last lines of the list do; models have their id instead.
constexpr int kChooseFile = 1;
constexpr int kMoreModels = 2;
constexpr int kDeedRole = Qt::UserRole + 1;
} // namespace

ModelEditor::ModelEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent)
    : FieldEditor(field, parent), box_(new QComboBox), step_(use.step) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(box_, 1);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(10);
    guard_wheel(box_);
    adopt_control(box_, use);
    connect(box_, &QComboBox::activated, this, &ModelEditor::choose);
    refresh();
}

void ModelEditor::refresh() {
    box_->clear();
    for (const ModelChoice& choice : installed_models(step_)) {
        box_->addItem(translated(choice.title), to_qt(choice.id));
        box_->setItemData(box_->count() - 1, to_qt(choice.id), Qt::ToolTipRole);
    }
    if (box_->count() > 0) {
        box_->insertSeparator(box_->count());
    }
    box_->addItem(tr("Model file…"));
    box_->setItemData(box_->count() - 1, kChooseFile, kDeedRole);
    box_->addItem(tr("More models…"));
    box_->setItemData(box_->count() - 1, kMoreModels, kDeedRole);
    show_value(value_);
}

void ModelEditor::show_value(const FieldValue& value) {
    value_ = std::get<std::string>(value);
    const QString text = to_qt(value_);
    int place = box_->findData(text);
    if (place < 0) {
        // Named by the chain, but not among those that are there.
        const bool is_file = text.contains(QLatin1Char('/'));
        box_->insertItem(0,
                         text.isEmpty() ? tr("The installed one")
                         : is_file      ? text.section(QLatin1Char('/'), -1)
                                        : tr("%1 (not installed)").arg(text),
                         text);
        box_->setItemData(0, text, Qt::ToolTipRole);
        if (!is_file && !text.isEmpty()) {
            box_->setItemIcon(0, icon(QStringLiteral("warning")));
        }
        place = 0;
    }
    box_->setCurrentIndex(place);
}

void ModelEditor::choose(int place) {
    const int deed = box_->itemData(place, kDeedRole).toInt();
    if (deed == 0) {
        value_ = box_->itemData(place).toString().toStdString();
        Q_EMIT edited(value_, false);
        return;
    }
    show_value(value_); // the line is no model
    if (deed == kChooseFile) {
        choose_file();
    } else {
        Q_EMIT more_models_wanted();
    }
}

void ModelEditor::choose_file() {
    const QString path =
        chooser::open_file(this, {.title = translated(field().title),
                                  .filter = tr("Models (*.pth *.pt *.ckpt *.safetensors *.param "
                                               "model.json)"),
                                  .place = "models"});
    if (!path.isEmpty()) {
        show_value(path.toStdString());
        Q_EMIT edited(value_, false);
    }
}

} // namespace kinovar::ui
