#include "core/steps/portrait/face/blocklist.h"

namespace kinovar::portrait {
std::filesystem::path Blocklist::default_path() {
    return {};
}
Result<Blocklist> Blocklist::load(const std::filesystem::path& /*path*/) {
    return Blocklist{};
}
Status Blocklist::save(const std::filesystem::path& /*path*/) const {
    return failure(ErrorCode::Internal, "not there yet");
}
bool Blocklist::remove(const std::string& /*name*/) {
    return false;
}
const BlockedFace* Blocklist::find(const std::vector<float>& /*descriptor*/) const {
    return nullptr;
}
} // namespace kinovar::portrait
