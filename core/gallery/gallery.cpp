#include "core/gallery/gallery.h"

namespace kinovar::gallery {
Result<GalleryReport> make_gallery(const std::vector<Entry>& /*entries*/,
                                   const std::filesystem::path& /*output*/,
                                   const GalleryOptions& /*options*/, Job& /*job*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
} // namespace kinovar::gallery
