#include "ui/retouch/fix_form.h"

#include "ui/forms/parameter_form.h"
#include "ui/forms/timecode_text.h"
#include "ui/retouch/colour_button.h"
#include "ui/retouch/field_kit.h"
#include "ui/retouch/fix_keys.h"
#include "ui/retouch/folding_section.h"
#include "ui/retouch/kind_fields.h"
#include "ui/retouch/tool_fields.h"
#include "ui/retouch/tracking_pane.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QVBoxLayout>
#include <array>

namespace kinovar::ui {

FixForm::FixForm(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio),
      section_(new FoldingSection(QStringLiteral("retouch.chosen"), tr("Chosen fix"), false)),
      swatch_(new ColourButton(QStringLiteral("retouch.chosen.swatch"))), kind_(new ParameterForm),
      life_(new ParameterForm), keys_(new FixKeys(studio, actions)),
      tracking_(new TrackingPane(studio)) {
    kind_->setObjectName(QStringLiteral("retouch.chosen.kind.form"));
    life_->setObjectName(QStringLiteral("retouch.chosen.life.form"));
    section_->set_rule(theme::accent());
    for (ParameterForm* form : {kind_, life_}) {
        form->set_check([this](const std::string& name, const FieldValue& value) {
            return check(name, value);
        });
        connect(form, &ParameterForm::changed, this, &FixForm::take);
    }
    connect(swatch_, &ColourButton::chosen, this, [this](const QColor& colour) {
        take(QStringLiteral("colour"), colour.name().toStdString(), true);
    });
    connect(kind_, &ParameterForm::more_models_wanted, this, [this] { studio_.want_model({}); });
    connect(&studio_, &Studio::models_changed, kind_, &ParameterForm::refresh_models);
    section_->body().addWidget(swatch_, 0, Qt::AlignLeft);
    section_->body().addWidget(kind_);
    section_->body().addWidget(life_);
    section_->body().addWidget(keys_);
    section_->body().addWidget(tracking_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(section_);
    const Retouch& retouch = studio_.retouch();
    connect(&retouch, &Retouch::fixes_changed, this, &FixForm::follow);
    connect(&retouch, &Retouch::chosen_changed, this, &FixForm::follow);
    connect(&studio_, &Studio::chain_changed, this, &FixForm::follow);
    connect(&studio_, &Studio::takes_changed, this, &FixForm::follow);
    follow();
}

const retouch::Fix* FixForm::fix() const {
    return studio_.retouch().fix(studio_.retouch().chosen());
}

std::vector<FieldInfo> FixForm::life_fields(const retouch::Fix& one) const {
    std::int64_t first = one.first;
    std::int64_t last = one.last;
    if (const auto* shot = studio_.document().get<project::Shot>(studio_.shot())) {
        first = shot->first;
        last = shot->last;
    }
    const double rate = studio_.frame_rate();
    return {field_kit::text({"note", tr("Name"), tr("What the fix is called in the list.")}),
            field_kit::text({"first", tr("From"), tr("Timecode of the first frame.")},
                            timecode(first, rate).toStdString()),
            field_kit::text({"last", tr("To"), tr("Timecode of the last frame.")},
                            timecode(last, rate).toStdString()),
            tool_fields::ease_in(),
            tool_fields::ease_out(),
            tool_fields::follow(),
            tool_fields::opacity(),
            tool_fields::feather(),
            field_kit::on_off({"inverted", tr("Inverted"),
                               tr("Works everywhere but in the area that was drawn.")},
                              false)};
}

void FixForm::follow() {
    const retouch::Fix* one = fix();
    setVisible(one != nullptr);
    if (one == nullptr) {
        return;
    }
    const double rate = studio_.frame_rate();
    section_->set_title(tr("Chosen fix: %1").arg(fix_look::name(*one)));
    const auto* paint = std::get_if<retouch::Paint>(&one->kind);
    swatch_->setVisible(paint != nullptr);
    if (paint != nullptr) {
        swatch_->set_colour(paint->colour);
    }
    kind_->set_fields(kind_fields::fields(studio_, one->kind),
                      {"inpaint", QStringLiteral("retouch.chosen")});
    kind_->set_values(kind_fields::values(studio_, one->kind));
    life_->set_fields(life_fields(*one), {"", QStringLiteral("retouch.chosen")});
    life_->set_values({{"note", one->note},
                       {"first", timecode(one->first, rate).toStdString()},
                       {"last", timecode(one->last, rate).toStdString()},
                       {"ease_in", std::int64_t{one->ease_in}},
                       {"ease_out", std::int64_t{one->ease_out}},
                       {"follow", tool_fields::follow_text(one->follow)},
                       {"opacity", field_kit::to_percent(one->opacity)},
                       {"feather", field_kit::to_percent(one->area.feather)},
                       {"inverted", one->area.inverted}});
}

Status FixForm::check(const std::string& name, const FieldValue& value) const {
    const retouch::Fix* one = fix();
    if (one == nullptr) {
        return {};
    }
    if (name != "first" && name != "last") {
        retouch::Kind kind = one->kind;
        return kind_fields::take(studio_, kind, name, value);
    }
    const auto frame =
        frame_of_timecode(to_qt(std::get<std::string>(value)), studio_.frame_rate(), 0);
    const auto* shot = studio_.document().get<project::Shot>(studio_.shot());
    const std::int64_t least = shot == nullptr ? 0 : shot->first;
    const std::int64_t most = shot == nullptr ? studio_.frames() - 1 : shot->last;
    if (!frame || *frame < least || *frame > most) {
        const double rate = studio_.frame_rate();
        return failure(ErrorCode::InvalidArgument,
                       tr("a timecode of the shot is wanted, from %1 to %2")
                           .arg(timecode(least, rate), timecode(most, rate))
                           .toStdString());
    }
    const bool ordered = name == "first" ? *frame <= one->last : *frame >= one->first;
    if (!ordered) {
        return failure(ErrorCode::InvalidArgument,
                       tr("the first frame would come after the last").toStdString());
    }
    return {};
}

/// The name of the edit.
QString FixForm::put(retouch::Fix& into, const std::string& name, const FieldValue& value) const {
    if (name == "note") {
        into.note = to_qt(std::get<std::string>(value)).trimmed().toStdString();
        return QStringLiteral("Rename fix");
    }
    if (name == "first" || name == "last") {
        const auto frame =
            frame_of_timecode(to_qt(std::get<std::string>(value)), studio_.frame_rate(), 0);
        (name == "first" ? into.first : into.last) = frame.value_or(into.first);
        return QStringLiteral("Change frames of fix");
    }
    if (name == "ease_in" || name == "ease_out") {
        (name == "ease_in" ? into.ease_in : into.ease_out) = field_kit::to_int(value);
        return QStringLiteral("Change easing of fix");
    }
    if (name == "follow") {
        into.follow = tool_fields::follow_of(value);
        return QStringLiteral("Change what a fix follows");
    }
    if (name == "opacity") {
        into.opacity = field_kit::to_share(value);
        return QStringLiteral("Change opacity of fix");
    }
    if (name == "feather") {
        into.area.feather = field_kit::to_share(value);
        return QStringLiteral("Change area of fix");
    }
    if (name == "inverted") {
        into.area.inverted = std::get<bool>(value);
        return QStringLiteral("Change area of fix");
    }
    if (!kind_fields::take(studio_, into.kind, name, value)) {
        return {};
    }
    return QStringLiteral("Change settings of fix");
}

void FixForm::take(const QString& name, const FieldValue& value, bool dragging) {
    const retouch::Fix* one = fix();
    if (one == nullptr) {
        return;
    }
    const QString key = QStringLiteral("fix/%1/%2/%3").arg(one->id).arg(name).arg(gesture_);
    gesture_ += dragging ? 0 : 1;
    retouch::Fix changed = *one;
    const QString edit = put(changed, name.toStdString(), value);
    if (!edit.isEmpty() && !(changed == *one)) {
        studio_.retouch().change(changed.id, edit, changed, key);
    }
    follow(); // as it is, not as it was typed
}

} // namespace kinovar::ui
