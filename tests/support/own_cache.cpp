#include <cstdlib>
#include <filesystem>
#include <string>

// Analyses kept by another run, perhaps of other code, must not reach a test: every test program,
// and what it starts, keeps its own in a folder of its own.
namespace {

class OwnCache {
public:
    OwnCache() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "kinovar-cache-XXXXXX").string();
        if (::mkdtemp(pattern.data()) != nullptr) {
            folder_ = pattern;
            ::setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
        }
    }
    ~OwnCache() {
        std::error_code ignored;
        if (!folder_.empty()) {
            std::filesystem::remove_all(folder_, ignored);
        }
    }
    OwnCache(const OwnCache&) = delete;
    OwnCache& operator=(const OwnCache&) = delete;

private:
    std::string folder_;
};

const OwnCache own_cache;

} // namespace
