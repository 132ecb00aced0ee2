#include "core/steps/retouch/brush/mask_tiles.h"

namespace kinovar::retouch {

MaskTiles::MaskTiles(int width, int height) : width_(width), height_(height) {}
bool MaskTiles::empty() const {
    return true;
}
MaskTiles MaskTiles::from_pixels(int width, int height,
                                 const std::vector<std::uint16_t>& /*pixels*/) {
    return {width, height};
}
std::vector<std::uint16_t> MaskTiles::pixels() const {
    return {};
}
std::string MaskTiles::to_bytes() const {
    return {};
}
Result<MaskTiles> MaskTiles::from_bytes(std::string_view /*bytes*/) {
    return MaskTiles{};
}
bool operator==(const MaskTiles& a, const MaskTiles& b) {
    return a.width_ == b.width_;
}
Result<MaskTiles> select_by_colour(const Frame& picture, const ColourSelection& /*selection*/) {
    return MaskTiles{picture.width(), picture.height()};
}
struct EdgeSnap::State {};
EdgeSnap::EdgeSnap(FramePtr /*picture*/) {}
EdgeSnap::~EdgeSnap() = default;
void EdgeSnap::start(Point /*at*/) {}
std::vector<EdgeSnap::Point> EdgeSnap::way_to(Point at) const {
    return {at};
}
Result<MaskTiles> load_mask(const std::string& /*file*/) {
    return MaskTiles{};
}
Status save_mask(const std::string& /*file*/, const MaskTiles& /*mask*/) {
    return {};
}

} // namespace kinovar::retouch
