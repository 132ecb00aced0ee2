#pragma once

#include "core/nn/loaders/byte_source.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kinovar::nn {

/// The list of members of a zip file (PKWARE APPNOTE 6.3, zip64 included), for the zips of PyTorch:
/// their members are stored, not compressed, and are read in place. Names are only compared, never
/// used as paths.
///
/// Central directory and local headers must agree, names must be unique and members must not
/// overlap, so that no two programs can see different things in the file.
class ZipArchive {
public:
    [[nodiscard]] static Result<ZipArchive> open(const ByteSource& source);

    [[nodiscard]] bool has(const std::string& name) const { return members_.contains(name); }
    /// Where the content of a member stands in the file. Errors: there is none; it is compressed or
    /// encrypted.
    [[nodiscard]] Result<ByteRange> content(const std::string& name) const;
    /// In the order of the directory.
    [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

private:
    struct Member {
        ByteRange content;
        bool is_stored = false;
    };
    std::unordered_map<std::string, Member> members_;
    std::vector<std::string> names_;
};

} // namespace kinovar::nn
