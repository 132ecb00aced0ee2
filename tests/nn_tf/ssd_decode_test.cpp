#include "core/nn/detect/ssd_decode.h"
#include "tests/support/support.h"

namespace kinovar::nn {
namespace {

SsdLayout small_layout() {
    SsdLayout layout;
    layout.grids = {{2, 1}};
    layout.side = 100;
    layout.key_points = 1;
    layout.min_score = 0.5F;
    layout.max_overlap = 0.3F;
    return layout;
}

constexpr int kStride = 6;
constexpr float kNever = -845; // what the real network gives for a cell without a face

/// One row per anchor: the centres are (25, 25), (75, 25), (25, 75), (75, 75).
std::vector<float> rows(std::initializer_list<std::array<float, kStride>> all) {
    std::vector<float> values;
    for (const auto& row : all) {
        values.insert(values.end(), row.begin(), row.end());
    }
    return values;
}

TEST(SsdDecode, AnchorsGoRowByRow) {
    const AnchorGrid grids[] = {{2, 2}, {1, 1}};
    const auto anchors = make_anchors(grids);
    ASSERT_EQ(anchors.size(), 9U);
    EXPECT_FLOAT_EQ(anchors[1].x, 0.25F);
    EXPECT_FLOAT_EQ(anchors[2].x, 0.75F);
    EXPECT_FLOAT_EQ(anchors[2].y, 0.25F);
    EXPECT_FLOAT_EQ(anchors[4].y, 0.75F);
    EXPECT_FLOAT_EQ(anchors[8].x, 0.5F);
}

TEST(SsdDecode, BoxesAreRelativeToTheirAnchor) {
    const std::vector<float> logits = {kNever, 2, kNever, kNever};
    const auto boxes = rows({{}, {1, 2, 10, 20, -5, 5}, {}, {}});
    const auto found = decode_ssd(small_layout(), logits, 1, boxes, kStride);
    ASSERT_OK(found);
    ASSERT_EQ(found->size(), 1U);
    const Detection& one = found->front();
    EXPECT_EQ(one.anchor, 1);
    EXPECT_NEAR(one.score, 0.880797F, 1e-5F);
    EXPECT_FLOAT_EQ(one.x0, 71);
    EXPECT_FLOAT_EQ(one.y0, 17);
    EXPECT_FLOAT_EQ(one.x1, 81);
    EXPECT_FLOAT_EQ(one.y1, 37);
    ASSERT_EQ(one.points.size(), 1U);
    EXPECT_FLOAT_EQ(one.points[0].x, 70);
    EXPECT_FLOAT_EQ(one.points[0].y, 30);
}

TEST(SsdDecode, WeakerBoxesOfTheSameThingAreDropped) {
    const std::vector<float> logits = {1, 2, kNever, 3};
    const auto boxes =
        rows({{50, 0, 40, 40, 0, 0}, {0, 0, 40, 44, 0, 0}, {}, {0, 0, 30, 30, 0, 0}});
    const auto found = decode_ssd(small_layout(), logits, 1, boxes, kStride);
    ASSERT_OK(found);
    ASSERT_EQ(found->size(), 2U);
    EXPECT_EQ((*found)[0].anchor, 3); // strongest first
    EXPECT_EQ((*found)[1].anchor, 1);
}

TEST(SsdDecode, BlendedBoxesAreMeansByScore) {
    const std::vector<float> logits = {1, 1, kNever, kNever};
    const auto boxes = rows({{52, 0, 40, 40, 52, 10}, {0, 0, 40, 40, 0, 0}, {}, {}});
    const auto found = decode_ssd(small_layout(), logits, 1, boxes, kStride, Suppression::Blend);
    ASSERT_OK(found);
    ASSERT_EQ(found->size(), 1U);
    EXPECT_NEAR(found->front().x0, 56, 1e-4F);
    EXPECT_NEAR(found->front().x1, 96, 1e-4F);
    EXPECT_NEAR(found->front().points[0].x, 76, 1e-4F);
    EXPECT_NEAR(found->front().points[0].y, 30, 1e-4F);
}

TEST(SsdDecode, NumbersThatAreNotThereAreNotRead) {
    const std::vector<float> logits(3, 0.0F);
    const std::vector<float> boxes(4 * kStride, 0.0F);
    EXPECT_FALSE(decode_ssd(small_layout(), logits, 1, boxes, kStride).has_value());
    const std::vector<float> enough(4, 0.0F);
    EXPECT_FALSE(decode_ssd(small_layout(), enough, 1, boxes, kStride - 1).has_value());
    EXPECT_FALSE(decode_ssd(small_layout(), enough, 1, std::span(boxes).first(kStride), kStride)
                     .has_value());
}

} // namespace
} // namespace kinovar::nn
