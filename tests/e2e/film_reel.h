#pragma once

#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

// Short films for the end-to-end tests of the film chain.
namespace kinovar::test {

/// What a test keeps of a film's shape.
struct FilmShape {
    int width = 0;
    int height = 0;
    int frames = 0;
    friend bool operator==(const FilmShape&, const FilmShape&) = default;
};

/// In the scope of this object the programs keep their analysis results in a folder of its own,
/// empty at first.
class AnalysisHome {
public:
    AnalysisHome();
    /// The cache folder is `path`, whatever lies there.
    explicit AnalysisHome(const std::filesystem::path& path);
    ~AnalysisHome();
    AnalysisHome(const AnalysisHome&) = delete;
    AnalysisHome& operator=(const AnalysisHome&) = delete;

    /// Every kept result with its time of change and its bytes.
    [[nodiscard]] std::vector<std::string> results() const;

private:
    TemporaryFolder folder_;
    std::filesystem::path path_;
    std::string before_;
    bool was_set_ = false;
};

/// A pan over a still, full of detail, in colour, 24 frames a second, lossless.
void make_pan(const std::filesystem::path& path, const FilmShape& shape);
/// A pan as a worn black-and-white print, 8-bit grey; `without` are flags of the command age.
void make_worn_pan(const std::filesystem::path& path, const FilmShape& shape,
                   const std::vector<std::string>& without = {});

/// As the ffprobe program counts it.
[[nodiscard]] FilmShape shape_of(const std::filesystem::path& film);
/// The last line of a --json run that has this type; null without one.
[[nodiscard]] nlohmann::json line_of(const std::string& out, const std::string& type);
/// A command with more words behind it.
[[nodiscard]] std::vector<std::string> with(std::vector<std::string> command,
                                            const std::vector<std::string>& more);

} // namespace kinovar::test
