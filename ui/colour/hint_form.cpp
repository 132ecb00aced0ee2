#include "ui/colour/hint_form.h"

#include "ui/colour/hint_fields.h"
#include "ui/colour/swatch.h"
#include "ui/forms/parameter_form.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

using colourise::ColourHint;

hint_fields::FrameScale scale_of(const Studio& studio) {
    return {studio.frame_rate(), studio.frames()};
}

auto key_at(const ColourHint& hint, std::int64_t frame) {
    return std::find_if(hint.keys.begin(), hint.keys.end(),
                        [frame](const colourise::HintKey& key) { return key.frame == frame; });
}

/// Null: there is none in that direction.
const colourise::HintKey* key_beside(const ColourHint& hint, std::int64_t frame, int direction) {
    const colourise::HintKey* nearest = nullptr;
    for (const colourise::HintKey& key : hint.keys) {
        const std::int64_t away = (key.frame - frame) * direction;
        if (away > 0 && (nearest == nullptr || away < (nearest->frame - frame) * direction)) {
            nearest = &key;
        }
    }
    return nearest;
}

QToolButton* icon_button(const char* name, const char* icon_name, const QString& text) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(icon_name)));
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    button->setToolTip(text);
    return button;
}

} // namespace

HintForm::HintForm(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), colour_(new QToolButton), keys_(new QWidget),
      frames_(new QLabel) {
    setObjectName(QStringLiteral("hints.chosen"));
    form_ = new ParameterForm;
    form_->setObjectName(QStringLiteral("hints.chosen.form"));
    form_->set_check(
        [this](const std::string& name, const FieldValue& value) { return check(name, value); });
    connect(form_, &ParameterForm::changed, this, &HintForm::take);
    colour_->setObjectName(QStringLiteral("hints.chosen.colour"));
    colour_->setText(tr("Change its colour"));
    colour_->setAccessibleName(colour_->text());
    colour_->setToolTip(tr("The plane above then shows and changes the colour of this hint"));
    colour_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(colour_, &QToolButton::clicked, this, &HintForm::colour_wanted);
    make_keys();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(colour_, 0, Qt::AlignLeft);
    column->addWidget(form_);
    column->addWidget(keys_);
    const Colour& colour = studio_.colour();
    connect(&colour, &Colour::hints_changed, this, &HintForm::follow);
    connect(&colour, &Colour::chosen_changed, this, &HintForm::follow);
    connect(&studio_, &Studio::frame_changed, this, &HintForm::follow_keys);
    follow();
}

void HintForm::make_keys() {
    frames_->setObjectName(QStringLiteral("hints.keys"));
    frames_->setWordWrap(true);
    frames_->setTextFormat(Qt::RichText);
    frames_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    frames_->setToolTip(tr("The frames at which the hint was put in its place; between them it "
                           "follows the picture"));
    connect(frames_, &QLabel::linkActivated, this,
            [this](const QString& frame) { studio_.set_frame(frame.toLongLong()); });
    previous_ = icon_button("hints.key.previous", "up", tr("To the key before"));
    next_ = icon_button("hints.key.next", "down", tr("To the next key"));
    remove_ = icon_button("hints.key.remove", "trash", tr("Remove the key at this frame"));
    connect(previous_, &QToolButton::clicked, this, [this] { go_to_key(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { go_to_key(1); });
    connect(remove_, &QToolButton::clicked, this, &HintForm::remove_key);
    auto* row = new QHBoxLayout(keys_);
    row->setContentsMargins({});
    row->addWidget(frames_, 1);
    for (QToolButton* button : {previous_, next_, remove_}) {
        row->addWidget(button, 0, Qt::AlignVCenter);
    }
}

/// The frames by default are those of the shot: the fields change only from shot to shot.
void HintForm::set_fields(const ColourHint& one) {
    FieldInfo first = hint_fields::first();
    FieldInfo last = hint_fields::last();
    for (const project::Id id : studio_.document().shots_of(studio_.reel())) {
        const auto* shot = studio_.document().get<project::Shot>(id);
        const std::int64_t frame = one.keys.empty() ? one.first : one.keys.front().frame;
        if (frame >= shot->first && frame <= shot->last) {
            first.fallback = hint_fields::frame_text(shot->first, scale_of(studio_));
            last.fallback = hint_fields::frame_text(shot->last, scale_of(studio_));
        }
    }
    const std::array fields{hint_fields::citation(), hint_fields::documented(), first, last,
                            hint_fields::size(),     hint_fields::strength()};
    form_->set_fields(fields, {"", QStringLiteral("hints.chosen")});
    hint_fields::show_example(*form_);
}

const ColourHint* HintForm::hint() const {
    return studio_.colour().hint(studio_.colour().chosen());
}

void HintForm::follow() {
    const ColourHint* one = hint();
    setVisible(one != nullptr);
    if (one == nullptr) {
        return;
    }
    const auto scale = scale_of(studio_);
    set_fields(*one);
    form_->set_values({{"citation", one->citation},
                       {"documented", one->documented},
                       {"first", hint_fields::frame_text(one->first, scale)},
                       {"last", hint_fields::frame_text(one->last, scale)},
                       {"size", hint_fields::percent(one->size)},
                       {"strength", hint_fields::percent(one->strength)}});
    form_->set_field_enabled("size", one->shape != colourise::HintShape::Region);
    colour_->setIcon(swatch_icon(colour_at(kSwatchLuma, one->colour)));
    follow_keys();
}

void HintForm::follow_keys() {
    const ColourHint* one = hint();
    if (one == nullptr) {
        return;
    }
    QStringList links;
    const std::int64_t now = studio_.frame();
    for (const colourise::HintKey& key : one->keys) {
        const QString text = timecode(key.frame, studio_.frame_rate());
        links += key.frame == now
                     ? QStringLiteral("<b>%1</b>").arg(text)
                     : QStringLiteral("<a href=\"%1\">%2</a>").arg(key.frame).arg(text);
    }
    frames_->setText(tr("Placed at %1", "frames").arg(links.join(QStringLiteral(", "))));
    previous_->setEnabled(key_beside(*one, now, -1) != nullptr);
    next_->setEnabled(key_beside(*one, now, 1) != nullptr);
    remove_->setEnabled(one->keys.size() > 1 && key_at(*one, now) != one->keys.end());
}

Status HintForm::check(const std::string& name, const FieldValue& value) const {
    const ColourHint* one = hint();
    if ((name != "first" && name != "last") || one == nullptr) {
        return {};
    }
    KINOVAR_TRY_ASSIGN(const std::int64_t frame, hint_fields::frame_of(value, scale_of(studio_)));
    const bool ordered = name == "first" ? frame <= one->last : frame >= one->first;
    if (!ordered) {
        return failure(ErrorCode::InvalidArgument,
                       tr("the first frame would come after the last").toStdString());
    }
    return {};
}

void HintForm::take(const QString& name, const FieldValue& value, bool dragging) {
    const ColourHint* one = hint();
    if (one == nullptr) {
        return;
    }
    const project::Id id = studio_.colour().chosen();
    const QString key = QStringLiteral("hint/%1/%2/%3").arg(id).arg(name).arg(gesture_);
    gesture_ += dragging ? 0 : 1;
    ColourHint changed = *one;
    QString edit = QStringLiteral("Change frames of hint");
    if (name == QLatin1String("citation")) {
        changed.citation = to_qt(std::get<std::string>(value)).trimmed().toStdString();
        edit = QStringLiteral("Change source of hint");
    } else if (name == QLatin1String("documented")) {
        changed.documented = std::get<bool>(value);
        edit = QStringLiteral("Change source of hint");
    } else if (name == QLatin1String("size")) {
        changed.size = hint_fields::share(value);
        edit = QStringLiteral("Change size of hint");
    } else if (name == QLatin1String("strength")) {
        changed.strength = hint_fields::share(value);
        edit = QStringLiteral("Change strength of hint");
    } else if (const auto frame = hint_fields::frame_of(value, scale_of(studio_))) {
        (name == QLatin1String("first") ? changed.first : changed.last) = *frame;
    }
    if (!(changed == *one)) {
        studio_.colour().change(id, edit, changed, key);
    }
    follow(); // as it is, not as it was typed
}

void HintForm::go_to_key(int direction) {
    const ColourHint* one = hint();
    const colourise::HintKey* key =
        one == nullptr ? nullptr : key_beside(*one, studio_.frame(), direction);
    if (key != nullptr) {
        studio_.set_frame(key->frame);
    }
}

void HintForm::remove_key() {
    const ColourHint* one = hint();
    if (one == nullptr || one->keys.size() < 2) {
        return;
    }
    ColourHint changed = *one;
    changed.keys.erase(key_at(changed, studio_.frame()));
    studio_.colour().change(studio_.colour().chosen(), QStringLiteral("Remove key of hint"),
                            changed);
}

} // namespace kinovar::ui
