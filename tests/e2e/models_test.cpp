// A model of the user's own from the file to the credits of a film: import, list, run, restore,
// remove.

#include "core/nn/npy.h"
#include "tests/e2e/program.h"
#include "tests/nn/net_writer.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace kinovar::test {
namespace {

using Json = nlohmann::json;

/// Weights of its own, and a small network to import.
class Models {
public:
    Models() { net_ = compact_net().write(folder_.path(), "small"); }

    [[nodiscard]] const TemporaryFolder& folder() const { return folder_; }
    [[nodiscard]] std::string path(const std::string& name) const {
        return (folder_ / name).string();
    }
    [[nodiscard]] std::string net() const { return net_.string(); }
    void import_as(const std::string& name) const {
        const ProgramResult result = run_cli({"models", "import", net(), "--name", name});
        ASSERT_EQ(result.exit_code, 0) << result.err;
    }
    [[nodiscard]] static Json json(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "--json");
        const ProgramResult result = run_cli(arguments);
        EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
        const std::size_t end = result.out.find_last_not_of('\n');
        const std::size_t begin = result.out.rfind('\n', end);
        return Json::parse(result.out.substr(begin == std::string::npos ? 0 : begin + 1), nullptr,
                           false);
    }

private:
    TemporaryFolder folder_;
    ScopedVariable weights_{"KINOVAR_MODELS", (folder_ / "weights").string()};
    std::filesystem::path net_;
};

TEST(Models, AFileIsImportedListedRunAndRemoved) {
    const Models models;
    const Json dry = models.json({"models", "import", models.net(), "--dry-run"});
    EXPECT_EQ(dry["id"], "user-small");
    EXPECT_EQ(dry["commercial"], false);
    EXPECT_EQ(dry["copied"], false);
    models.import_as("tiny");
    const Json info = models.json({"models", "info", "user-tiny"});
    EXPECT_EQ(info["state"], "installed");
    EXPECT_EQ(info["scale"], 2);
    EXPECT_EQ(info["own"], true);
    EXPECT_EQ(models.json({"models", "verify", "user-tiny"})["intact"][0], "user-tiny");

    const std::vector<std::uint8_t> grey(8 * 6 * 3, 128);
    const std::vector<std::int64_t> shape{6, 8, 3};
    ASSERT_OK(nn::write_npy(models.path("in.npy"), shape, std::span<const std::uint8_t>(grey)));
    const Json run = models.json({"models", "run", "user-tiny", "--in", models.path("in.npy"),
                                  "--out", models.path("out.npy")});
    EXPECT_EQ(run["shape"], Json({1, 3, 12, 16}));
    const ProgramResult surplus =
        run_cli({"models", "run", "user-tiny", "--in", models.path("in.npy"), "--out",
                 models.path("a.npy"), "--out", models.path("b.npy")});
    EXPECT_EQ(surplus.exit_code, 2) << surplus.err;

    EXPECT_EQ(run_cli({"models", "remove", "user-tiny"}).exit_code, 0);
    EXPECT_EQ(run_cli({"models", "info", "user-tiny"}).exit_code, 1);
}

TEST(Models, TermsAreInTheListAndNeedConsent) {
    const Models models;
    const Json list = models.json({"models", "list"});
    ASSERT_GT(list["models"].size(), 20U);
    for (const Json& model : list["models"]) {
        EXPECT_FALSE(model["terms"].get<std::string>().empty()) << model["id"];
    }
    const ProgramResult refused = run_cli({"models", "install", "gfpgan-v1.4"});
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_NE(refused.err.find("--accept-licence"), std::string::npos) << refused.err;
    const ProgramResult own = run_cli({"models", "install", "siggraph17"});
    EXPECT_EQ(own.exit_code, 3);
    EXPECT_NE(own.err.find("siggraph17-df00044c.pth"), std::string::npos) << own.err;
}

TEST(Models, AFileThatIsNoModelIsOneLineAndNothingElse) {
    const Models models;
    std::ofstream(models.path("page.pth")) << "<html>404</html>";
    const ProgramResult result = run_cli({"models", "import", models.path("page.pth")});
    EXPECT_EQ(result.exit_code, 1);
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_NE(result.err.find("page.pth"), std::string::npos);
    EXPECT_FALSE(std::filesystem::exists(models.folder() / "weights/user-page"));
}

TEST(Models, CreditsGoIntoTheFilm) {
    KINOVAR_NEEDS_FFMPEG();
    const Models models;
    models.import_as("tiny");
    make_with_ffmpeg("-f lavfi -i testsrc2=size=48x32:rate=24 -frames:v 2 -metadata "
                     "title=Reel -c:v ffv1 " +
                     quoted(models.folder() / "reel.mkv"));
    for (const char* name : {"out.mkv", "out.mp4", "out.mov"}) {
        const ProgramResult result = run_cli({"restore", models.path("reel.mkv"), models.path(name),
                                              "--step", "upscale:model=user-tiny,scale=2"});
        ASSERT_EQ(result.exit_code, 0) << result.err;
        EXPECT_NE(result.out.find("credits: small (unknown)"), std::string::npos) << result.out;
        EXPECT_NE(result.err.find("not for commercial use"), std::string::npos) << result.err;
        EXPECT_EQ(result.err.find("differs from its source"), std::string::npos) << result.err;
        const CommandResult tags =
            run_command("ffprobe -v error -show_entries format_tags -of json " +
                        quoted(models.folder() / name));
        EXPECT_NE(tags.out.find("Restored with Kinovar, using small (unknown)"), std::string::npos)
            << name << tags.out;
        EXPECT_NE(tags.out.find("Reel"), std::string::npos) << name << tags.out;
    }
    // A film that was restored before says both, and is no different from its source.
    const ProgramResult again =
        run_cli({"restore", models.path("out.mkv"), models.path("again.mkv"), "--step",
                 "upscale:model=user-tiny,scale=2"});
    ASSERT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(again.err.find("differs from its source"), std::string::npos) << again.err;
}

} // namespace
} // namespace kinovar::test
