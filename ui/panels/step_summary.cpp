#include "ui/panels/step_summary.h"

#include "ui/forms/field_editor.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace kinovar::ui {

namespace {

/// Of a file, its name says enough.
QString shown(const FieldInfo& field, const FieldValue& value) {
    const QString text = show_field_value(field, value);
    return field.kind == FieldKind::Text && text.startsWith(QLatin1Char('/'))
               ? QFileInfo(text).fileName()
               : text;
}

} // namespace

QString step_summary(const pipeline::StepSpec& step, const pipeline::StepType& type) {
    QStringList parts;
    for (const FieldInfo& field : type.fields) {
        const auto at = step.values.find(field.name);
        if (at == step.values.end() || at->second == field.fallback) {
            continue;
        }
        parts += QCoreApplication::translate("StepSummary", "%1 %2", "parameter and value")
                     .arg(translated(field.title), shown(field, at->second));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace kinovar::ui
