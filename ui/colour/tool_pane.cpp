#include "ui/colour/tool_pane.h"

#include "ui/colour/hint_fields.h"
#include "ui/forms/parameter_form.h"
#include "ui/studio/colour.h"
#include "ui/studio/studio.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

/// Commands of the viewer, in the order of their buttons.
constexpr std::array kTools{"colour.tool_point", "colour.tool_stroke", "colour.tool_region",
                            "colour.tool_erase", "colour.pick"};

bool is_tool(const QString& id) {
    return std::any_of(kTools.begin(), kTools.end(),
                       [&](const char* tool) { return id == QLatin1String(tool); });
}

} // namespace

ToolPane::ToolPane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), buttons_(new QHBoxLayout) {
    setObjectName(QStringLiteral("hints.tools"));
    buttons_->addStretch(1);
    for (const char* tool : kTools) {
        if (QAction* action = actions.find(QLatin1String(tool))) {
            add_button(action);
        }
    }
    connect(&actions, &Actions::added, this, [this](QAction* action) {
        if (is_tool(action->objectName())) {
            add_button(action);
        }
    });
    const std::array fields{hint_fields::size(), hint_fields::strength(), hint_fields::lifetime(),
                            hint_fields::citation(), hint_fields::documented()};
    form_ = new ParameterForm(fields, {}, {"", QStringLiteral("hints.tool")});
    form_->setObjectName(QStringLiteral("hints.tool.form"));
    hint_fields::show_example(*form_);
    connect(form_, &ParameterForm::changed, this, &ToolPane::take);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(buttons_);
    column->addWidget(form_);
    connect(&studio_.colour(), &Colour::tool_changed, this, &ToolPane::follow);
    follow();
}

void ToolPane::add_button(QAction* action) {
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(QStringLiteral("hints.") + action->objectName());
    button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    buttons_->insertWidget(buttons_->count() - 1, button); // before the stretch
}

void ToolPane::follow() {
    const Colour::Tool& tool = studio_.colour().tool();
    form_->set_values({{"size", hint_fields::percent(tool.size)},
                       {"strength", hint_fields::percent(tool.strength)},
                       {"lifetime", hint_fields::lifetime_text(tool.lifetime)},
                       {"citation", tool.citation.toStdString()},
                       {"documented", tool.documented}});
}

void ToolPane::take(const QString& name, const FieldValue& value) {
    Colour::Tool tool = studio_.colour().tool();
    if (name == QLatin1String("size")) {
        tool.size = hint_fields::share(value);
    } else if (name == QLatin1String("strength")) {
        tool.strength = hint_fields::share(value);
    } else if (name == QLatin1String("lifetime")) {
        tool.lifetime = hint_fields::lifetime_of(value);
    } else if (name == QLatin1String("citation")) {
        tool.citation = QString::fromStdString(std::get<std::string>(value)).trimmed();
    } else {
        tool.documented = std::get<bool>(value);
    }
    studio_.colour().set_tool(tool);
}

} // namespace kinovar::ui
