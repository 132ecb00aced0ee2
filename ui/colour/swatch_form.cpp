#include "ui/colour/swatch_form.h"

#include "ui/forms/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>

namespace kinovar::ui {

namespace {

template <class Control>
Control* named(Control* control, const char* name, const QString& title, const QString& tip) {
    control->setObjectName(QStringLiteral("hints.swatch.") + QLatin1String(name));
    control->setAccessibleName(title);
    control->setToolTip(tip);
    return control;
}

} // namespace

SwatchForm::SwatchForm(QWidget* parent)
    : QWidget(parent),
      name_(named(new QLineEdit, "name", tr("Name of the swatch"), tr("What has this colour"))),
      group_(named(new QComboBox, "group", tr("Group of the swatch"),
                   tr("A group that is there, or the name of a new one"))),
      note_(named(new QLineEdit, "note", tr("Note of the swatch"),
                  tr("Where the colour is known from; offered as source of the hint"))),
      recolour_(named(new QCheckBox(tr("Give it the current colour")), "recolour",
                      tr("Give it the current colour"),
                      tr("The swatch takes the colour that the plane above shows"))) {
    setObjectName(QStringLiteral("hints.swatch"));
    group_->setEditable(true);
    group_->setInsertPolicy(QComboBox::NoInsert);
    group_->lineEdit()->setAccessibleName(group_->accessibleName());
    guard_wheel(group_);
    auto* form = new QFormLayout(this);
    form->setContentsMargins({});
    form->addRow(tr("Name"), name_);
    form->addRow(tr("Group"), group_);
    form->addRow(tr("Note"), note_);
    form->addRow(recolour_);
    auto* save = named(new QPushButton(tr("Keep")), "save", tr("Keep"),
                       tr("Keeps the swatch in the palette"));
    auto* cancel = named(new QPushButton(tr("Cancel")), "cancel", tr("Cancel"),
                         tr("Leaves the palette as it was"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(save);
    form->addRow(row);
    connect(save, &QPushButton::clicked, this, &SwatchForm::save);
    connect(cancel, &QPushButton::clicked, this, &QWidget::hide);
    connect(name_, &QLineEdit::returnPressed, this, &SwatchForm::save);
    connect(note_, &QLineEdit::returnPressed, this, &SwatchForm::save);
}

void SwatchForm::begin(const Colour::Swatch& swatch, const QStringList& groups, colourise::Ab now,
                       float luma) {
    swatch_ = swatch;
    now_ = now;
    luma_ = luma;
    name_->setText(swatch.name);
    group_->clear();
    group_->addItems(groups);
    group_->setEditText(swatch.group);
    note_->setText(swatch.note);
    recolour_->setChecked(false);
    recolour_->setVisible(!(now == swatch.colour));
    show();
    name_->setFocus();
    name_->selectAll();
}

void SwatchForm::save() {
    swatch_.name = name_->text().simplified();
    swatch_.group = group_->currentText().simplified();
    swatch_.note = note_->text().simplified();
    if (recolour_->isChecked() && !recolour_->isHidden()) {
        swatch_.colour = now_;
        swatch_.luma = luma_;
    }
    hide();
    Q_EMIT saved(swatch_);
}

void SwatchForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        hide();
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace kinovar::ui
