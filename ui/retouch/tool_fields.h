#pragma once

#include "core/base/fields.h"
#include "ui/studio/retouch.h"

#include <vector>

/// What can be set of the next fix beside its kind, and what of it a fix that is there has too, as
/// fields of a form.
namespace kinovar::ui::tool_fields {

/// Of what the mouse draws with: brush, gesture of a warp, or selection by likeness.
[[nodiscard]] std::vector<FieldInfo> brush(const Retouch::Tool& tool);
[[nodiscard]] FieldValues brush_values(const Retouch::Tool& tool);
/// Frames, easing, follow, opacity, feather.
[[nodiscard]] std::vector<FieldInfo> life();
[[nodiscard]] FieldValues life_values(const Retouch::Tool& tool);
void take(Retouch::Tool& tool, std::string_view name, const FieldValue& value);

[[nodiscard]] FieldInfo follow();
[[nodiscard]] std::string follow_text(retouch::Follow follow);
[[nodiscard]] retouch::Follow follow_of(const FieldValue& text);
[[nodiscard]] FieldInfo opacity();
[[nodiscard]] FieldInfo feather();
[[nodiscard]] FieldInfo ease_in();
[[nodiscard]] FieldInfo ease_out();

} // namespace kinovar::ui::tool_fields
