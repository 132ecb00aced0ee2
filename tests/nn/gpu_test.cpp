// Needs a GPU that libtorch can use; ctest -L gpu.

#include "core/nn/model.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <cmath>

namespace kinovar::nn {
namespace {

/// Networks are loaded on the GPU while one of these lives.
class OnGpu {
public:
    explicit OnGpu(bool half) : status_(set_device("cuda")) { set_half_precision(half); }
    ~OnGpu() {
        set_half_precision(false);
        (void)set_device("cpu");
    }
    OnGpu(const OnGpu&) = delete;
    OnGpu& operator=(const OnGpu&) = delete;
    [[nodiscard]] bool is_there() const { return status_.has_value(); }

private:
    Status status_;
};

float difference_to_cpu(bool half) {
    const test::TemporaryFolder folder;
    const auto path = test::compact_net().write(folder.path(), "net");
    const Array input = test::random_array({1, 3, 61, 47}, 1);
    const auto on_cpu = load_model(path);
    EXPECT_OK(on_cpu);
    const auto wanted = (*on_cpu)->run({&input, 1});
    EXPECT_OK(wanted);
    const OnGpu gpu(half);
    const auto on_gpu = load_model(path);
    EXPECT_OK(on_gpu);
    const auto found = (*on_gpu)->run({&input, 1});
    EXPECT_OK(found);
    float worst = 0;
    for (std::size_t i = 0; i < wanted->at(0).values.size(); ++i) {
        worst = std::max(worst, std::abs(wanted->at(0).values[i] - found->at(0).values[i]));
    }
    return worst;
}

#define KINOVAR_NEEDS_GPU()                                                                        \
    if (!OnGpu(false).is_there()) {                                                                \
        GTEST_SKIP() << "no GPU that libtorch can use";                                            \
    }

TEST(Gpu, GivesTheNumbersOfTheCpu) {
    KINOVAR_NEEDS_GPU();
    EXPECT_LE(difference_to_cpu(false), 2e-4F); // sums in another order, no TF32
}

TEST(Gpu, HalfPrecisionIsCloseToTheCpu) {
    KINOVAR_NEEDS_GPU();
    EXPECT_LE(difference_to_cpu(true), 0.05F); // ten bits of sums of a few hundred products
}

TEST(Gpu, AnUnknownDeviceIsRefused) {
    const Status status = set_device("cuda:99");
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Unsupported);
    EXPECT_FALSE(status.error().hint.empty());
}

} // namespace
} // namespace kinovar::nn
