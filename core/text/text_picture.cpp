#include "core/text/text_picture.h"

namespace kinovar::text {
Result<TextPicture> draw_text(const std::string& /*text*/, const TextStyle& /*style*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
} // namespace kinovar::text
