// Bad input gets one clear line with a hint and an exit code above 0; nothing half-made stays, the
// input is untouched.

#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

namespace kinovar::test {
namespace {

void make_reel(const std::filesystem::path& path, int frames = 30) {
    make_with_ffmpeg("-f lavfi -i testsrc2=size=160x120:rate=25 -frames:v " +
                     std::to_string(frames) + " -c:v libx264 -bf 2 -g 10 " + quoted(path));
}

TEST(BadInput, FilesThatAreNoFilms) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    const auto restore = [&](const std::string& in) {
        return std::vector<std::string>{"restore", (folder / in).string(),
                                        (folder / "out.mkv").string()};
    };
    std::ofstream(folder / "empty.mkv");
    std::ofstream(folder / "text.mkv") << "This is not a film at all. ";
    std::filesystem::create_directory(folder / "nothing");
    make_with_ffmpeg("-f lavfi -i sine -t 1 " + quoted(folder / "sound.mp4"));
    make_reel(folder / "whole.mp4");
    const std::string whole = bytes_of(folder / "whole.mp4");
    std::ofstream(folder / "cut.mp4", std::ios::binary) << whole.substr(0, whole.size() / 3);
    expect_failure(folder.path(), restore("none.mkv"), 1, "none.mkv");
    expect_failure(folder.path(), restore("empty.mkv"), 1, "empty.mkv");
    expect_failure(folder.path(), restore("text.mkv"), 1, "text.mkv");
    expect_failure(folder.path(), restore("nothing"), 1, "nothing");
    expect_failure(folder.path(), restore("sound.mp4"), 1, "sound.mp4");
    expect_failure(folder.path(), restore("cut.mp4"), 1, "cut.mp4");
    expect_failure(folder.path(), {"probe", (folder / "text.mkv").string()}, 1, "text.mkv");
}

TEST(BadInput, ParametersOutOfRange) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mp4");
    const auto restore = [&](std::vector<std::string> more) {
        std::vector<std::string> command{"restore", (folder / "reel.mp4").string(),
                                         (folder / "out.mkv").string()};
        command.insert(command.end(), more.begin(), more.end());
        return command;
    };
    expect_failure(folder.path(), restore({"--step", "upscale:scale=9"}), 2, "scale");
    expect_failure(folder.path(), restore({"--step", "upscale:size=2"}), 2, "size");
    expect_failure(folder.path(), restore({"--step", "sharpest"}), 2, "sharpest");
    expect_failure(folder.path(), restore({"--preset", "magic"}), 2, "magic");
    expect_failure(folder.path(), restore({"--frames", "20-90"}), 2, "20-90");
    expect_failure(folder.path(), restore({"--frames", "9-3"}), 2, "9-3");
    expect_failure(folder.path(), restore({"--codec", "wmv"}), 2, "wmv");
    expect_failure(folder.path(),
                   {"restore", (folder / "reel.mp4").string(), (folder / "out.xyz").string()}, 2,
                   ".xyz");
    expect_failure(
        folder.path(),
        {"restore", (folder / "reel.mp4").string(), (folder / "o.mp4").string(), "--codec", "ffv1"},
        2, "mp4");
    expect_failure(folder.path(), restore({"--step", "upscale:model=nothing-like-it"}), 1,
                   "nothing-like-it");
    EXPECT_EQ(run_cli({"restore"}).exit_code, 2);
    EXPECT_EQ(run_cli({"nonsense"}).exit_code, 2);
    EXPECT_EQ(run_cli({"--version"}).exit_code, 0);
    EXPECT_EQ(run_cli({"restore", "--help"}).exit_code, 0);
}

TEST(BadInput, OutputThatCannotBe) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mp4");
    const std::string before = bytes_of(folder / "reel.mp4");
    const std::string in = (folder / "reel.mp4").string();
    expect_failure(folder.path(), {"restore", in, in}, 1, "reel.mp4");
    std::filesystem::create_symlink(folder / "reel.mp4", folder / "link.mp4");
    expect_failure(folder.path(), {"restore", in, (folder / "link.mp4").string()}, 1, "link.mp4");
    expect_failure(folder.path(), {"restore", in, (folder / "no" / "such" / "out.mkv").string()}, 1,
                   "no/such");
    expect_failure(folder.path(), {"restore", in, "/proc/out.mkv"}, 1, "/proc");
    EXPECT_TRUE(bytes_of(folder / "reel.mp4") == before);
}

TEST(BadInput, AFullDiskIsSaidAndNothingHalfMadeStays) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "small");
    if (::mount("tmpfs", (folder / "small").c_str(), "tmpfs", 0, "size=300k") != 0) {
        GTEST_SKIP() << "a small file system cannot be mounted here (needs root)";
    }
    make_with_ffmpeg("-f lavfi -i testsrc2=size=320x240:rate=25 -frames:v 150 -c:v libx264 " +
                     quoted(folder / "reel.mp4"));
    const ProgramResult run = run_cli({"restore", (folder / "reel.mp4").string(),
                                       (folder / "small" / "out.mkv").string(), "--codec", "ffv1"});
    const bool exists = std::filesystem::exists(folder / "small" / "out.mkv");
    ::umount((folder / "small").c_str());
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_FALSE(exists);
    EXPECT_NE(run.err.find("No space left"), std::string::npos) << run.err;
    EXPECT_NE(run.err.find("free some space"), std::string::npos) << run.err;
    EXPECT_EQ(std::count(run.err.begin(), run.err.end(), '\n'), 1) << run.err;
}

TEST(BadInput, AReadOnlyTargetIsSaid) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "fixed");
    if (::mount("tmpfs", (folder / "fixed").c_str(), "tmpfs", MS_RDONLY, "size=300k") != 0) {
        GTEST_SKIP() << "a read-only file system cannot be mounted here (needs root)";
    }
    make_reel(folder / "reel.mp4");
    const ProgramResult run = run_cli(
        {"restore", (folder / "reel.mp4").string(), (folder / "fixed" / "out.mkv").string()});
    ::umount((folder / "fixed").c_str());
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_NE(run.err.find("fixed"), std::string::npos) << run.err;
    EXPECT_NE(run.err.find("another"), std::string::npos) << run.err;
}

TEST(BadInput, DamagedPacketsAreBridgedAndListed) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_with_ffmpeg("-f lavfi -i testsrc2=size=160x120:rate=25 -frames:v 50 -c:v ffv1 -level 3 "
                     "-slicecrc 1 -g 1 " +
                     quoted(folder / "reel.mkv"));
    std::string bytes = bytes_of(folder / "reel.mkv");
    for (std::size_t i = 0; i < 64; ++i) {
        bytes[bytes.size() / 2 + i] = static_cast<char>(bytes[bytes.size() / 2 + i] ^ 0x5A);
    }
    std::ofstream(folder / "bad.mkv", std::ios::binary) << bytes;
    const ProgramResult run = run_cli(
        {"restore", (folder / "bad.mkv").string(), (folder / "out.mkv").string(), "--json"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const std::size_t at = run.out.rfind("{\"type\":\"result\"");
    ASSERT_NE(at, std::string::npos);
    const auto json = nlohmann::json::parse(run.out.substr(at));
    EXPECT_EQ(json["frames"], 50);
    ASSERT_EQ(json["damaged"].size(), 1U) << json["damaged"];
    const int frame = json["damaged"][0]["frame"].get<int>();
    EXPECT_NEAR(frame, 25, 3);
    const ProgramResult plain =
        run_cli({"restore", (folder / "bad.mkv").string(), (folder / "out2.mkv").string()});
    EXPECT_NE(plain.err.find("damaged frame"), std::string::npos) << plain.err;
}

TEST(BadInput, AFilmThatWasCutShortIsSaidToBe) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "whole.mkv", 60);
    const std::string whole = bytes_of(folder / "whole.mkv");
    std::ofstream(folder / "cut.mkv", std::ios::binary) << whole.substr(0, whole.size() * 6 / 10);
    for (const auto& [name, cut] : {std::pair{"whole.mkv", false}, std::pair{"cut.mkv", true}}) {
        const ProgramResult run =
            run_cli({"restore", (folder / name).string(), (folder / "out.mkv").string()});
        EXPECT_EQ(run.exit_code, 0) << run.err;
        EXPECT_EQ(run.err.find("cut short") != std::string::npos, cut) << name << ": " << run.err;
    }
}

TEST(BadInput, ADeviceThatIsNotThereIsUsage) {
    EXPECT_EQ(run_cli({"--device", "abacus", "steps"}).exit_code, 2);
}

} // namespace
} // namespace kinovar::test
