#include "core/credentials/consent.h"

namespace kinovar::credentials {
Status ConsentRecord::check() const {
    return failure(ErrorCode::Internal, "not there yet");
}
std::string ConsentRecord::to_json() const {
    return "{}";
}
Result<ConsentRecord> ConsentRecord::from_json(std::string_view /*json*/) {
    return failure(ErrorCode::Internal, "not there yet");
}
Result<ConsentRecord> read_consent(const std::string& /*file_or_json*/) {
    return ConsentRecord{};
}
} // namespace kinovar::credentials
