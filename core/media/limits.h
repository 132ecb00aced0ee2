#pragma once

// Private to core/media.

namespace kinovar::media {

/// A side of a picture beyond this is refused: it is damage or an attack, and far above any film
/// scan.
inline constexpr int kLargestPictureSide = 32768;

} // namespace kinovar::media
