#include "core/media/picture_file.h"
#include "tests/e2e/program.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace kinovar::test {
namespace {

constexpr int kWidth = 160;
constexpr int kHeight = 120;
constexpr int kDirtyFrame = 4;

/// Nine frames of a slow pan; on the fifth a white and a black square of 6 × 6 px.
void make_reel(const std::filesystem::path& path) {
    const std::string box = "enable='eq(n," + std::to_string(kDirtyFrame) + ")':w=6:h=6:t=fill";
    make_with_ffmpeg("-f lavfi -i gradients=size=400x300:c0=0x305070:c1=0xa0b060:speed=0.00001:"
                     "nb_colors=2:x0=0:y0=0:x1=399:y1=299 -frames:v 9 -vf "
                     "\"crop=160:120:n:20,drawbox=x=40:y=30:color=white:" +
                     box + ",drawbox=x=110:y=80:color=black:" + box +
                     "\" -pix_fmt yuv420p -c:v ffv1 " + quoted(path));
}

std::vector<std::uint8_t> mask_of(const std::filesystem::path& folder, int n) {
    int width = 0, height = 0;
    const auto mask = media::read_mask(media::numbered_path(folder / "%06d.png", n), width, height);
    EXPECT_OK(mask);
    EXPECT_EQ(width, kWidth);
    EXPECT_EQ(height, kHeight);
    return mask.value();
}

TEST(Defects, MasksAndFiguresSayWhatIsDirty) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mkv");
    const ProgramResult run = run_cli({"defects", (folder / "reel.mkv").string(), "--masks",
                                       (folder / "masks").string(), "--json", "--quiet"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    const auto json = nlohmann::json::parse(run.out);
    EXPECT_EQ(json["type"], "result");
    ASSERT_EQ(json["frames"].size(), 9U);
    EXPECT_EQ(names_in(folder / "masks").size(), 9U);
    for (int n = 0; n < 9; ++n) {
        const auto mask = mask_of(folder / "masks", n);
        const auto& frame = json["frames"][static_cast<std::size_t>(n)];
        EXPECT_EQ(frame["frame"], n);
        EXPECT_EQ(frame["area"], static_cast<int>(mask.size()) - std::ranges::count(mask, 0));
        EXPECT_EQ(frame["count"], n == kDirtyFrame ? 2 : 0) << n;
    }
    const auto dirty = mask_of(folder / "masks", kDirtyFrame);
    EXPECT_EQ(dirty[33 * kWidth + 43], 255);
    EXPECT_EQ(dirty[83 * kWidth + 113], 128);
    EXPECT_EQ(json["total"]["count"], 2);
    EXPECT_EQ(json["total"]["bright_area"], std::ranges::count(dirty, 255));
    EXPECT_EQ(json["total"]["dark_area"], std::ranges::count(dirty, 128));
}

TEST(Defects, ARangeGivesTheSameMasks) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mkv");
    const std::string reel = (folder / "reel.mkv").string();
    ASSERT_EQ(run_cli({"defects", reel, "--masks", (folder / "all").string()}).exit_code, 0);
    ASSERT_EQ(run_cli({"defects", reel, "--masks", (folder / "part").string(), "--frames", "3-5"})
                  .exit_code,
              0);
    EXPECT_EQ(names_in(folder / "part").size(), 3U);
    for (int n = 3; n <= 5; ++n) {
        EXPECT_EQ(mask_of(folder / "all", n), mask_of(folder / "part", n));
    }
}

TEST(Defects, SaysWhatIsWrongWithItsArguments) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_reel(folder / "reel.mkv");
    const std::string reel = (folder / "reel.mkv").string();
    const std::string masks = (folder / "masks").string();

    const ProgramResult missing =
        run_cli({"defects", (folder / "no.mkv").string(), "--masks", masks});
    EXPECT_EQ(missing.exit_code, 1);
    EXPECT_NE(missing.err.find("no.mkv"), std::string::npos) << missing.err;
    EXPECT_FALSE(std::filesystem::exists(masks));

    const ProgramResult file = run_cli({"defects", reel, "--masks", reel});
    EXPECT_EQ(file.exit_code, 1);
    EXPECT_NE(file.err.find("not a folder"), std::string::npos) << file.err;

    const ProgramResult range = run_cli({"defects", reel, "--masks", masks, "--frames", "5-40"});
    EXPECT_EQ(range.exit_code, 2);
    EXPECT_NE(range.err.find("0 to 8"), std::string::npos) << range.err;

    const ProgramResult protect =
        run_cli({"defects", reel, "--masks", masks, "--protect", (folder / "no.png").string()});
    EXPECT_EQ(protect.exit_code, 1);
    EXPECT_NE(protect.err.find("no.png"), std::string::npos) << protect.err;

    EXPECT_EQ(run_cli({"defects", reel}).exit_code, 2);
}

} // namespace
} // namespace kinovar::test
