#include "core/media/picture_file.h"
#include "core/steps/simulate/truth_writer.h"
#include "tests/steps/simulate/age_clips.h"

#include <nlohmann/json.hpp>

#include <fstream>

namespace kinovar::steps::simulate::test {
namespace {

using Json = nlohmann::json;

Json read_json(const std::filesystem::path& path) {
    std::ifstream stream(path);
    return Json::parse(stream);
}

TEST(AgeTruth, TheFileAgreesWithTheClip) {
    const kinovar::test::TemporaryFolder folder;
    const auto clip = aged(textured(160, 120), {});
    Job job("truth");
    job.begin("truth", 5);
    ASSERT_OK(write_truth(folder / "truth", *clip, 3, 7, job));
    EXPECT_EQ(job.progress().done, 5);

    const Json json = read_json(folder / "truth/truth.json");
    EXPECT_EQ(json["version"], 1);
    EXPECT_EQ(json["seed"], 1);
    EXPECT_EQ(json["options"]["strength"], 1.0);
    EXPECT_EQ(json["options"]["dust"], true);
    EXPECT_EQ(json["width"], 160);
    EXPECT_EQ(json["grain_sigma"].size(), 17U);
    ASSERT_EQ(json["frames"].size(), 5U);
    for (std::int64_t n = 3; n <= 7; ++n) {
        const Json& frame = json["frames"][static_cast<std::size_t>(n - 3)];
        const FrameTruth truth = take(*clip, n).truth;
        EXPECT_EQ(frame["frame"], n);
        EXPECT_DOUBLE_EQ(frame["dx"], truth.path.dx);
        EXPECT_DOUBLE_EQ(frame["dy"], truth.path.dy);
        EXPECT_DOUBLE_EQ(frame["gain"], truth.path.gain);
        ASSERT_EQ(frame["stamps"].size(), truth.stamps.size());
        for (std::size_t i = 0; i < truth.stamps.size(); ++i) {
            EXPECT_EQ(frame["stamps"][i]["class"], to_string(truth.stamps[i].kind));
            EXPECT_EQ(frame["stamps"][i]["box"][2], truth.stamps[i].width);
            EXPECT_EQ(frame["stamps"][i]["area"], truth.stamps[i].area);
        }
        ASSERT_EQ(frame["scratches"].size(), truth.scratches.size());
    }
}

TEST(AgeTruth, TheMasksComeBackAsTheyWere) {
    const kinovar::test::TemporaryFolder folder;
    const auto clip = aged(textured(101, 77), {});
    Job job("truth");
    ASSERT_OK(write_truth(folder / "truth", *clip, 0, 1, job));
    const FrameTruth truth = take(*clip, 1).truth;
    int width = 0, height = 0;
    const auto dust = media::read_mask(folder / "truth/dust/000001.png", width, height);
    ASSERT_OK(dust);
    EXPECT_EQ(width, 101);
    EXPECT_EQ(height, 77);
    EXPECT_EQ(*dust, truth.dust_mask);
    const auto scratch = media::read_mask(folder / "truth/scratch/000001.png", width, height);
    ASSERT_OK(scratch);
    EXPECT_EQ(*scratch, truth.scratch_mask);
}

TEST(AgeTruth, AStoppedJobLeavesNoTruthFile) {
    const kinovar::test::TemporaryFolder folder;
    const auto clip = aged(textured(64, 48), {});
    Job job("truth");
    job.request_stop();
    const Status status = write_truth(folder / "truth", *clip, 0, 9, job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Cancelled);
    for (const auto& entry : std::filesystem::directory_iterator(folder / "truth")) {
        EXPECT_TRUE(entry.is_directory()) << entry.path();
    }
}

TEST(AgeTruth, AFolderThatCannotBeMadeIsAnError) {
    const kinovar::test::TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    Job job("truth");
    EXPECT_FALSE(write_truth(folder / "file", *aged(textured(8, 8), {}), 0, 1, job).has_value());
}

} // namespace
} // namespace kinovar::steps::simulate::test
