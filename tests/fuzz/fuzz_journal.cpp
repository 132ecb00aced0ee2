// The journal of a render: whatever stands in the file, reading it ends well and keeps the promises
// of the header.

#include "core/render/journal.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

void check(const kinovar::render::JournalContent& content, std::size_t size) {
    if (content.intact_bytes > size) {
        std::abort();
    }
    for (std::size_t i = 0; i < content.pieces.size(); ++i) {
        const auto& piece = content.pieces[i];
        const bool follows = i == 0 || piece.first == content.pieces[i - 1].last + 1;
        if (!follows || piece.last < piece.first || piece.file.find('/') != std::string::npos) {
            std::abort();
        }
    }
}

/// Real lines carry a checksum that a fuzzer cannot guess; so each input is also read with right
/// checksums put before its lines.
std::string with_checksums(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        out += kinovar::Hasher().add(line).finish().hex() + " " + std::string(line) + "\n";
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    for (const std::string& version : {text, with_checksums(text)}) {
        if (const auto content = kinovar::render::parse_journal(version)) {
            check(*content, version.size());
        }
    }
    return 0;
}
