// Films of portraits: what is in them, what a second run keeps, and that a killed one goes on.

#include "core/steps/portrait/face/face_analyser.h"
#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <csignal>
#include <fstream>
#include <random>

namespace kinovar::test {
namespace {

using Json = nlohmann::json;

#define KINOVAR_NEEDS_FACES()                                                                      \
    if (const auto faces = portrait::FaceAnalyser::installed(); !faces) {                          \
        GTEST_SKIP() << faces.error().one_line();                                                  \
    }                                                                                              \
    static_assert(true)

constexpr std::array<const char*, 3> kPortraits{"official_gov_david-ige.jpg",
                                                "official_sen_tim-scott.jpg",
                                                "official_gov_gretchen-whitmer.jpg"};
constexpr int kSolo = 6;
constexpr int kPassage = 4;

/// A list of portraits with names; `second` is the caption of the second one.
void write_list(const std::filesystem::path& list, const std::filesystem::path& stills,
                const std::string& second, const std::string& third_preset = "") {
    std::ofstream out(list);
    out << "file,name,years,caption,preset\n";
    out << (stills / kPortraits[0]).string() << ",\"Первый, Иван\",1921–1943,,\n";
    out << (stills / kPortraits[1]).string() << ",Second,," << second << ",\n";
    out << (stills / kPortraits[2]).string() << ",Third,,," << third_preset << "\n";
}

std::vector<std::string> command(const std::filesystem::path& list,
                                 const std::filesystem::path& film,
                                 const std::vector<std::string>& more = {}) {
    std::vector<std::string> words{"gallery", list.string(), film.string(), "--size", "320x180",
                                   "--fps",   "10",          "--per-face",  "0.6",    "--passage",
                                   "0.4",     "--fade",      "0.2",         "--json"};
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

Json result_of(const ProgramResult& run) {
    EXPECT_EQ(run.exit_code, 0) << run.err << run.out;
    std::istringstream lines(run.out);
    for (std::string line; std::getline(lines, line);) {
        Json json = Json::parse(line, nullptr, false);
        if (json.value("type", "") == "result") {
            return json;
        }
    }
    return {};
}

/// Luma of one frame, 320×180.
std::string luma_of_frame(const std::string& raw, int n) {
    constexpr std::size_t kSize = 320 * 180;
    return raw.substr(static_cast<std::size_t>(n) * kSize, kSize);
}

TEST(Gallery, ASecondRunKeepsWhatDidNotChange) {
    KINOVAR_NEEDS_FFMPEG();
    KINOVAR_NEEDS_FACES();
    KINOVAR_NEEDS_SHARED(stills, "data/portraits/stills");
    const TemporaryFolder folder;
    const auto film = folder / "film.mp4";
    write_list(folder / "list.csv", stills, "before");
    make_with_ffmpeg("-f lavfi -i sine=frequency=440:duration=1 " + quoted(folder / "tone.wav"));
    const auto run = [&] {
        return result_of(run_cli(
            command(folder / "list.csv", film, {"--music", (folder / "tone.wav").string()})));
    };
    const Json first = run();
    EXPECT_EQ(first["frames"], 3 * kSolo + 2 * kPassage);
    EXPECT_EQ(first["sections"], 5);
    EXPECT_EQ(first["sections_kept"], 0);
    EXPECT_TRUE(first["contact_sheet"].is_null());
    const std::string before = raw_video(film, "gray");
    ASSERT_EQ(before.size(), std::size_t{320} * 180 * (3 * kSolo + 2 * kPassage));
    const std::string bytes = bytes_of(film);

    EXPECT_EQ(run()["sections_kept"], 5);
    EXPECT_TRUE(bytes_of(film) == bytes);

    // Another caption changes that portrait's own section, at the lower left, and nothing else.
    write_list(folder / "list.csv", stills, "after it all");
    EXPECT_EQ(run()["sections_kept"], 4);
    const std::string after = raw_video(film, "gray");
    for (int n = 0; n < 3 * kSolo + 2 * kPassage; ++n) {
        const bool second = n >= kSolo + kPassage && n < 2 * kSolo + kPassage;
        if (!second) {
            EXPECT_TRUE(luma_of_frame(before, n) == luma_of_frame(after, n)) << n;
        }
    }
    const int middle = kSolo + kPassage + kSolo / 2;
    EXPECT_FALSE(luma_of_frame(before, middle) == luma_of_frame(after, middle));

    // Another motion changes the portrait and the passage to it.
    write_list(folder / "list.csv", stills, "after it all", "nod");
    EXPECT_EQ(run()["sections_kept"], 3);
    EXPECT_EQ(names_in(folder.path()),
              (std::vector<std::string>{".film.mp4.kinovar-gallery", "film.mp4", "list.csv",
                                        "tone.wav"}));
}

TEST(Gallery, WhoCannotBeShownIsListedWithTheReason) {
    KINOVAR_NEEDS_FFMPEG();
    KINOVAR_NEEDS_FACES();
    KINOVAR_NEEDS_SHARED(stills, "data/portraits/stills");
    const TemporaryFolder folder;
    const auto pictures = folder / "pictures";
    std::filesystem::create_directory(pictures);
    std::filesystem::copy(stills / kPortraits[0], pictures / "1 David Ige 1957.jpg");
    std::filesystem::copy(stills / "if_landscape_no_face.jpg", pictures / "2 Nobody.jpg");
    std::ofstream(pictures / "3 Broken.jpg") << "no picture";
    const Json result = result_of(run_cli(command(pictures, folder / "film.mkv")));
    ASSERT_EQ(result["portraits"].size(), 3U);
    EXPECT_EQ(result["portraits"][0]["taken"], true);
    EXPECT_EQ(result["portraits"][0]["name"], "David Ige");
    EXPECT_EQ(result["portraits"][0]["years"], "1957");
    for (const int left_out : {1, 2}) {
        const Json& portrait = result["portraits"][static_cast<std::size_t>(left_out)];
        EXPECT_EQ(portrait["taken"], false);
        ASSERT_FALSE(portrait["findings"].empty());
        EXPECT_FALSE(portrait["findings"][0]["message"].get<std::string>().empty());
        EXPECT_FALSE(portrait["findings"][0]["hint"].get<std::string>().empty());
    }
    EXPECT_EQ(result["contact_sheet"], (folder / "film-left-out.png").string());
    EXPECT_TRUE(std::filesystem::exists(folder / "film-left-out.png"));

    std::filesystem::remove(pictures / "1 David Ige 1957.jpg");
    const ProgramResult none = run_cli(command(pictures, folder / "none.mkv"));
    EXPECT_EQ(none.exit_code, 3) << none.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "none.mkv"));
}

TEST(Gallery, AKilledRunGoesOnToTheSameBytes) {
    KINOVAR_NEEDS_FFMPEG();
    KINOVAR_NEEDS_FACES();
    KINOVAR_NEEDS_SHARED(stills, "data/portraits/stills");
    const TemporaryFolder folder;
    write_list(folder / "list.csv", stills, "");
    const auto start = std::chrono::steady_clock::now();
    result_of(run_cli(command(folder / "list.csv", folder / "unbroken.mp4")));
    const auto whole = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    std::mt19937 random(7);
    std::uniform_int_distribution<long> moment(1, std::max<long>(2, whole.count()));
    const auto film = folder / "killed.mp4";
    for (int kills = 0; kills < 3; ++kills) {
        const ProgramResult killed =
            run_cli(command(folder / "list.csv", film), std::chrono::milliseconds(moment(random)));
        if (killed.exit_code != 128 + SIGKILL) {
            break;
        }
        EXPECT_FALSE(std::filesystem::exists(film));
    }
    result_of(run_cli(command(folder / "list.csv", film)));
    EXPECT_TRUE(bytes_of(film) == bytes_of(folder / "unbroken.mp4"));
}

TEST(Gallery, WrongListsAndNamesAreToldBeforeAnyWork) {
    const TemporaryFolder folder;
    std::ofstream(folder / "list.csv") << "file,nmae\na.jpg,x\n";
    expect_failure(folder.path(),
                   {"gallery", (folder / "list.csv").string(), (folder / "film.mp4").string()}, 2,
                   "nmae");
    expect_failure(folder.path(),
                   {"gallery", (folder / "missing.csv").string(), (folder / "film.mp4").string()},
                   1, "missing.csv");
}

} // namespace
} // namespace kinovar::test
