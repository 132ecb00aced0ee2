#include "core/nn/model.h"
#include "core/nn/tensor_pool.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <thread>

namespace kinovar::nn {
namespace {

class TensorPool : public testing::Test {
protected:
    void SetUp() override {
        tune_allocator();
        const test::TemporaryFolder folder;
        auto model = load_model(test::compact_net().write(folder.path(), "net"));
        ASSERT_OK(model);
        model_ = *model;
        empty_tensor_pool();
    }

    void run(std::int64_t side) const {
        const Array input = test::random_array({1, 3, side, side}, 1);
        EXPECT_OK(model_->run({&input, 1}));
    }

    std::shared_ptr<const Model> model_;
};

TEST_F(TensorPool, KeepsBlocksAndGivesThemBack) {
    run(400);
    const PoolStats after = tensor_pool_stats();
    EXPECT_GT(after.kept, std::size_t{4} << 20U);
    empty_tensor_pool();
    EXPECT_EQ(tensor_pool_stats().kept, 0U);
    EXPECT_EQ(tensor_pool_stats().in_use, after.in_use);
}

TEST_F(TensorPool, StaysFlatOverALongJob) {
    constexpr int kWarmUp = 3; // blocks that were kept fit a little differently the second time
    for (int i = 0; i < kWarmUp; ++i) {
        run(300);
    }
    const std::size_t first = tensor_pool_stats().kept;
    for (int i = 0; i < 50; ++i) {
        run(300);
        ASSERT_EQ(tensor_pool_stats().kept, first);
        ASSERT_EQ(tensor_pool_stats().in_use, 0U);
    }
}

TEST_F(TensorPool, ManySizesDoNotPileUp) {
    run(500);
    const std::size_t most = tensor_pool_stats().kept;
    for (std::int64_t side = 200; side < 500; side += 7) {
        run(side);
    }
    EXPECT_LE(tensor_pool_stats().kept, 2 * most);
}

TEST_F(TensorPool, WorksFromManyThreads) {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&, i] {
            for (int k = 0; k < 5; ++k) {
                run(200 + 50 * i);
            }
        });
    }
    threads.clear();
    EXPECT_EQ(tensor_pool_stats().in_use, 0U);
}

} // namespace
} // namespace kinovar::nn
