#include "core/credentials/credentials.h"
#include "core/credentials/mark.h"
#include "core/image/test_picture.h"
#include "core/media/picture_file.h"
#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace kinovar::test {
namespace {

namespace fs = std::filesystem;
using credentials::Credentials;

Credentials sample() {
    Credentials made;
    made.software = "Kinovar 0.1";
    made.action = "A portrait was brought to life";
    made.models = {{"facemesh", "Apache-2.0"}};
    made.consents = {{.person = "Anna",
                      .relation = "daughter",
                      .granted_by = "Maria",
                      .ground = "heir",
                      .date = "2024-05-31"}};
    return made;
}

void write_still(const fs::path& path, const Credentials* mark_of) {
    Frame frame(*test_picture(480, 360));
    if (mark_of != nullptr) {
        credentials::embed_mark(frame, {mark_id(*mark_of)});
    }
    ASSERT_OK(media::write_picture(path, frame, media::PictureFormat::Png, 8));
}

TEST(Verify, SaysWhatAStillCarries) {
    const TemporaryFolder folder;
    const fs::path file = folder / "still.png";
    const Credentials made = sample();
    write_still(file, &made);
    ASSERT_OK(write_credentials(file, made));
    const ProgramResult text = run_cli({"verify", file.string(), "--quiet"});
    EXPECT_EQ(text.exit_code, 0) << text.err;
    for (const char* part :
         {"a real picture edited with generative AI", "Kinovar 0.1",
          "A portrait was brought to life", "facemesh (Apache-2.0)",
          "Anna: given by Maria (daughter), heir, 2024-05-31", "agrees with the credentials"}) {
        EXPECT_NE(text.out.find(part), std::string::npos) << part << " in\n" << text.out;
    }
    const ProgramResult json = run_cli({"verify", file.string(), "--json", "--quiet"});
    EXPECT_EQ(json.exit_code, 0) << json.err;
    const auto result = nlohmann::json::parse(json.out);
    EXPECT_EQ(result["credentials"]["consents"][0]["person"], "Anna");
    EXPECT_EQ(result["mark"]["id"], result["credentials"]["mark_id"]);
    EXPECT_EQ(result["mark"]["agrees"], true);
}

TEST(Verify, FindsTheMarkOfAFilmThatLostItsCredentials) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const Credentials made = sample();
    write_still(folder / "still.png", &made);
    make_with_ffmpeg("-loop 1 -i " + quoted(folder / "still.png") +
                     " -frames:v 6 -c:v libx264 -crf 23 -pix_fmt yuv420p " +
                     quoted(folder / "film.mp4"));
    const ProgramResult run = run_cli({"verify", (folder / "film.mp4").string(), "--quiet"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_NE(run.out.find("no content credentials"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("mark      "), std::string::npos) << run.out;
    ASSERT_OK(write_credentials(folder / "film.mp4", made));
    const ProgramResult both = run_cli({"verify", (folder / "film.mp4").string(), "--quiet"});
    EXPECT_NE(both.out.find("agrees"), std::string::npos) << both.out << both.err;
}

TEST(Verify, CredentialsWithoutAMarkAreEnough) {
    const TemporaryFolder folder;
    write_still(folder / "still.png", nullptr);
    ASSERT_OK(write_credentials(folder / "still.png", sample()));
    const ProgramResult run = run_cli({"verify", (folder / "still.png").string(), "--quiet"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_NE(run.out.find("none found"), std::string::npos) << run.out;
}

TEST(Verify, AContradictionIsRefused) {
    const TemporaryFolder folder;
    const Credentials made = sample();
    write_still(folder / "still.png", &made);
    Credentials other = made;
    other.consents.clear();
    ASSERT_OK(write_credentials(folder / "still.png", other));
    const ProgramResult run = run_cli({"verify", (folder / "still.png").string(), "--quiet"});
    EXPECT_EQ(run.exit_code, 3) << run.out;
    EXPECT_NE(run.out.find("OTHER"), std::string::npos) << run.out;
    EXPECT_NE(run.err.find("still.png"), std::string::npos) << run.err;
}

TEST(Verify, FailsInOneLine) {
    const TemporaryFolder folder;
    write_still(folder / "plain.png", nullptr);
    std::ofstream(folder / "text.mp4") << "no film";
    expect_failure(folder.path(), {"verify", (folder / "plain.png").string(), "--quiet"}, 1,
                   "plain.png");
    expect_failure(folder.path(), {"verify", (folder / "none.mp4").string(), "--quiet"}, 1,
                   "none.mp4");
    expect_failure(folder.path(), {"verify", (folder / "text.mp4").string(), "--quiet"}, 1,
                   "text.mp4");
    EXPECT_EQ(run_cli({"verify"}).exit_code, 2);
}

} // namespace
} // namespace kinovar::test
