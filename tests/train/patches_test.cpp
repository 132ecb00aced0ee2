#include "core/media/picture_file.h"
#include "core/train/film_patches.h"
#include "core/train/orientation.h"
#include "core/train/upscale_patches.h"
#include "core/train/validation.h"
#include "tests/support/support.h"
#include "tests/train/train_fixture.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <numeric>
#include <set>

namespace kinovar::train {
namespace {

std::vector<Photo> drawn_photos(int count, int side) {
    std::vector<Photo> photos;
    for (int i = 0; i < count; ++i) {
        photos.push_back({"drawn", {test::drawn_picture(side, side, static_cast<unsigned>(i))}});
    }
    return photos;
}

double mean_of(const std::vector<float>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double difference(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += std::abs(static_cast<double>(a[i]) - static_cast<double>(b[i]));
    }
    return sum / static_cast<double>(a.size());
}

TEST(Orientation, HasEightWaysThatKeepAllPixels) {
    std::set<std::vector<float>> seen;
    for (std::uint64_t bits = 0; bits < 8; ++bits) {
        std::vector<float> turned(9);
        Orientation(bits).write(turned.data(), 3,
                                [](int x, int y) { return static_cast<float>(3 * y + x); });
        EXPECT_EQ(std::accumulate(turned.begin(), turned.end(), 0.F), 36.F);
        seen.insert(turned);
    }
    EXPECT_EQ(seen.size(), 8U);
}

TEST(UpscalePatches, SmallPatchIsTheReducedLargeOne) {
    const auto photos = drawn_photos(3, 128);
    const auto source = UpscalePatches::make(photos, {8, 24, 2, 1});
    ASSERT_OK(source);
    const Batch batch = (*source)->batch(4);
    ASSERT_EQ(batch.inputs.size(), 8U * 24U * 24U);
    ASSERT_EQ(batch.targets.size(), 8U * 48U * 48U);
    // Means of 2×2 pixels are no antialiased bicubic, but near it; any error of place or direction
    // would show.
    std::vector<float> means;
    for (std::size_t patch = 0; patch < 8; ++patch) {
        for (std::size_t y = 0; y < 24; ++y) {
            for (std::size_t x = 0; x < 24; ++x) {
                const float* at = batch.targets.data() + patch * 48 * 48 + 2 * y * 48 + 2 * x;
                means.push_back((at[0] + at[1] + at[48] + at[49]) / 4);
            }
        }
    }
    EXPECT_LT(difference(means, batch.inputs), 0.02);
}

TEST(UpscalePatches, BatchIsAFunctionOfItsNumberAndSeed) {
    const auto photos = drawn_photos(3, 128);
    const auto first = UpscalePatches::make(photos, {4, 16, 2, 1});
    const auto same = UpscalePatches::make(photos, {4, 16, 2, 1});
    const auto other = UpscalePatches::make(photos, {4, 16, 2, 2});
    ASSERT_OK(first);
    EXPECT_EQ((*first)->batch(7).inputs, (*same)->batch(7).inputs);
    EXPECT_NE((*first)->batch(7).inputs, (*first)->batch(8).inputs);
    EXPECT_NE((*first)->batch(7).inputs, (*other)->batch(7).inputs);
}

TEST(FilmPatches, DamageKeepsBrightnessAndIsRepeatable) {
    const auto photos = drawn_photos(2, 128);
    const FilmPatches source(photos, {32, 32, 1, 5});
    const Batch batch = source.batch(1);
    EXPECT_EQ(batch.scale, 1);
    EXPECT_NEAR(mean_of(batch.inputs), mean_of(batch.targets), 0.01);
    EXPECT_GT(difference(batch.inputs, batch.targets), 0.005);
    EXPECT_EQ(batch.inputs, source.batch(1).inputs);
    for (const float value : batch.inputs) { // 8 bits
        EXPECT_NEAR(value * 255, std::round(value * 255), 1e-3);
    }
}

TEST(PhotoLibrary, ManifestAndNamesDecide) {
    const test::TemporaryFolder folder;
    test::write_pictures(folder.path(), 4, 64);
    std::ofstream(folder / "manifest.tsv") << "file\tship_weights_ok\n"
                                              "picture0.png\tyes\n"
                                              "picture1.png\tNO-tests-only\n"
                                              "picture2.png\tyes\n";
    PhotoSelection selection{{folder.path()}, {}, {}};
    EXPECT_EQ(find_photos(selection)->size(), 4U);
    selection.manifest = folder / "manifest.tsv";
    EXPECT_EQ(find_photos(selection)->size(), 2U);
    selection.excluded = {"picture2.png"};
    const auto files = find_photos(selection);
    ASSERT_OK(files);
    ASSERT_EQ(files->size(), 1U);
    EXPECT_EQ(files->front().filename(), "picture0.png");
}

TEST(PhotoLibrary, ManifestSpeaksForItsOwnFolderOnly) {
    const test::TemporaryFolder folder;
    const test::TemporaryFolder elsewhere;
    test::write_pictures(folder.path(), 2, 64);
    test::write_pictures(elsewhere.path(), 3, 64);
    std::ofstream(folder / "manifest.tsv") << "file\tship_weights_ok\npicture0.png\tno\n";
    const auto files =
        find_photos({{folder.path(), elsewhere.path()}, folder / "manifest.tsv", {}});
    ASSERT_OK(files);
    EXPECT_EQ(files->size(), 3U);
}

TEST(PhotoLibrary, UnreadableAndSmallPicturesAreNamedAndLeftOut) {
    const test::TemporaryFolder folder;
    test::write_pictures(folder.path(), 1, 64);
    std::ofstream(folder / "broken.png") << "no picture";
    const auto small = test::drawn_picture(8, 8, 1);
    ASSERT_OK(media::write_mask(folder / "small.png", small.values, 8, 8));
    const auto files = find_photos({{folder.path()}, {}, {}});
    ASSERT_OK(files);
    Job job("read");
    const auto photos = read_photos(*files, {32, 2}, job);
    ASSERT_OK(photos);
    EXPECT_EQ(photos->size(), 1U);
    const auto warnings = job.warnings();
    ASSERT_EQ(warnings.size(), 2U);
    EXPECT_NE(warnings[0].find("broken.png"), std::string::npos) << warnings[0];
    EXPECT_NE(warnings[1].find("small.png"), std::string::npos) << warnings[1];
    Job none("read");
    EXPECT_FALSE(read_photos(*files, {200, 2}, none));
}

TEST(PhotoLibrary, LargePicturesAreReducedToSeveralSizes) {
    const test::TemporaryFolder folder;
    const auto large = test::drawn_picture(1501, 700, 1);
    ASSERT_OK(media::write_mask(folder / "large.png", large.values, 1501, 700));
    Job job("read");
    const auto photos = read_photos({folder / "large.png"}, {64, 2}, job);
    ASSERT_OK(photos);
    const auto& sizes = photos->front().sizes;
    ASSERT_EQ(sizes.size(), 4U);
    EXPECT_EQ(sizes[0].width, 1000);
    EXPECT_EQ(sizes[0].height, 466);
    for (const LumaPicture& size : sizes) {
        EXPECT_EQ(size.width % 2 + size.height % 2, 0);
    }
}

TEST(Validation, ReductionIsThatOfTheBenchmarks) {
    KINOVAR_NEEDS_SHARED(bench, "data/bench");
    const auto high = media::read_picture(bench / "Set5" / "img_003.png");
    const auto low = media::read_picture(bench / "Set5_LR" / "butterflyx2.png");
    ASSERT_OK(high);
    ASSERT_OK(low);
    const auto small = resized(luma_of(**high), (*high)->width() / 2, (*high)->height() / 2);
    ASSERT_OK(small);
    const auto expected = luma_values_of(**low);
    ASSERT_EQ(small->values.size(), expected.size());
    double squares = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const double error = small->values[i] / 255.0 - static_cast<double>(expected[i]);
        squares += error * error;
    }
    const double psnr = -10 * std::log10(squares / static_cast<double>(expected.size()));
    EXPECT_GE(psnr, 50); // rounding to 8 bits alone costs down to 58
}

} // namespace
} // namespace kinovar::train
