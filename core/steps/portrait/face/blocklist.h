#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace kinovar::portrait {

/// Faces that an institution does not allow to be animated, known by descriptor. One JSON file
/// (KINOVAR_BLOCKLIST, else blocklist.json in the user's data folder); pictures are not kept.
struct BlockedFace {
    std::string name;
    std::string reason;
    std::string date; ///< ISO 8601
    std::vector<float> descriptor;
};

class Blocklist {
public:
    [[nodiscard]] static std::filesystem::path default_path();
    /// A missing file is an empty list; a damaged one is an error, not an empty list.
    [[nodiscard]] static Result<Blocklist> load(const std::filesystem::path& path = default_path());
    [[nodiscard]] Status save(const std::filesystem::path& path = default_path()) const; ///< atomic

    /// Untrusted input.
    [[nodiscard]] static Result<Blocklist> from_json(std::string_view text);
    [[nodiscard]] std::string to_json() const;

    [[nodiscard]] const std::vector<BlockedFace>& faces() const { return faces_; }
    void add(BlockedFace face) { faces_.push_back(std::move(face)); }
    /// False where nobody is called that.
    [[nodiscard]] bool remove(const std::string& name);
    /// The entry whose face this is; null: none.
    [[nodiscard]] const BlockedFace* find(const std::vector<float>& descriptor) const;

private:
    std::vector<BlockedFace> faces_;
};

} // namespace kinovar::portrait
