#pragma once

#include "core/base/fields.h"
#include "ui/studio/colour.h"

class QLineEdit;

namespace kinovar::ui {

class ParameterForm;

/// What can be set of a hint, the next one or one that is there, as fields of a form: titles and
/// help are in the user's language, lengths and strengths in per cent.
namespace hint_fields {

[[nodiscard]] FieldInfo size();
[[nodiscard]] FieldInfo strength();
[[nodiscard]] FieldInfo citation();
[[nodiscard]] FieldInfo documented();
[[nodiscard]] FieldInfo lifetime();
/// A timecode.
[[nodiscard]] FieldInfo first();
[[nodiscard]] FieldInfo last();
[[nodiscard]] FieldInfo frame();

[[nodiscard]] double percent(double share);
[[nodiscard]] double share(const FieldValue& percent);
[[nodiscard]] std::string lifetime_text(Colour::Lifetime lifetime);
[[nodiscard]] Colour::Lifetime lifetime_of(const FieldValue& text);
/// What a citation looks like, in the empty line.
void show_example(const ParameterForm& form);

/// A timecode that is typed, as a frame of a reel.
struct FrameScale {
    double rate = 25;
    std::int64_t frames = 0;
};
[[nodiscard]] std::string frame_text(std::int64_t frame, const FrameScale& scale);
/// The error says what a timecode looks like.
[[nodiscard]] Result<std::int64_t> frame_of(const FieldValue& text, const FrameScale& scale);

} // namespace hint_fields
} // namespace kinovar::ui
