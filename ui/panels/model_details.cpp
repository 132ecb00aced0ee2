#include "ui/panels/model_details.h"

#include "ui/forms/model_choice.h"
#include "ui/panels/models_table.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

QLabel* text_label(const QString& name) {
    auto* label = new QLabel;
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

ModelDetails::ModelDetails(QWidget* parent)
    : QWidget(parent), title_(text_label(QStringLiteral("models.title"))),
      facts_(text_label(QStringLiteral("models.facts"))),
      terms_(text_label(QStringLiteral("models.terms"))),
      way_(text_label(QStringLiteral("models.way"))),
      non_commercial_(new QCheckBox(tr("I have read the terms: no commercial use"))),
      program_(new QCheckBox(tr("It is a program that runs with all my rights: I trust it"))) {
    install_ = make_button(QStringLiteral("models.install"), tr("Install"),
                           tr("Brings the weights and checks them"));
    verify_ = make_button(QStringLiteral("models.verify"), tr("Check files"),
                          tr("Compares every file with the hash that is known"));
    remove_ = make_button(QStringLiteral("models.remove"), tr("Remove"),
                          tr("Deletes the weights; they can be installed again"));
    try_ = make_button(QStringLiteral("models.try"), tr("Try on this frame"),
                       tr("Adds the fitting step with this model to the end of the chain, and "
                          "shows the frame after it; undo takes it back"));
    lay_out();
    for (QCheckBox* box : {non_commercial_, program_}) {
        connect(box, &QCheckBox::toggled, this, &ModelDetails::refresh_buttons);
    }
    connect(install_, &QPushButton::clicked, this, &ModelDetails::install_wanted);
    connect(verify_, &QPushButton::clicked, this, &ModelDetails::verify_wanted);
    connect(remove_, &QPushButton::clicked, this, &ModelDetails::remove_wanted);
    connect(try_, &QPushButton::clicked, this, &ModelDetails::try_wanted);
    show_entry(nullptr, nn::InstallState::Missing);
}

QPushButton* ModelDetails::make_button(const QString& name, const QString& text,
                                       const QString& help) {
    auto* button = new QPushButton(text);
    button->setObjectName(name);
    button->setToolTip(help);
    button->setAccessibleName(text);
    return button;
}

void ModelDetails::lay_out() {
    QFont bold = title_->font();
    bold.setBold(true);
    title_->setFont(bold);
    facts_->setForegroundRole(QPalette::PlaceholderText);
    install_->setIcon(icon(QStringLiteral("download")));
    remove_->setIcon(icon(QStringLiteral("trash")));
    try_->setIcon(icon(QStringLiteral("eye")));
    non_commercial_->setObjectName(QStringLiteral("models.consent.commercial"));
    non_commercial_->setToolTip(tr("Installing it asks for this"));
    non_commercial_->setAccessibleName(non_commercial_->text());
    program_->setObjectName(QStringLiteral("models.consent.program"));
    program_->setToolTip(tr("Installing it asks for this"));
    program_->setAccessibleName(program_->text());
    auto* first = new QHBoxLayout;
    first->addWidget(install_);
    first->addWidget(try_);
    first->addStretch();
    first->addWidget(verify_);
    first->addWidget(remove_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(title_);
    column->addWidget(facts_);
    column->addWidget(terms_);
    column->addWidget(way_);
    column->addWidget(non_commercial_);
    column->addWidget(program_);
    column->addLayout(first);
}

void ModelDetails::show_entry(const nn::CatalogueEntry* entry, nn::InstallState state) {
    setVisible(entry != nullptr);
    if (entry != nullptr && (!there_ || entry->info.id != entry_.info.id)) {
        non_commercial_->setChecked(false);
        program_->setChecked(false);
    }
    there_ = entry != nullptr;
    if (!there_) {
        return;
    }
    entry_ = *entry;
    state_ = state;
    show_texts(entry_);
    refresh_buttons();
}

void ModelDetails::show_texts(const nn::CatalogueEntry& entry) {
    const nn::ModelInfo& info = entry.info;
    title_->setText(translated(info.title));
    QStringList facts{to_qt(info.id), task_text(info.task), to_qt(info.architecture)};
    if (info.scale > 1) {
        facts += tr("×%1", "scale").arg(info.scale);
    }
    if (const std::uint64_t bytes = model_bytes(entry); bytes > 0) {
        facts += QLocale().formattedDataSize(static_cast<qint64>(bytes), 1);
    }
    facts += install_state_text(state_);
    facts.removeAll(QString());
    facts_->setText(facts.join(QStringLiteral(" · ")));
    QStringList terms{
        tr("%1. %2", "licence and its terms")
            .arg(to_qt(info.licence.name), translated(info.licence.terms)),
    };
    if (!info.licence.credits.empty()) {
        terms += tr("By %1.").arg(to_qt(info.licence.credits));
    }
    terms_->setText(terms.join(QLatin1Char('\n')));
    const bool missing = state_ == nn::InstallState::Missing;
    way_->setVisible(missing && !can_be_brought());
    way_->setText(entry.loadable
                      ? tr("Its authors do not let it be passed on. %1, then import it here.")
                            .arg(to_qt(nn::way_to_get(entry)))
                      : tr("Its kind of network is not supported yet."));
}

bool ModelDetails::can_be_brought() const {
    return entry_.loadable &&
           (entry_.kind == nn::SourceKind::Npm || entry_.kind == nn::SourceKind::Url);
}

nn::Consent ModelDetails::consent() const {
    return {non_commercial_->isChecked(), program_->isChecked()};
}

void ModelDetails::set_state(bool busy, bool can_try) {
    busy_ = busy;
    can_try_ = can_try;
    refresh_buttons();
}

void ModelDetails::refresh_buttons() {
    if (!there_) {
        return;
    }
    const bool installed = state_ == nn::InstallState::Installed;
    const bool asks = !installed && can_be_brought();
    const bool asks_commercial = asks && !entry_.info.licence.commercial;
    const bool asks_program = asks && entry_.program;
    non_commercial_->setVisible(asks_commercial);
    program_->setVisible(asks_program);
    install_->setVisible(asks);
    install_->setText(
        tr("Install (%1)")
            .arg(QLocale().formattedDataSize(static_cast<qint64>(entry_.download_bytes), 0)));
    const bool agreed = (!asks_commercial || non_commercial_->isChecked()) &&
                        (!asks_program || program_->isChecked());
    install_->setEnabled(agreed && !busy_);
    install_->setToolTip(agreed ? tr("Brings the weights and checks them")
                                : tr("Agree to the terms above first"));
    const bool shipped = entry_.kind == nn::SourceKind::Shipped;
    verify_->setVisible(state_ != nn::InstallState::Missing);
    verify_->setEnabled(!busy_);
    remove_->setVisible(state_ != nn::InstallState::Missing && !shipped);
    remove_->setEnabled(!busy_);
    try_->setVisible(installed && !step_of_model(entry_.info).empty());
    try_->setEnabled(can_try_);
}

} // namespace kinovar::ui
