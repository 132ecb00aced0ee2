#include "core/credentials/credentials.h"

namespace kinovar::credentials {
std::string to_xmp(const Credentials& /*credentials*/) {
    return {};
}
Result<Credentials> from_xmp(std::string_view /*xmp*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
Status write_credentials(const std::filesystem::path& /*file*/,
                         const Credentials& /*credentials*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
Result<Credentials> read_credentials(const std::filesystem::path& /*file*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
} // namespace kinovar::credentials
