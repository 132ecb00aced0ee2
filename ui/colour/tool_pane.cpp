#include "ui/colour/tool_pane.h"

#include "ui/colour/hint_fields.h"
#include "ui/forms/parameter_form.h"
#include "ui/studio/colour.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

namespace kinovar::ui {

namespace {

/// A command of the viewer, and the picture on its button.
struct ToolAction {
    const char* id;
    const char* icon;
};
/// In the order of their buttons.
constexpr std::array kTools{
    ToolAction{"viewer.hints_draw", "hint-draw"}, ToolAction{"viewer.hints_region", "hint-region"},
    ToolAction{"viewer.hints_erase", "hint-erase"}, ToolAction{"viewer.hints_pick", "hint-pick"},
    ToolAction{"viewer.hints_shown", "eye"}};

} // namespace

ToolPane::ToolPane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), buttons_(new QHBoxLayout) {
    setObjectName(QStringLiteral("hints.tools"));
    buttons_->addStretch(1);
    for (const ToolAction& tool : kTools) {
        if (QAction* action = actions.find(QLatin1String(tool.id))) {
            add_button(action, QLatin1String(tool.icon));
        }
    }
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

void ToolPane::add_button(QAction* action, const QString& icon_name) {
    action->setIcon(icon(icon_name));
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
