#include "core/gallery/gallery.h"

namespace kinovar::gallery {
Result<std::vector<Entry>> read_gallery(const std::filesystem::path& /*folder_or_list*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
Result<GalleryReport> make_gallery(const std::vector<Entry>& /*entries*/,
                                   const std::filesystem::path& /*output*/,
                                   const GalleryOptions& /*options*/, Job& /*job*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
} // namespace kinovar::gallery
