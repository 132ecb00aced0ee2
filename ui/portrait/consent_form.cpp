#include "ui/portrait/consent_form.h"

#include "core/project/consent_record.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QComboBox>
#include <QDate>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace kinovar::ui {

ConsentForm::ConsentForm(Studio& studio, QWidget* parent) : QWidget(parent), studio_(studio) {
    setObjectName(QStringLiteral("portrait.consent"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins({});
    form->setRowWrapPolicy(QFormLayout::WrapLongRows);
    known_ = new QComboBox;
    known_->setObjectName(QStringLiteral("portrait.consent.known"));
    known_->setAccessibleName(tr("Records of this project"));
    known_->setToolTip(tr("A record that the project has already, or a new one"));
    known_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    form->addRow(tr("Record"), known_);
    person_ =
        add_line(*form, "person", tr("Who is shown"), tr("Name of the person in the picture"));
    granted_by_ = add_line(*form, "granted_by", tr("Who consents"),
                           tr("Name of the person or institution that allows it"));
    relation_ = add_choice(*form, "relation", tr("Relation"),
                           tr("Of the one who consents to the person who is shown"),
                           {tr("self"), tr("daughter"), tr("son"), tr("grandchild"), tr("heir"),
                            tr("museum"), tr("archive")});
    ground_ = add_choice(*form, "ground", tr("Ground"), tr("On what ground the picture is used"),
                         {tr("own portrait"), tr("family archive"), tr("heir"), tr("public domain"),
                          tr("press use"), tr("exhibition")});
    date_ = add_line(*form, "date", tr("Date"), tr("Of the consent: year-month-day"));
    source_ = add_line(*form, "source", tr("Source of the photo"),
                       tr("Archive and inventory number, as far as known"));
    note_ = add_line(*form, "note", tr("Note"), tr("Anything else"));
    add_buttons(*form);
    connect(known_, &QComboBox::activated, this, [this](int row) {
        if (row > 0) {
            show_record(records_.at(static_cast<std::size_t>(row - 1)));
        }
    });
}

QLineEdit* ConsentForm::add_line(QFormLayout& form, const char* name, const QString& label,
                                 const QString& tip) {
    auto* line = new QLineEdit;
    line->setObjectName(QStringLiteral("portrait.consent.") + QLatin1String(name));
    line->setAccessibleName(label);
    line->setToolTip(tip);
    form.addRow(label, line);
    return line;
}

QComboBox* ConsentForm::add_choice(QFormLayout& form, const char* name, const QString& label,
                                   const QString& tip, const QStringList& choices) {
    auto* box = new QComboBox;
    box->setObjectName(QStringLiteral("portrait.consent.") + QLatin1String(name));
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->addItems(choices);
    box->setAccessibleName(label);
    box->lineEdit()->setAccessibleName(label);
    box->setToolTip(tip);
    form.addRow(label, box);
    return box;
}

void ConsentForm::add_buttons(QFormLayout& form) {
    error_ = new QLabel;
    error_->setObjectName(QStringLiteral("portrait.consent.error"));
    error_->setWordWrap(true);
    error_->setTextFormat(Qt::PlainText);
    error_->hide();
    form.addRow(error_);
    auto* row = new QHBoxLayout;
    const auto button = [&](const char* name, const QString& text, const QString& tip) {
        auto* made = new QPushButton(text);
        made->setObjectName(QStringLiteral("portrait.consent.") + QLatin1String(name));
        made->setAccessibleName(text);
        made->setToolTip(tip);
        row->addWidget(made);
        return made;
    };
    row->addStretch(1);
    connect(button("cancel", tr("Cancel"), tr("Leaves the record as it was")),
            &QPushButton::clicked, this, &ConsentForm::done);
    connect(button("save", tr("Record consent"),
                   tr("Keeps the record in the project and writes it into what is exported")),
            &QPushButton::clicked, this, &ConsentForm::save);
    form.addRow(row);
}

void ConsentForm::list_known() {
    known_->clear();
    records_.clear();
    known_->addItem(tr("New record"));
    for (const auto& [id, row] : studio_.document().all<project::Consent>()) {
        records_.push_back(project::record_of(row));
        known_->addItem(tr("%1, by %2, %3", "consent: person, who consents, date")
                            .arg(to_qt(row.person), to_qt(row.granted_by), to_qt(row.date)));
    }
}

void ConsentForm::begin() {
    list_known();
    error_->hide();
    const std::string& given = studio_.portrait().options().consent;
    auto record = credentials::read_consent(given);
    if (!record || given.empty()) {
        record = credentials::ConsentRecord();
        record->date = QDate::currentDate().toString(Qt::ISODate).toStdString();
    }
    show_record(*record);
    person_->setFocus();
}

void ConsentForm::show_record(const credentials::ConsentRecord& record) {
    person_->setText(to_qt(record.person));
    granted_by_->setText(to_qt(record.granted_by));
    relation_->setEditText(to_qt(record.relation));
    ground_->setEditText(to_qt(record.ground));
    date_->setText(to_qt(record.date));
    source_->setText(to_qt(record.source));
    note_->setText(to_qt(record.note));
}

credentials::ConsentRecord ConsentForm::record() const {
    const auto text = [](const QString& shown) { return shown.trimmed().toStdString(); };
    credentials::ConsentRecord record;
    record.person = text(person_->text());
    record.granted_by = text(granted_by_->text());
    record.relation = text(relation_->currentText());
    record.ground = text(ground_->currentText());
    record.date = text(date_->text());
    record.source = text(source_->text());
    record.note = text(note_->text());
    return record;
}

/// The first field that must not be empty and is; null: none.
QWidget* ConsentForm::first_empty(QString* complaint) const {
    const credentials::ConsentRecord given = record();
    struct Need {
        const std::string& text;
        QWidget* field;
        QString complaint;
    };
    for (const Need& need :
         {Need{given.person, person_, tr("Say who is shown.")},
          Need{given.granted_by, granted_by_, tr("Say who consents.")},
          Need{given.relation, relation_,
               tr("Say how the one who consents is related to the person.")},
          Need{given.ground, ground_, tr("Say on what ground the picture is used.")},
          Need{given.date, date_, tr("Say when it was allowed.")}}) {
        if (need.text.empty()) {
            *complaint = need.complaint;
            return need.field;
        }
    }
    return nullptr;
}

void ConsentForm::save() {
    QString complaint;
    if (QWidget* field = first_empty(&complaint)) {
        error_->setText(complaint);
        error_->show();
        field->setFocus();
        return;
    }
    const Status given = studio_.portrait().give_consent(record());
    error_->setVisible(!given);
    if (given) {
        Q_EMIT done();
    } else {
        error_->setText(to_qt(given.error().one_line()));
    }
}

} // namespace kinovar::ui
