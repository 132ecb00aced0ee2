#include "core/train/checkpoint.h"
#include "core/train/compact_net.h"
#include "core/train/evaluation.h"
#include "core/train/trainer.h"
#include "tests/support/support.h"
#include "tests/train/train_fixture.h"

#include <ATen/ATen.h>
#include <gtest/gtest.h>

#include <fstream>

namespace kinovar::train {
namespace {

namespace fs = std::filesystem;

class Trainer : public testing::Test {
protected:
    void SetUp() override { test::write_pictures(folder_.path(), 5, 96); }

    [[nodiscard]] TrainRequest request(const std::string& name) const {
        return test::tiny_request(folder_.path(), results_ / name);
    }

    test::TemporaryFolder folder_;
    test::TemporaryFolder results_;
};

Result<TrainReport> run(const TrainRequest& request) {
    Job job("train");
    return train(request, job);
}

TEST_F(Trainer, LearnsToEnlarge) {
    TrainRequest request = this->request("net.safetensors");
    request.options.steps = 300;
    const auto report = run(request);
    ASSERT_OK(report);
    EXPECT_EQ(report->steps, 300);
    TrainRequest barely = this->request("barely.safetensors");
    barely.options.steps = 5;
    const auto first = run(barely);
    ASSERT_OK(first);
    EXPECT_GT(report->psnr, first->psnr + 1) << "it learns nothing";
}

TEST_F(Trainer, LearnsToCleanFilm) {
    TrainRequest request = this->request("clean.safetensors");
    request.task = TrainTask::Denoise;
    request.options.steps = 1200;
    request.options.patch = 24;
    const auto report = run(request);
    ASSERT_OK(report);
    EXPECT_GT(report->psnr, report->psnr_before + 0.3);
    const auto net = read_plain_net(request.output);
    ASSERT_OK(net);
    EXPECT_EQ(net->shape.scale, 1);
}

TEST_F(Trainer, SameSeedGivesTheSameWeights) {
    ASSERT_OK(run(request("a.safetensors")));
    ASSERT_OK(run(request("b.safetensors")));
    TrainRequest other = request("c.safetensors");
    other.options.seed = 2;
    ASSERT_OK(run(other));
    EXPECT_EQ(test::bytes_of(results_ / "a.safetensors"),
              test::bytes_of(results_ / "b.safetensors"));
    EXPECT_NE(test::bytes_of(results_ / "a.safetensors"),
              test::bytes_of(results_ / "c.safetensors"));
}

TEST_F(Trainer, GoingOnAfterAStopGivesTheSameWeights) {
    ASSERT_OK(run(request("whole.safetensors")));

    TrainRequest stopped = request("stopped.safetensors");
    Job* running = nullptr;
    Job job("train", [&](const Job::Event& event) {
        if (event.progress.stage == "train" && event.progress.done == 33) {
            running->request_stop();
        }
    });
    running = &job;
    const auto first = train(stopped, job);
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, ErrorCode::Cancelled);
    EXPECT_FALSE(fs::exists(stopped.output));

    stopped.resume = true;
    const auto second = run(stopped);
    ASSERT_OK(second);
    EXPECT_EQ(second->steps, 60);
    EXPECT_EQ(test::bytes_of(results_ / "whole.safetensors"),
              test::bytes_of(results_ / "stopped.safetensors"));
}

TEST_F(Trainer, ResumingNeedsAStateThatFits) {
    TrainRequest request = this->request("net.safetensors");
    request.resume = true;
    const auto missing = run(request);
    ASSERT_FALSE(missing);
    EXPECT_NE(missing.error().message.find("net.safetensors.training"), std::string::npos);

    request.resume = false;
    ASSERT_OK(run(request));
    request.resume = true;
    TrainRequest other_seed = request;
    other_seed.options.seed = 9;
    const auto seed = run(other_seed);
    ASSERT_FALSE(seed);
    EXPECT_NE(seed.error().message.find("seed"), std::string::npos);
    TrainRequest deeper = request;
    deeper.options.depth = 2;
    EXPECT_FALSE(run(deeper));

    std::ofstream(checkpoint_path(request.output), std::ios::trunc) << "damaged";
    EXPECT_FALSE(run(request));
}

TEST_F(Trainer, EndsWhenNothingIsGained) {
    TrainRequest request = this->request("net.safetensors");
    request.options.steps = 1000000;
    request.options.rate = 1e-12; // learns nothing
    request.options.validate_every = 2;
    request.options.patience = 3;
    const auto report = run(request);
    ASSERT_OK(report);
    EXPECT_TRUE(report->stopped_early);
    EXPECT_LT(report->steps, 1000);
    EXPECT_TRUE(fs::exists(request.output));
}

TEST_F(Trainer, EvaluationAgreesWithBicubicBefore) {
    TrainRequest request = this->request("net.safetensors");
    ASSERT_OK(run(request));
    Job job("evaluate");
    const auto report = evaluate({request.output, {folder_.path()}, 1}, job);
    ASSERT_OK(report);
    ASSERT_EQ(report->pictures.size(), 5U);
    EXPECT_EQ(report->pictures[0].name, "picture0.png");
    EXPECT_GT(report->psnr_before, 15);
    EXPECT_LT(report->psnr_before, 50);
}

TEST_F(Trainer, WrongRequestsAreRefusedBeforeAnythingIsWritten) {
    TrainRequest name = request("net.pth");
    TrainRequest place = request("missing/net.safetensors");
    TrainRequest data = request("net.safetensors");
    data.photos.places = {results_.path()};
    TrainRequest patch = request("net.safetensors");
    patch.options.patch = 200;
    for (const TrainRequest& wrong : {name, place, data, patch}) {
        const auto report = run(wrong);
        ASSERT_FALSE(report);
        EXPECT_FALSE(report.error().message.empty());
    }
    EXPECT_TRUE(fs::is_empty(results_.path()));
}

TEST(BicubicOfTheBenchmarks, IsWhatTheLiteratureStates) {
    KINOVAR_NEEDS_SHARED(set5, "data/bench/Set5");
    const test::TemporaryFolder folder;
    ASSERT_OK(nn::write_safetensors(folder / "net.safetensors",
                                    TrainableNet({16, 1, 2}, 1, at::kCPU).fold().named(), {}));
    Job job("evaluate");
    const auto report = evaluate({folder / "net.safetensors", {set5}, 1}, job);
    ASSERT_OK(report);
    EXPECT_NEAR(report->psnr_before, 33.66, 0.05);
}

} // namespace
} // namespace kinovar::train
