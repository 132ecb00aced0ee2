#include "ui/colour/hint_fields.h"

#include "ui/forms/parameter_form.h"
#include "ui/forms/timecode_text.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QLineEdit>
#include <cmath>

namespace kinovar::ui::hint_fields {

namespace {

struct HintFields {
    Q_DECLARE_TR_FUNCTIONS(HintFields)
};

constexpr double kPercent = 100;
constexpr double kLeastSize = 0.1;
constexpr double kGreatestSize = 20;
constexpr double kLeastStrength = 5;
constexpr double kDigits = 1e4; // what of a percentage counts

FieldInfo text_field(const char* name, const QString& title, const QString& help) {
    FieldInfo field;
    field.name = name;
    field.title = title.toStdString();
    field.help = help.toStdString();
    field.kind = FieldKind::Text;
    field.fallback = std::string();
    return field;
}

FieldInfo percent_field(const char* name, const QString& title, const QString& help) {
    FieldInfo field;
    field.name = name;
    field.title = title.toStdString();
    field.help = help.toStdString();
    field.unit = std::string("%");
    field.kind = FieldKind::Real;
    return field;
}

} // namespace

double percent(double share) {
    return std::round(share * kPercent * kDigits) / kDigits;
}

double share(const FieldValue& percent) {
    return std::get<double>(percent) / kPercent;
}

FieldInfo size() {
    FieldInfo field = percent_field(
        "size", HintFields::tr("Size"),
        HintFields::tr("Radius of a point and half the width of a stroke, of the picture's "
                       "height."));
    field.fallback = percent(Colour::Tool().size);
    field.minimum = kLeastSize;
    field.maximum = kGreatestSize;
    return field;
}

FieldInfo strength() {
    FieldInfo field =
        percent_field("strength", HintFields::tr("Strength"),
                      HintFields::tr("How firmly the hint holds against others around it."));
    field.fallback = percent(Colour::Tool().strength);
    field.minimum = kLeastStrength;
    field.maximum = kPercent;
    return field;
}

FieldInfo citation() {
    return text_field(
        "citation", HintFields::tr("Source"),
        HintFields::tr("Where the colour is known from. It is written into the report."));
}

FieldInfo documented() {
    FieldInfo field;
    field.name = "documented";
    field.title = HintFields::tr("Documented").toStdString();
    field.help =
        HintFields::tr("The source shows this very colour; else it is inferred.").toStdString();
    field.kind = FieldKind::Switch;
    field.fallback = false;
    return field;
}

std::string lifetime_text(Colour::Lifetime lifetime) {
    switch (lifetime) {
    case Colour::Lifetime::Frame:
        return HintFields::tr("This frame").toStdString();
    case Colour::Lifetime::Shot:
        return HintFields::tr("This shot").toStdString();
    case Colour::Lifetime::Range:
        break;
    }
    return HintFields::tr("In to out point").toStdString();
}

Colour::Lifetime lifetime_of(const FieldValue& text) {
    for (const auto lifetime : {Colour::Lifetime::Frame, Colour::Lifetime::Range}) {
        if (std::get<std::string>(text) == lifetime_text(lifetime)) {
            return lifetime;
        }
    }
    return Colour::Lifetime::Shot;
}

FieldInfo lifetime() {
    FieldInfo field;
    field.name = "lifetime";
    field.title = HintFields::tr("Holds for").toStdString();
    field.help = HintFields::tr("The frames that the next hint speaks of.").toStdString();
    field.kind = FieldKind::Choice;
    for (const auto each :
         {Colour::Lifetime::Frame, Colour::Lifetime::Shot, Colour::Lifetime::Range}) {
        field.choices.push_back(lifetime_text(each));
    }
    field.fallback = lifetime_text(Colour::Lifetime::Shot);
    return field;
}

FieldInfo first() {
    return text_field("first", HintFields::tr("From"),
                      HintFields::tr("Timecode of the first frame."));
}

FieldInfo last() {
    return text_field("last", HintFields::tr("To"), HintFields::tr("Timecode of the last frame."));
}

FieldInfo frame() {
    return text_field("frame", HintFields::tr("Frame"),
                      HintFields::tr("Timecode of the frame that the picture shows."));
}

void show_example(const ParameterForm& form) {
    if (auto* line = qobject_cast<QLineEdit*>(form.editor("citation")->control())) {
        line->setPlaceholderText(HintFields::tr("museum, inventory no., photograph"));
    }
}

std::string frame_text(std::int64_t frame, const FrameScale& scale) {
    return timecode(frame, scale.rate).toStdString();
}

Result<std::int64_t> frame_of(const FieldValue& text, const FrameScale& scale) {
    const auto frame = frame_of_timecode(to_qt(std::get<std::string>(text)), scale.rate, 0);
    if (!frame || *frame < 0 || *frame >= scale.frames) {
        return failure(ErrorCode::InvalidArgument, HintFields::tr("a timecode up to %1 is wanted")
                                                       .arg(timecode(scale.frames - 1, scale.rate))
                                                       .toStdString());
    }
    return *frame;
}

} // namespace kinovar::ui::hint_fields
