#include "ui/panels/step_pane.h"

#include "ui/forms/message_strip.h"
#include "ui/forms/parameter_form.h"
#include "ui/studio/colour.h"
#include "ui/studio/text.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

/// Whether an error is about the value that was given, and not about what else is missing.
bool is_about_value(ErrorCode code) {
    return code == ErrorCode::InvalidArgument || code == ErrorCode::NotFound ||
           code == ErrorCode::Corrupt || code == ErrorCode::Unreadable ||
           code == ErrorCode::Unsupported;
}

/// What the project itself fills in is not asked for: hints are drawn.
std::vector<FieldInfo> asked_fields(const pipeline::StepType& type) {
    std::vector<FieldInfo> fields(type.fields.begin(), type.fields.end());
    std::erase_if(fields, [&type](const FieldInfo& field) {
        return type.name == kColouriseStep && field.name == "hints";
    });
    return fields;
}

} // namespace

StepPane::StepPane(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), title_(new QLabel), help_(new QLabel),
      trouble_(new MessageStrip(QStringLiteral("chain.trouble"))),
      get_model_(new QPushButton(tr("Get the model…"))), retry_(new QPushButton(tr("Try again"))),
      form_(new ParameterForm) {
    title_->setObjectName(QStringLiteral("chain.step.title"));
    QFont font = title_->font();
    font.setBold(true);
    title_->setFont(font);
    help_->setObjectName(QStringLiteral("chain.step.help"));
    help_->setWordWrap(true);
    help_->setForegroundRole(QPalette::PlaceholderText);
    get_model_->setObjectName(QStringLiteral("chain.trouble.model"));
    get_model_->setToolTip(tr("Shows the model with its terms and installs it"));
    get_model_->setAccessibleName(get_model_->text());
    retry_->setObjectName(QStringLiteral("chain.trouble.retry"));
    retry_->setToolTip(tr("Builds the step anew, for instance after a file was put right"));
    retry_->setAccessibleName(retry_->text());
    trouble_->set_closable(false);
    trouble_->add(get_model_);
    trouble_->add(retry_);
    form_->setObjectName(QStringLiteral("chain.parameters"));

    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->addWidget(title_);
    column->addWidget(help_);
    column->addWidget(trouble_);
    column->addWidget(form_);
    column->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("chain.parameters.scroll"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    connect(form_, &ParameterForm::changed, this, &StepPane::take);
    connect(form_, &ParameterForm::more_models_wanted, this,
            [this] { studio_.want_model(QString()); });
    connect(get_model_, &QPushButton::clicked, this, &StepPane::offer_model);
    connect(retry_, &QPushButton::clicked, this, [this] { studio_.tell_models_changed(); });
    form_->set_check(
        [this](const std::string& name, const FieldValue& value) { return check(name, value); });
    refresh();
}

const pipeline::StepSpec* StepPane::step() const {
    const auto& steps = studio_.chain().steps;
    const int at = studio_.step();
    return at >= 0 && at < static_cast<int>(steps.size()) ? &steps[static_cast<std::size_t>(at)]
                                                          : nullptr;
}

void StepPane::refresh() {
    const pipeline::StepSpec* spec = step();
    const pipeline::StepType* type = spec == nullptr ? nullptr : Studio::step_type(spec->name);
    setVisible(type != nullptr);
    if (type == nullptr) {
        form_->set_fields({});
        trouble_->clear();
        return;
    }
    title_->setText(translated(type->title));
    help_->setText(translated(type->help));
    form_->set_fields(asked_fields(*type), {type->name, QStringLiteral("chain.parameter")});
    form_->set_values(spec->values);
}

void StepPane::show_trouble(const std::optional<Error>& error) {
    if (!error) {
        trouble_->clear();
        return;
    }
    Error shown = *error;
    const bool missing = shown.code == ErrorCode::MissingModel;
    if (missing) { // the hint is for the command line; here there is a button
        shown.hint = tr("install it, or choose another model below").toStdString();
    }
    get_model_->setVisible(missing);
    trouble_->show_error(shown);
}

QString StepPane::model_of_step() const {
    const pipeline::StepSpec* spec = step();
    if (spec == nullptr) {
        return {};
    }
    const auto& values = form_->values();
    const auto at = values.find("model");
    return at == values.end() ? QString() : to_qt(to_text(at->second));
}

void StepPane::offer_model() {
    studio_.want_model(model_of_step());
}

/// Texts are tried on the film, since only the step knows what they mean: a curve, a rate, a file.
Status StepPane::check(const std::string& name, const FieldValue& value) const {
    const pipeline::StepSpec* spec = step();
    const pipeline::StepType* type = spec == nullptr ? nullptr : Studio::step_type(spec->name);
    if (type == nullptr) {
        return {};
    }
    FieldValues values = spec->values;
    values.insert_or_assign(name, value);
    KINOVAR_TRY_ASSIGN(const auto made, type->make(values));
    if (!std::holds_alternative<std::string>(value) || name == "model") {
        return {};
    }
    const auto before = studio_.view({Point::Kind::AfterStep, studio_.step() - 1, 0});
    if (!before) {
        return {};
    }
    const auto clip = made->apply(before->full);
    if (!clip && is_about_value(clip.error().code)) {
        return failure(clip.error());
    }
    return {};
}

void StepPane::take(const QString& name, const FieldValue& value, bool dragging) {
    const int at = studio_.step();
    const pipeline::StepSpec* spec = step();
    if (spec == nullptr) {
        return;
    }
    const QString key =
        QStringLiteral("%1/%2/%3/%4").arg(studio_.shot()).arg(at).arg(name).arg(gesture_);
    if (!dragging) {
        ++gesture_;
    }
    const pipeline::StepType& type = *Studio::step_type(spec->name);
    pipeline::Chain chain = studio_.chain();
    FieldValues& values = chain.steps[static_cast<std::size_t>(at)].values;
    for (const FieldInfo& field : type.fields) {
        if (to_qt(field.name) != name) {
            continue;
        }
        if (value == field.fallback) {
            values.erase(field.name);
        } else {
            values.insert_or_assign(field.name, value);
        }
        if (!(chain == studio_.chain())) {
            studio_.edit_chain(to_qt(type.title + ": " + field.title), chain, key);
        }
        return;
    }
}

} // namespace kinovar::ui
