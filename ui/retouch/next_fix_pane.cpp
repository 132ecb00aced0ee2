#include "ui/retouch/next_fix_pane.h"

#include "ui/forms/parameter_form.h"
#include "ui/retouch/colour_button.h"
#include "ui/retouch/folding_section.h"
#include "ui/retouch/kind_fields.h"
#include "ui/retouch/tool_fields.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>
#include <span>

namespace kinovar::ui {

namespace {

/// A command of the viewer, and the picture on its button.
struct ToolAction {
    const char* id;
    const char* icon;
};
/// In the order of their buttons.
constexpr std::array kSwitches{ToolAction{"retouch.tool", "retouch-tool"},
                               ToolAction{"retouch.shown", "eye"}};
constexpr std::array kShapes{ToolAction{"retouch.brush", "retouch-brush"},
                             ToolAction{"retouch.lasso", "retouch-lasso"},
                             ToolAction{"retouch.polygon", "retouch-polygon"},
                             ToolAction{"retouch.snap", "retouch-snap"},
                             ToolAction{"retouch.handle", "retouch-handle"},
                             ToolAction{"retouch.choose", "retouch-choose"},
                             ToolAction{"retouch.join", "retouch-join"},
                             ToolAction{"retouch.wand", "retouch-wand"},
                             ToolAction{"retouch.erase", "retouch-erase"},
                             ToolAction{"retouch.pick", "hint-pick"}};

/// What a kind does and how one draws it.
QString about(const retouch::Kind& kind) {
    using namespace retouch;
    struct Words {
        QString operator()(const Paint&) const {
            return NextFixPane::tr("Lays a colour over the picture.");
        }
        QString operator()(const Clone&) const {
            return NextFixPane::tr(
                "Copies pixels as they are. Alt and a click chooses from where.");
        }
        QString operator()(const Heal&) const {
            return NextFixPane::tr("Brings texture from nearby in the light of the place: spots, "
                                   "scratches, hairs. Alt and a click chooses from where.");
        }
        QString operator()(const Reveal&) const {
            return NextFixPane::tr("Paints the picture back as an earlier stage had it.");
        }
        QString operator()(const Inpaint&) const {
            return NextFixPane::tr("Takes a thing out: real pixels of neighbour frames first, "
                                   "else invented ones.");
        }
        QString operator()(const Warp&) const {
            return NextFixPane::tr("Moves what is there: push, pinch, bloat, or drag the points of "
                                   "a face.");
        }
        QString operator()(const Texture&) const {
            return NextFixPane::tr("Puts fine texture back into a smoothed place.");
        }
        QString operator()(const Replace&) const {
            return NextFixPane::tr("Brings a region of another take, stage or frame.");
        }
    };
    return std::visit(Words(), kind);
}

void add_buttons(QHBoxLayout& line, const Actions& actions, std::span<const ToolAction> all) {
    for (const ToolAction& one : all) {
        QAction* action = actions.find(QLatin1String(one.id));
        if (action == nullptr) {
            continue;
        }
        action->setIcon(icon(QLatin1String(one.icon)));
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setObjectName(QStringLiteral("retouch.button.") +
                              QLatin1String(one.id).mid(sizeof "retouch." - 1));
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
        button->setAutoRaise(true); // so that what is on stands out
        button->setFocusPolicy(Qt::StrongFocus);
        line.addWidget(button);
    }
}

} // namespace

NextFixPane::NextFixPane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio),
      section_(new FoldingSection(QStringLiteral("retouch.next"), {}, false)),
      brush_section_(new FoldingSection(QStringLiteral("retouch.next.brush"), tr("Brush"), true)),
      life_section_(
          new FoldingSection(QStringLiteral("retouch.next.life"), tr("Frames and edge"), true)),
      about_(new QLabel), frames_(new QLabel),
      swatch_(new ColourButton(QStringLiteral("retouch.next.swatch"))) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(make_kinds(actions));
    column->addWidget(make_shapes(actions));
    column->addWidget(section_);
    about_->setObjectName(QStringLiteral("retouch.about"));
    about_->setWordWrap(true);
    about_->setForegroundRole(QPalette::PlaceholderText);
    frames_->setObjectName(QStringLiteral("retouch.next.frames"));
    frames_->setWordWrap(true);
    section_->body().addWidget(about_);
    section_->body().addWidget(frames_);
    connect(swatch_, &ColourButton::chosen, this, [this](const QColor& chosen) {
        take(QStringLiteral("colour"), chosen.name().toStdString());
    });
    section_->body().addWidget(swatch_, 0, Qt::AlignLeft);
    make_form(kind_, QStringLiteral("retouch.next.kind"), *section_);
    make_form(brush_, QStringLiteral("retouch.next.brush"), *brush_section_);
    make_form(life_, QStringLiteral("retouch.next.life"), *life_section_);
    kind_->set_check([this](const std::string& name, const FieldValue& value) {
        retouch::Kind kind = studio_.retouch().tool().kind;
        return kind_fields::take(studio_, kind, name, value);
    });
    section_->body().addWidget(brush_section_);
    section_->body().addWidget(life_section_);
    connect(&studio_.retouch(), &Retouch::tool_changed, this, &NextFixPane::follow);
    connect(&studio_, &Studio::chain_changed, this, &NextFixPane::follow);
    connect(&studio_, &Studio::takes_changed, this, &NextFixPane::follow);
    connect(&studio_, &Studio::shot_changed, this, &NextFixPane::follow);
    connect(&studio_, &Studio::frame_changed, this, &NextFixPane::follow_frames);
    connect(&studio_, &Studio::range_changed, this, &NextFixPane::follow_frames);
    connect(&studio_, &Studio::models_changed, kind_, &ParameterForm::refresh_models);
    connect(kind_, &ParameterForm::more_models_wanted, this, [this] { studio_.want_model({}); });
    follow();
}

QWidget* NextFixPane::make_kinds(Actions& actions) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(1);
    for (const char* kind : retouch::kKindNames) {
        kinds_.append(kind_button(actions, kind));
        line->addWidget(kinds_.back());
    }
    line->addStretch(1);
    add_buttons(*line, actions, kSwitches);
    return row;
}

QToolButton* NextFixPane::kind_button(Actions& actions, const char* kind) {
    auto* button = new QToolButton;
    const QString id = QStringLiteral("retouch.") + QLatin1String(kind);
    if (QAction* action = actions.find(id)) {
        action->setIcon(icon(fix_look::icon_name(kind)));
        button->setDefaultAction(action);
    } else {
        button->setIcon(icon(fix_look::icon_name(kind)));
        button->setCheckable(true);
        connect(button, &QToolButton::clicked, this, [this, kind] {
            studio_.retouch().choose_kind(kind);
            follow(); // a click on the one that is chosen leaves it so
        });
    }
    button->setObjectName(QStringLiteral("retouch.kind.") + QLatin1String(kind));
    button->setAccessibleName(fix_look::title(kind));
    if (button->defaultAction() == nullptr) {
        button->setToolTip(button->accessibleName());
    }
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

QWidget* NextFixPane::make_shapes(Actions& actions) {
    auto* row = new QWidget;
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(1);
    add_buttons(*line, actions, kShapes);
    line->addStretch(1);
    return row;
}

void NextFixPane::make_form(ParameterForm*& form, const QString& name, FoldingSection& section) {
    form = new ParameterForm;
    form->setObjectName(name + QStringLiteral(".form"));
    connect(form, &ParameterForm::changed, this,
            [this](const QString& field, const FieldValue& value) { take(field, value); });
    section.body().addWidget(form);
}

void NextFixPane::follow() {
    const Retouch::Tool& tool = studio_.retouch().tool();
    const std::string_view kind = name_of(tool.kind);
    for (qsizetype i = 0; i < kinds_.size(); ++i) {
        QToolButton* button = kinds_.at(i);
        if (button->defaultAction() == nullptr) {
            button->setChecked(kind == retouch::kKindNames.at(static_cast<std::size_t>(i)));
        }
    }
    section_->set_title(tr("Next fix: %1").arg(fix_look::title(kind)));
    section_->set_rule(fix_look::colour(kind));
    about_->setText(about(tool.kind));
    const auto* paint = std::get_if<retouch::Paint>(&tool.kind);
    swatch_->setVisible(paint != nullptr);
    if (paint != nullptr) {
        swatch_->set_colour(paint->colour);
    }
    kind_->set_fields(kind_fields::fields(studio_, tool.kind),
                      {"inpaint", QStringLiteral("retouch.next")});
    kind_->set_values(kind_fields::values(studio_, tool.kind));
    brush_->set_fields(tool_fields::brush(tool), {"", QStringLiteral("retouch.next")});
    brush_->set_values(tool_fields::brush_values(tool));
    life_->set_fields(tool_fields::life(), {"", QStringLiteral("retouch.next")});
    life_->set_values(tool_fields::life_values(tool));
    life_->set_field_enabled("frames", tool.lifetime == Retouch::Lifetime::Frames);
    follow_frames();
}

void NextFixPane::follow_frames() {
    if (studio_.reel() == 0) {
        frames_->setText(tr("Add a reel to repair it here."));
        return;
    }
    const preview::FrameSpan span = studio_.retouch().frames_now();
    const double rate = studio_.frame_rate();
    const auto count = static_cast<int>(span.last - span.first + 1);
    frames_->setText(count == 1
                         ? tr("Drawn now, it holds at %1 alone.").arg(timecode(span.first, rate))
                         : tr("Drawn now, it holds from %1 to %2 (%n frames).", nullptr, count)
                               .arg(timecode(span.first, rate), timecode(span.last, rate)));
}

void NextFixPane::take(const QString& name, const FieldValue& value) {
    Retouch::Tool tool = studio_.retouch().tool();
    const std::string field = name.toStdString();
    if (kind_fields::take(studio_, tool.kind, field, value)) {
        tool_fields::take(tool, field, value);
        studio_.retouch().set_tool(tool);
    }
}

} // namespace kinovar::ui
