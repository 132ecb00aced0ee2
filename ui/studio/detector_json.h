#pragma once

#include "ui/studio/detectors.h"

#include <string>
#include <vector>

namespace kinovar::ui {

/// Hands and faces as data of a project's analysis, and back. What cannot be read is left out:
/// detectors can find it again.
[[nodiscard]] std::string hands_to_json(const std::vector<FoundHand>& hands);
[[nodiscard]] std::vector<FoundHand> hands_from_json(const std::string& json);
[[nodiscard]] std::string faces_to_json(const std::vector<detect::FaceTrack>& faces);
[[nodiscard]] std::vector<detect::FaceTrack> faces_from_json(const std::string& json);

} // namespace kinovar::ui
