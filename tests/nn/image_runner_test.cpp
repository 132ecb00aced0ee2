#include "core/nn/image_runner.h"
#include "core/nn/model.h"
#include "core/nn/tile_plan.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>

namespace kinovar::nn {
namespace {

std::shared_ptr<const Model> compact_model() {
    const test::TemporaryFolder folder;
    auto model = load_model(test::compact_net().write(folder.path(), "net"));
    EXPECT_OK(model);
    return model.value_or(nullptr);
}

float largest_difference(const Frame& a, const Frame& b) {
    EXPECT_EQ(a.values().size(), b.values().size());
    float worst = 0;
    for (std::size_t i = 0; i < std::min(a.values().size(), b.values().size()); ++i) {
        worst = std::max(worst, std::abs(a.values()[i] - b.values()[i]));
    }
    return worst;
}

/// Enlarges by repeating pixels, through the plain array interface; notes the sizes it was given,
/// and can be told to run out of memory.
class RepeatModel : public Model {
public:
    explicit RepeatModel(int scale, int multiple = 1) {
        info_.id = "repeat";
        info_.scale = scale;
        info_.size_multiple = multiple;
        info_.halo = 4;
    }

    ModelInfo info_;
    std::int64_t memory = INT64_MAX; ///< pixels that fit
    mutable std::vector<std::pair<std::int64_t, std::int64_t>> sizes;

    [[nodiscard]] const ModelInfo& info() const override { return info_; }
    [[nodiscard]] Result<std::vector<Array>> run(std::span<const Array> inputs) const override {
        const Array& in = inputs[0];
        const std::int64_t height = in.shape[2];
        const std::int64_t width = in.shape[3];
        sizes.emplace_back(width, height);
        if (width * height > memory) {
            return failure(ErrorCode::OutOfMemory, "too large");
        }
        const std::int64_t scale = info_.scale;
        Array out{{1, 3, height * scale, width * scale}, {}};
        for (std::int64_t c = 0; c < 3; ++c) {
            for (std::int64_t y = 0; y < height * scale; ++y) {
                for (std::int64_t x = 0; x < width * scale; ++x) {
                    out.values.push_back(in.values[static_cast<std::size_t>(
                        (c * height + y / scale) * width + x / scale)]);
                }
            }
        }
        return std::vector<Array>{std::move(out)};
    }
};

void expect_repeated(const Frame& in, const Frame& out, int scale) {
    ASSERT_EQ(out.width(), in.width() * scale);
    ASSERT_EQ(out.height(), in.height() * scale);
    float worst = 0;
    for (int y = 0; y < out.height(); ++y) {
        for (int x = 0; x < out.width() * 3; ++x) {
            const float wanted = in.row(y / scale)[x / 3 / scale * 3 + x % 3];
            worst = std::max(worst, std::abs(out.row(y)[x] - wanted));
        }
    }
    EXPECT_LE(worst, 1e-6F);
}

TEST(ImageRunner, TiledAndUntiledAgree) {
    const auto model = compact_model();
    const FramePtr picture = test::test_picture(101, 67);
    RunOptions whole;
    whole.tile = 1000;
    const auto wanted = run_image(*model, *picture, whole);
    ASSERT_OK(wanted);
    for (const int tile : {16, 23, 40, 64}) {
        RunOptions options;
        options.tile = tile;
        const auto found = run_image(*model, *picture, options);
        ASSERT_OK(found);
        EXPECT_LE(largest_difference(**wanted, **found), 1.0F / 255.0F) << tile;
    }
}

TEST(ImageRunner, TinyAndOddPictures) {
    const auto model = compact_model();
    for (const auto& [width, height] : {std::pair{1, 1}, {3, 5}, {17, 31}, {1, 40}, {33, 1}}) {
        for (const int tile : {0, 16}) {
            const FramePtr picture = test::test_picture(width, height);
            RunOptions options;
            options.tile = tile;
            const auto result = run_image(*model, *picture, options);
            ASSERT_OK(result);
            EXPECT_EQ((*result)->width(), width * 2);
            EXPECT_EQ((*result)->height(), height * 2);
            for (const float value : (*result)->values()) {
                ASSERT_TRUE(std::isfinite(value));
            }
        }
    }
}

TEST(ImageRunner, ConstantPicturesShowNoSeams) {
    const RepeatModel model(3);
    Frame picture(90, 70, ColourSpec::srgb());
    std::fill(picture.values().begin(), picture.values().end(), 0.37F);
    RunOptions options;
    options.tile = 20;
    const auto result = run_image(model, picture, options);
    ASSERT_OK(result);
    EXPECT_GT(model.sizes.size(), 8U);
    expect_repeated(picture, **result, 3);
}

TEST(ImageRunner, OriginIsTheModelAndTheColourStays) {
    const RepeatModel model(2);
    const auto picture = std::make_shared<Frame>(8, 6, ColourSpec::bt601());
    std::fill(picture->values().begin(), picture->values().end(), 0.5F);
    const auto result = run_image(model, *picture);
    ASSERT_OK(result);
    EXPECT_EQ((*result)->colour(), ColourSpec::bt601());
    const auto& origin = (*result)->origin();
    ASSERT_NE(origin, nullptr);
    EXPECT_EQ(origin->width, 16);
    EXPECT_EQ(origin->height, 12);
    EXPECT_EQ(origin->pixels.size(), 16U * 12U);
    EXPECT_TRUE(std::all_of(origin->pixels.begin(), origin->pixels.end(),
                            [](Origin one) { return one == Origin::Model; }));
}

TEST(ImageRunner, SizesThatTheModelCannotTakeAreMirroredAndCropped) {
    const RepeatModel model(2, 8);
    for (const auto& [width, height] : {std::pair{1, 1}, {13, 21}, {16, 24}, {50, 45}}) {
        for (const int tile : {0, 16}) {
            const FramePtr picture = test::test_picture(width, height);
            RunOptions options;
            options.tile = tile;
            const auto result = run_image(model, *picture, options);
            ASSERT_OK(result);
            expect_repeated(*picture, **result, 2);
        }
    }
    for (const auto& [width, height] : model.sizes) {
        EXPECT_EQ(width % 8, 0);
        EXPECT_EQ(height % 8, 0);
    }
}

TEST(ImageRunner, TheValueRangeGoesThereAndBack) {
    RepeatModel model(1);
    model.info_.value_min = -1;
    model.info_.value_max = 1;
    const FramePtr picture = test::test_picture(20, 20);
    const auto result = run_image(model, *picture);
    ASSERT_OK(result);
    EXPECT_LE(largest_difference(*picture, **result), 1e-6F);
}

TEST(ImageRunner, HalvesTheTileWhenMemoryRunsOut) {
    RepeatModel model(2);
    model.memory = 50 * 50;
    const FramePtr picture = test::test_picture(200, 150);
    std::vector<std::string> notices;
    RunOptions options;
    options.notice = [&](const std::string& text) { notices.push_back(text); };
    const auto result = run_image(model, *picture, options);
    ASSERT_OK(result);
    expect_repeated(*picture, **result, 2);
    ASSERT_FALSE(notices.empty());
    EXPECT_NE(notices[0].find("200×150"), std::string::npos) << notices[0];
    EXPECT_LE(model.sizes.back().first * model.sizes.back().second, model.memory);
}

TEST(ImageRunner, GivesUpWhenNothingFits) {
    RepeatModel model(2);
    model.memory = 10;
    const FramePtr picture = test::test_picture(100, 100);
    const auto result = run_image(model, *picture);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, ErrorCode::OutOfMemory);
    EXPECT_FALSE(result.error().hint.empty());
}

TEST(ImageRunner, StopsBetweenTiles) {
    const RepeatModel model(1);
    const FramePtr picture = test::test_picture(100, 100);
    std::stop_source source;
    source.request_stop();
    RunOptions options;
    options.stop = source.get_token();
    const auto result = run_image(model, *picture, options);
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(model.sizes.empty());
}

TEST(ImageRunner, ModelsThatDoNotFitAreRefused) {
    RepeatModel model(2);
    const FramePtr picture = test::test_picture(10, 10);
    model.info_.scale = 3; // says 3, so the result is as promised; then lies
    ASSERT_OK(run_image(model, *picture));
    model.info_.in_channels = 1;
    EXPECT_EQ(run_image(model, *picture).error().code, ErrorCode::Unsupported);
}

TEST(ImageRunner, AllOfThePictureIsCoveredOnce) {
    for (const int side : {16, 30, 100}) {
        for (const int length : {5, 16, 47, 100, 321}) {
            const TilePlan plan = plan_by_side({length, length, 10, 1}, side);
            EXPECT_EQ(plan.columns.front().begin, 0);
            EXPECT_EQ(plan.columns.back().end, length);
            for (int position = 0; position < length * 2; ++position) {
                float sum = 0;
                for (std::size_t i = 0; i < plan.columns.size(); ++i) {
                    const float weight = tile_weight(plan.columns, i, position, plan.feather, 2);
                    sum += weight;
                    const TileSpan& span = plan.columns[i];
                    // Far enough from a cut edge wherever it counts.
                    if (weight > 0 && span.begin > 0) {
                        EXPECT_GE(position / 2, span.begin + 10);
                    }
                    if (weight > 0 && span.end < length) {
                        EXPECT_LT(position / 2, span.end - 10);
                    }
                }
                EXPECT_NEAR(sum, 1, 1e-6);
            }
        }
    }
}

TEST(ImageRunner, ThePlanKeepsWithinItsBudget) {
    for (const std::int64_t pixels : {20'000, 60'000, 200'000, 400'000}) {
        const TilePlan plan = plan_by_pixels({640, 480, 28, 1}, pixels);
        EXPECT_LE(static_cast<std::int64_t>(plan.largest_width()) * plan.largest_height(), pixels);
    }
    EXPECT_EQ(plan_by_pixels({640, 480, 28, 1}, 640 * 480).count(), 1U);
    const TilePlan strips = plan_by_pixels({640, 480, 28, 1}, 200'000);
    EXPECT_EQ(strips.columns.size(), 2U); // the shorter cut
    EXPECT_EQ(strips.rows.size(), 1U);
    // A budget below all reason still gives tiles.
    EXPECT_GE(plan_by_pixels({640, 480, 28, 1}, 1).count(), 100U);
}

} // namespace
} // namespace kinovar::nn
