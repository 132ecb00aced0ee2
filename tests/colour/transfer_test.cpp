#include "core/colour/transfer.h"
#include "tests/support/support.h"

#include <array>
#include <cmath>

namespace kinovar {
namespace {

constexpr std::array kAll = {
    Transfer::Bt709,     Transfer::Unspecified,  Transfer::Gamma22, Transfer::Gamma28,
    Transfer::Smpte170M, Transfer::Smpte240M,    Transfer::Linear,  Transfer::Log100,
    Transfer::Log316,    Transfer::XvYcc,        Transfer::Bt1361,  Transfer::Srgb,
    Transfer::Bt2020Ten, Transfer::Bt2020Twelve, Transfer::Pq,      Transfer::Smpte428,
    Transfer::Hlg,
};

bool is_log(Transfer transfer) {
    return transfer == Transfer::Log100 || transfer == Transfer::Log316;
}

class EveryTransfer : public testing::TestWithParam<Transfer> {};

TEST_P(EveryTransfer, EncodedComesBack) {
    // The negative part of BT.1361 ends at −0.25.
    const float low = GetParam() == Transfer::Bt1361 ? -0.25F : -1.0F;
    for (float encoded = low; encoded <= 1.0F; encoded += 1.0F / 1024) {
        const float linear = linear_from_encoded(GetParam(), encoded);
        ASSERT_NEAR(encoded_from_linear(GetParam(), linear), encoded, 2e-6F) << encoded;
    }
}

TEST_P(EveryTransfer, EndsAreFixed) {
    const float peak = linear_from_encoded(GetParam(), 1.0F);
    EXPECT_NEAR(peak, GetParam() == Transfer::Smpte428 ? 52.37F / 48 : 1.0F, 1e-5F);
    EXPECT_NEAR(linear_from_encoded(GetParam(), 0.0F), 0.0F, 1e-9F);
    EXPECT_NEAR(encoded_from_linear(GetParam(), 0.0F), 0.0F, 1e-6F);
}

TEST_P(EveryTransfer, RisesMonotonically) {
    float last = -1;
    for (int i = 0; i <= 4096; ++i) {
        const float linear = linear_from_encoded(GetParam(), static_cast<float>(i) / 4096);
        ASSERT_GE(linear, last) << i;
        last = linear;
    }
}

TEST_P(EveryTransfer, NegativeValuesMirror) {
    if (GetParam() == Transfer::Bt1361) {
        GTEST_SKIP() << "BT.1361 defines a negative part of its own";
    }
    for (const float value : {0.001F, 0.02F, 0.3F, 0.9F}) {
        EXPECT_EQ(linear_from_encoded(GetParam(), -value), -linear_from_encoded(GetParam(), value));
        EXPECT_EQ(encoded_from_linear(GetParam(), -value), -encoded_from_linear(GetParam(), value));
    }
}

TEST_P(EveryTransfer, ManyValuesEqualSingleOnes) {
    std::array<float, 5> values = {-0.5F, 0.0F, 0.01F, 0.5F, 1.25F};
    std::array<float, 5> expected{};
    for (std::size_t i = 0; i < values.size(); ++i) {
        expected[i] = linear_from_encoded(GetParam(), values[i]);
    }
    linearise(GetParam(), values);
    EXPECT_EQ(values, expected);
}

INSTANTIATE_TEST_SUITE_P(H273, EveryTransfer, testing::ValuesIn(kAll), [](const auto& test) {
    return "Code" + std::to_string(static_cast<int>(test.param));
});

// Figures from the standards' own tables.
TEST(Transfer, KnownPoints) {
    EXPECT_NEAR(linear_from_encoded(Transfer::Srgb, 0.5F), 0.2140411F, 1e-6F);
    EXPECT_NEAR(linear_from_encoded(Transfer::Bt709, 0.5F), 0.259719F, 1e-6F);
    EXPECT_NEAR(encoded_from_linear(Transfer::Pq, 0.01F), 0.508078F, 1e-5F); // 100 cd/m²
    EXPECT_NEAR(encoded_from_linear(Transfer::Pq, 0.1F), 0.751827F, 1e-5F);  // 1000 cd/m²
    EXPECT_NEAR(encoded_from_linear(Transfer::Hlg, 1.0F / 12), 0.5F, 1e-6F);
    EXPECT_NEAR(encoded_from_linear(Transfer::Log100, 0.1F), 0.5F, 1e-6F);
    EXPECT_NEAR(encoded_from_linear(Transfer::Gamma22, 0.5F), std::pow(0.5F, 1 / 2.2F), 1e-6F);
}

TEST(Transfer, LogarithmsHaveAFloor) {
    for (const Transfer transfer : kAll) {
        if (is_log(transfer)) {
            EXPECT_EQ(encoded_from_linear(transfer, 1e-4F), 0.0F);
            EXPECT_EQ(linear_from_encoded(transfer, 0.0F), 0.0F);
        }
    }
}

TEST(Transfer, PqStaysFiniteBeyondItsPeak) {
    EXPECT_EQ(linear_from_encoded(Transfer::Pq, 3.0F), 1.0F);
    EXPECT_EQ(encoded_from_linear(Transfer::Pq, 3.0F), 1.0F);
}

} // namespace
} // namespace kinovar
