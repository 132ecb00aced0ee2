#include "ui/panels/chain_difference.h"

#include "ui/forms/field_editor.h"
#include "ui/panels/step_summary.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>

namespace kinovar::ui {

namespace {

using pipeline::StepSpec;
using Kind = StepDifference::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ChainDifference)
};

QString title_of(const StepSpec& step) {
    const pipeline::StepType* type = Studio::step_type(step.name);
    return type == nullptr ? to_qt(step.name) : translated(type->title);
}

/// Of a step without a partner.
QString words_for(const StepSpec& step) {
    const pipeline::StepType* type = Studio::step_type(step.name);
    const QString summary = type == nullptr ? QString() : step_summary(step, *type);
    if (!step.enabled) {
        return summary.isEmpty() ? Words::tr("off")
                                 : Words::tr("off, %1", "a step, and its settings").arg(summary);
    }
    return summary.isEmpty() ? Words::tr("as it comes", "a step with its default settings")
                             : summary;
}

FieldValue value_of(const StepSpec& step, const FieldInfo& field) {
    const auto at = step.values.find(field.name);
    return at == step.values.end() ? field.fallback : at->second;
}

StepDifference compare(const StepSpec& a, const StepSpec& b) {
    StepDifference result{Kind::Same, title_of(a), {}, {}};
    QStringList in_a;
    QStringList in_b;
    if (a.enabled != b.enabled) {
        in_a += a.enabled ? Words::tr("on") : Words::tr("off");
        in_b += b.enabled ? Words::tr("on") : Words::tr("off");
    }
    if (const pipeline::StepType* type = Studio::step_type(a.name)) {
        for (const FieldInfo& field : type->fields) {
            const FieldValue of_a = value_of(a, field);
            const FieldValue of_b = value_of(b, field);
            if (of_a == of_b) {
                continue;
            }
            const auto words = [&](const FieldValue& value) {
                const QString text = show_field_value(field, value);
                return Words::tr("%1 %2", "parameter and value")
                    .arg(translated(field.title),
                         text.isEmpty() ? Words::tr("none", "no value") : text);
            };
            in_a += words(of_a);
            in_b += words(of_b);
        }
    }
    result.kind = in_a.isEmpty() ? Kind::Same : Kind::Changed;
    result.a = in_a.join(QStringLiteral(", "));
    result.b = in_b.join(QStringLiteral(", "));
    return result;
}

/// Lengths of the longest common run of names of what is left of both from (i, j) on.
std::vector<std::vector<int>> common_lengths(const std::vector<StepSpec>& a,
                                             const std::vector<StepSpec>& b) {
    std::vector<std::vector<int>> length(a.size() + 1, std::vector<int>(b.size() + 1, 0));
    for (std::size_t i = a.size(); i-- > 0;) {
        for (std::size_t j = b.size(); j-- > 0;) {
            length[i][j] = a[i].name == b[j].name ? length[i + 1][j + 1] + 1
                                                  : std::max(length[i + 1][j], length[i][j + 1]);
        }
    }
    return length;
}

} // namespace

std::vector<StepDifference> chain_difference(const pipeline::Chain& a, const pipeline::Chain& b) {
    const auto length = common_lengths(a.steps, b.steps);
    std::vector<StepDifference> all;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.steps.size() || j < b.steps.size()) {
        const bool both = i < a.steps.size() && j < b.steps.size();
        if (both && a.steps[i].name == b.steps[j].name) {
            all.push_back(compare(a.steps[i++], b.steps[j++]));
        } else if (j >= b.steps.size() || (both && length[i + 1][j] >= length[i][j + 1])) {
            const StepSpec& step = a.steps[i++];
            all.push_back({Kind::OnlyA, title_of(step), words_for(step), {}});
        } else {
            const StepSpec& step = b.steps[j++];
            all.push_back({Kind::OnlyB, title_of(step), {}, words_for(step)});
        }
    }
    return all;
}

} // namespace kinovar::ui
