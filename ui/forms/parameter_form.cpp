#include "ui/forms/parameter_form.h"

#include "ui/forms/number_box.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QGridLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>
#include <algorithm>

namespace kinovar::ui {

namespace {

enum Column { kLabelColumn, kEditorColumn, kResetColumn, kColumns };
constexpr int kRowsOfField = 2; // the field, and its error

bool same_field(const FieldInfo& a, const FieldInfo& b) {
    return a.name == b.name && a.kind == b.kind && a.title == b.title && a.choices == b.choices &&
           a.fallback == b.fallback && a.minimum == b.minimum && a.maximum == b.maximum;
}

} // namespace

ParameterForm::ParameterForm(QWidget* parent) : QWidget(parent), grid_(new QGridLayout(this)) {
    grid_->setColumnStretch(kEditorColumn, 1);
    grid_->setVerticalSpacing(fontMetrics().height() / 4);
    grid_->setContentsMargins(0, 0, 0, 0);
}

ParameterForm::ParameterForm(std::span<const FieldInfo> fields, const FieldValues& values,
                             FieldUse use, QWidget* parent)
    : ParameterForm(parent) {
    set_fields(fields, std::move(use));
    set_values(values);
}

ParameterForm::~ParameterForm() {
    for (const auto& row : rows_) {
        disconnect(row->editor, nullptr, this, nullptr); // they outlive the rows by a moment
    }
}

void ParameterForm::set_fields(std::span<const FieldInfo> fields, FieldUse use) {
    const bool same =
        use.step == use_.step && use.prefix == use_.prefix &&
        std::equal(fields.begin(), fields.end(), rows_.begin(), rows_.end(),
                   [](const FieldInfo& a, const auto& row) { return same_field(a, row->field); });
    if (same) {
        return;
    }
    clear();
    use_ = std::move(use);
    if (use_.prefix.isEmpty()) {
        use_.prefix = QStringLiteral("parameter");
    }
    for (const FieldInfo& field : fields) {
        add_row(field);
    }
    align_numbers();
    set_values({});
}

/// Number boxes of one width, so that the sliders beside them end alike.
void ParameterForm::align_numbers() {
    int widest = 0;
    std::vector<NumberBox*> boxes;
    for (const auto& row : rows_) {
        auto* box = qobject_cast<NumberBox*>(row->editor->control());
        if (box != nullptr && row->editor->findChild<QSlider*>() != nullptr) {
            boxes.push_back(box);
            widest = std::max(widest, box->sizeHint().width());
        }
    }
    for (NumberBox* box : boxes) {
        box->setFixedWidth(widest);
    }
}

void ParameterForm::clear() {
    for (const auto& row : rows_) {
        disconnect(row->editor, nullptr, this, nullptr); // losing the focus may end a gesture
        for (QWidget* widget :
             std::initializer_list<QWidget*>{row->label, row->editor, row->reset, row->error}) {
            widget->hide();
            widget->setObjectName({}); // the name may be another's at once
            widget->deleteLater();     // one of them may be telling a change
        }
    }
    rows_.clear();
    values_.clear();
}

void ParameterForm::add_row(const FieldInfo& field) {
    auto row = std::make_unique<Row>();
    row->field = field;
    row->editor = make_field_editor(field, use_, this);
    row->label = new QLabel(translated(field.title), this);
    row->label->setBuddy(row->editor->control());
    row->label->setToolTip(describe_field(field));
    row->reset = make_reset_button(field);
    row->error = new QLabel(this);
    row->error->setObjectName(use_.prefix + QLatin1Char('.') + to_qt(field.name) +
                              QStringLiteral(".error"));
    row->error->setWordWrap(true);
    row->error->setTextFormat(Qt::PlainText);
    row->error->hide();
    const int at = static_cast<int>(rows_.size()) * kRowsOfField;
    const bool tall = row->editor->sizeHint().height() > 3 * fontMetrics().height();
    const auto vertical = tall ? Qt::AlignTop : Qt::AlignVCenter;
    grid_->addWidget(row->label, at, kLabelColumn, vertical);
    grid_->addWidget(row->editor, at, kEditorColumn);
    grid_->addWidget(row->reset, at, kResetColumn, vertical);
    grid_->addWidget(row->error, at + 1, kEditorColumn, 1, 2);
    row->label->show();
    row->editor->show();
    connect(
        row->editor, &FieldEditor::edited, this,
        [this, name = field.name](const FieldValue& value, bool more) { take(name, value, more); });
    connect(row->editor, &FieldEditor::more_models_wanted, this,
            &ParameterForm::more_models_wanted);
    rows_.push_back(std::move(row));
}

QToolButton* ParameterForm::make_reset_button(const FieldInfo& field) {
    auto* button = new QToolButton(this);
    button->setIcon(icon(QStringLiteral("reset")));
    button->setAutoRaise(true);
    button->setObjectName(use_.prefix + QLatin1Char('.') + to_qt(field.name) +
                          QStringLiteral(".reset"));
    const QString value = show_field_value(field, field.fallback);
    button->setToolTip(value.isEmpty() ? tr("Back to empty") : tr("Back to %1").arg(value));
    button->setAccessibleName(tr("Reset %1").arg(translated(field.title)));
    QSizePolicy policy = button->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    button->setSizePolicy(policy);
    connect(button, &QToolButton::clicked, this, [this, name = field.name] {
        Row* row = row_of(name);
        row->editor->setFocus(); // the button goes
        row->editor->show_value(row->field.fallback);
        take(name, row->field.fallback, false);
    });
    return button;
}

ParameterForm::Row* ParameterForm::row_of(const std::string& name) const {
    const auto at = std::find_if(rows_.begin(), rows_.end(),
                                 [&](const auto& row) { return row->field.name == name; });
    return at == rows_.end() ? nullptr : at->get();
}

Result<FieldValue> ParameterForm::checked(const Row& row, const FieldValue& value) const {
    KINOVAR_TRY_ASSIGN(FieldValue good, checked_value(row.field, value));
    if (check_) {
        KINOVAR_TRY(check_(row.field.name, good));
    }
    return good;
}

void ParameterForm::take(const std::string& name, const FieldValue& value, bool more) {
    Row& row = *row_of(name);
    const Result<FieldValue> good = checked(row, value);
    if (!good) {
        show_error(row, to_qt(good.error().one_line()));
        return;
    }
    show_error(row, {});
    values_[name] = *good;
    show_row(row);
    Q_EMIT changed(to_qt(name), *good, more);
}

void ParameterForm::set_values(const FieldValues& values) {
    for (const auto& row : rows_) {
        const auto given = values.find(row->field.name);
        FieldValue value = given == values.end() ? row->field.fallback : given->second;
        const auto shown = values_.find(row->field.name);
        if (shown != values_.end() && shown->second == value) {
            continue; // a wrong text stays for as long as it is being put right
        }
        if (const auto good = checked_value(row->field, value)) {
            value = *good;
        }
        values_[row->field.name] = value;
        row->editor->show_value(value);
        show_error(*row, {});
        show_row(*row);
    }
}

void ParameterForm::show_row(Row& row) {
    const bool differs = values_.at(row.field.name) != row.field.fallback;
    QFont font = row.label->font();
    font.setBold(differs);
    row.label->setFont(font);
    row.reset->setVisible(differs);
}

void ParameterForm::show_error(Row& row, const QString& text) {
    QPalette colours = palette();
    colours.setColor(QPalette::WindowText, palette().color(QPalette::Link));
    row.error->setPalette(colours);
    row.error->setText(text);
    row.error->setVisible(!text.isEmpty());
    row.editor->mark_wrong(!text.isEmpty());
}

void ParameterForm::set_field_enabled(const std::string& name, bool enabled) {
    if (Row* row = row_of(name)) {
        row->label->setEnabled(enabled);
        row->editor->setEnabled(enabled);
    }
}

void ParameterForm::refresh_models() {
    for (const auto& row : rows_) {
        row->editor->refresh();
    }
}

FieldEditor* ParameterForm::editor(const std::string& name) const {
    const Row* row = row_of(name);
    return row == nullptr ? nullptr : row->editor;
}

QString ParameterForm::error(const std::string& name) const {
    const Row* row = row_of(name);
    return row == nullptr ? QString() : row->error->text();
}

} // namespace kinovar::ui
