// A render that is killed at any moment goes on with the same command, and its film is
// bit-identical to that of an unbroken one.

#include "tests/e2e/program.h"

#include <csignal>
#include <random>

namespace kinovar::test {
namespace {

constexpr int kKills = 24;
constexpr unsigned kSeed = 20;

void make_reel(const std::filesystem::path& path, int frames) {
    make_with_ffmpeg("-f lavfi -i testsrc2=size=320x240:rate=24 -f lavfi -i sine=frequency=440 "
                     "-frames:v " +
                     std::to_string(frames) + " -shortest -c:v libx264 -g 30 -bf 2 -c:a aac " +
                     quoted(path));
}

std::chrono::milliseconds time_of_unbroken(const std::vector<std::string>& command) {
    const auto start = std::chrono::steady_clock::now();
    const ProgramResult result = run_cli(command);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() -
                                                                 start);
}

/// Kills runs at random moments until `kills` have died, restarting from scratch whenever one
/// finishes; every finished film must equal the reference. `command`'s OUT is `output`.
void kill_again_and_again(const std::vector<std::string>& command,
                          const std::filesystem::path& output, const std::string& reference,
                          std::chrono::milliseconds whole, int kills) {
    std::mt19937 random(kSeed);
    std::uniform_int_distribution<long> moment(1, std::max<long>(2, whole.count()));
    int killed = 0;
    bool finished = false;
    while (!finished || killed < kills) {
        const auto after = std::chrono::milliseconds(moment(random));
        const ProgramResult result = killed < kills ? run_cli(command, after) : run_cli(command);
        finished = result.exit_code != 128 + SIGKILL;
        // Nothing half-made under the final name: either no film, or the whole one.
        if (finished || std::filesystem::exists(output)) {
            ASSERT_TRUE(bytes_of(output) == reference) << "after " << killed << " kills";
        }
        if (finished) {
            ASSERT_EQ(result.exit_code, 0) << result.err;
            std::filesystem::remove(output);
        } else {
            ++killed;
        }
    }
}

TEST(Kill, AFilmGoesOnBitIdentically) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mp4", 330);
    const auto command = [&](const std::string& out) {
        return std::vector<std::string>{"restore", (folder / "reel.mp4").string(),
                                        (folder / out).string(), "--step", "age:seed=3"};
    };
    const auto whole = time_of_unbroken(command("unbroken.mkv"));
    kill_again_and_again(command("killed.mkv"), folder / "killed.mkv",
                         bytes_of(folder / "unbroken.mkv"), whole, kKills);
    EXPECT_EQ(names_in(folder.path()), (std::vector<std::string>{"reel.mp4", "unbroken.mkv"}));
}

TEST(Kill, PicturesGoOnToo) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mp4", 60);
    std::filesystem::create_directory(folder / "a");
    std::filesystem::create_directory(folder / "b");
    const auto command = [&](const std::string& out) {
        return std::vector<std::string>{"restore", (folder / "reel.mp4").string(),
                                        (folder / out / "%04d.png").string(), "--step",
                                        "age:seed=3"};
    };
    const auto whole = time_of_unbroken(command("a"));
    std::mt19937 random(kSeed);
    std::uniform_int_distribution<long> moment(1, std::max<long>(2, whole.count() / 2));
    int last_exit = -1;
    for (int i = 0; i < 8 && last_exit != 0; ++i) {
        last_exit = run_cli(command("b"), std::chrono::milliseconds(moment(random))).exit_code;
    }
    ASSERT_EQ(run_cli(command("b")).exit_code, 0);
    ASSERT_EQ(names_in(folder / "a").size(), 60U);
    for (const std::string& name : names_in(folder / "a")) {
        EXPECT_TRUE(bytes_of(folder / "a" / name) == bytes_of(folder / "b" / name)) << name;
    }
    EXPECT_EQ(names_in(folder / "b").size(), 60U);
}

TEST(Kill, AnInterruptStopsCleanlyAndSaysSo) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mp4", 330);
    const std::vector<std::string> command{"restore", (folder / "reel.mp4").string(),
                                           (folder / "out.mkv").string(), "--step", "age:seed=3"};
    const ProgramResult stopped =
        interrupt_cli(command, folder / ".out.mkv.kinovar-render" / "journal");
    ASSERT_EQ(stopped.exit_code, 130) << stopped.err;
    EXPECT_NE(stopped.err.find("same command"), std::string::npos) << stopped.err;
    EXPECT_FALSE(std::filesystem::exists(folder / "out.mkv"));
    ASSERT_EQ(run_cli(command).exit_code, 0);
}

TEST(Kill, ADifferentCommandDoesNotReuseThePieces) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mp4", 200);
    const auto command = [&](const std::string& out, const std::string& seed) {
        return std::vector<std::string>{"restore", (folder / "reel.mp4").string(),
                                        (folder / out).string(), "--step", "age:seed=" + seed};
    };
    ASSERT_EQ(run_cli(command("reference.mkv", "5")).exit_code, 0);
    (void)run_cli(command("out.mkv", "4"), std::chrono::milliseconds(900));
    std::filesystem::remove(folder / "out.mkv");
    ASSERT_EQ(run_cli(command("out.mkv", "5")).exit_code, 0);
    EXPECT_TRUE(bytes_of(folder / "out.mkv") == bytes_of(folder / "reference.mkv"));
}

} // namespace
} // namespace kinovar::test
