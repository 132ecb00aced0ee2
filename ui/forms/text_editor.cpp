#include "ui/forms/text_editor.h"

#include "ui/forms/file_chooser.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>
#include <array>

namespace kinovar::ui {

namespace {

struct FileKind {
    std::string_view field;
    std::string_view step; ///< empty: any
    const char* filter;
};

constexpr std::array kFileFields = {
    FileKind{"file", "lut", QT_TRANSLATE_NOOP("TextEditor", "Look-up tables (*.cube)")},
    FileKind{"file", "cuts", QT_TRANSLATE_NOOP("TextEditor", "Lists of cuts (*.json)")},
    FileKind{"protect", "dust",
             QT_TRANSLATE_NOOP("TextEditor", "Masks (*.png *.tif *.tiff *.exr *.jpg)")},
    FileKind{"file", "", ""},
};

/// Null: the text names no file.
const FileKind* file_kind(const std::string& field, const std::string& step) {
    for (const FileKind& kind : kFileFields) {
        if (kind.field == field && (kind.step.empty() || kind.step == step)) {
            return &kind;
        }
    }
    return nullptr;
}

} // namespace

TextEditor::TextEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent)
    : FieldEditor(field, parent), line_(new QLineEdit) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(line_, 1);
    if (const FileKind* kind = file_kind(field.name, use.step)) {
        setProperty("filter", QCoreApplication::translate("TextEditor", kind->filter));
        add_browse_button(use);
    }
    const QString fallback = to_qt(std::get<std::string>(field.fallback));
    line_->setPlaceholderText(fallback.isEmpty() ? tr("empty") : fallback);
    adopt_control(line_, use);
    connect(line_, &QLineEdit::editingFinished, this, &TextEditor::tell);
}

void TextEditor::add_browse_button(const FieldUse& use) {
    auto* button = new QToolButton;
    button->setIcon(icon(QStringLiteral("folder")));
    button->setObjectName(use.prefix + QLatin1Char('.') + to_qt(field().name) +
                          QStringLiteral(".browse"));
    button->setToolTip(tr("Choose a file"));
    button->setAccessibleName(tr("%1: choose a file").arg(translated(field().title)));
    layout()->addWidget(button);
    connect(button, &QToolButton::clicked, this, &TextEditor::browse);
}

void TextEditor::browse() {
    const QString path = chooser::open_file(this, {.title = translated(field().title),
                                                   .filter = property("filter").toString(),
                                                   .place = "parameters",
                                                   .suggestion = line_->text()});
    if (!path.isEmpty()) {
        line_->setText(path);
        tell();
    }
}

void TextEditor::show_value(const FieldValue& value) {
    const QString text = to_qt(std::get<std::string>(value));
    shown_ = text;
    if (line_->text() != text) {
        line_->setText(text);
    }
}

void TextEditor::tell() {
    if (line_->text() != shown_) {
        shown_ = line_->text();
        Q_EMIT edited(shown_.toStdString(), false);
    }
}

} // namespace kinovar::ui
