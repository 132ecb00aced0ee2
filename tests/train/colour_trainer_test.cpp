// Training of the network that colours by hints.

#include "core/media/picture_file.h"
#include "core/nn/hint_planes.h"
#include "core/nn/model.h"
#include "core/train/colour_photos.h"
#include "core/train/colour_samples.h"
#include "core/train/trainer.h"
#include "tests/support/support.h"
#include "tests/train/train_fixture.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace kinovar::train {
namespace {

constexpr int kSide = 128;

/// Shapes whose colour follows their light, so that there is something to learn.
FramePtr coloured_picture(unsigned seed) {
    const LumaPicture luma = test::drawn_picture(kSide, kSide, seed);
    auto frame = std::make_shared<Frame>(kSide, kSide, ColourSpec::srgb());
    for (std::size_t i = 0; i < luma.pixels(); ++i) {
        const float light = static_cast<float>(luma.values[i]) / 255;
        float* pixel = frame->values().data() + i * Frame::kChannels;
        pixel[0] = 0.2F + 0.7F * light;
        pixel[1] = light;
        pixel[2] = 0.9F - 0.8F * light;
    }
    return frame;
}

class ColourTrainer : public testing::Test {
protected:
    void SetUp() override {
        for (unsigned i = 0; i < 3; ++i) {
            ASSERT_OK(media::write_picture(data_ / ("p" + std::to_string(i) + ".png"),
                                           *coloured_picture(i + 1), media::PictureFormat::Png, 8));
        }
    }

    [[nodiscard]] TrainRequest request(const std::string& name) const {
        TrainRequest request = test::tiny_request(data_.path(), results_ / name);
        request.task = TrainTask::Colour;
        request.options.steps = 6;
        request.options.batch = 2;
        request.options.patch = 64;
        request.options.validate_every = 3;
        return request;
    }

    test::TemporaryFolder data_;
    test::TemporaryFolder results_;
};

Result<TrainReport> run(const TrainRequest& request) {
    Job job("train");
    return train(request, job);
}

TEST_F(ColourTrainer, LearnsToColour) {
    TrainRequest request = this->request("net.safetensors");
    request.options.steps = 90;
    request.options.validate_every = 30;
    const auto report = run(request);
    ASSERT_OK(report);
    TrainRequest barely = this->request("barely.safetensors");
    barely.options.steps = 3;
    const auto first = run(barely);
    ASSERT_OK(first);
    EXPECT_EQ(first->psnr_before, report->psnr_before);
    EXPECT_GT(report->psnr, first->psnr) << "it learns nothing";
    const auto model = nn::load_model(request.output.string());
    ASSERT_OK(model);
    EXPECT_EQ((*model)->info().architecture, "ColourHintNet");
    EXPECT_EQ((*model)->info().parameters, report->parameters);
}

TEST_F(ColourTrainer, GoingOnAfterAStopGivesTheSameWeights) {
    ASSERT_OK(run(request("whole.safetensors")));
    TrainRequest stopped = request("stopped.safetensors");
    Job* running = nullptr;
    Job job("train", [&](const Job::Event& event) {
        if (event.progress.stage == "train" && event.progress.done == 4) {
            running->request_stop();
        }
    });
    running = &job;
    const auto first = train(stopped, job);
    ASSERT_FALSE(first);
    EXPECT_EQ(first.error().code, ErrorCode::Cancelled);
    stopped.resume = true;
    ASSERT_OK(run(stopped));
    EXPECT_EQ(test::bytes_of(results_ / "whole.safetensors"),
              test::bytes_of(results_ / "stopped.safetensors"));

    // A state of luma is none of colour.
    TrainRequest other = stopped;
    other.task = TrainTask::Denoise;
    other.options.patch = 16;
    EXPECT_FALSE(run(other));
}

TEST_F(ColourTrainer, WrongRequestsAreRefused) {
    TrainRequest patch = request("net.safetensors");
    patch.options.patch = 72;
    const auto wrong = run(patch);
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("multiple of 32"), std::string::npos);

    const test::TemporaryFolder grey;
    test::write_pictures(grey.path(), 3, kSide);
    TrainRequest colourless = request("net.safetensors");
    colourless.photos.places = {grey.path()};
    const auto none = run(colourless);
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().hint.find("in colour"), std::string::npos);
}

TEST(ColourSamplesOf, AreAFunctionOfTheNumber) {
    const std::vector<FramePtr> photos{coloured_picture(1), coloured_picture(2)};
    const ColourSamples samples(photos, {4, 64, 7});
    const auto first = samples.batch(11), again = samples.batch(11), other = samples.batch(12);
    ASSERT_EQ(first.size(), 4U);
    for (std::size_t i = 0; i < first.size(); ++i) {
        EXPECT_EQ(first[i].planes, again[i].planes);
        EXPECT_EQ(first[i].truth, again[i].truth);
        EXPECT_NE(first[i].truth, other[i].truth);
        EXPECT_EQ(first[i].planes.size(), static_cast<std::size_t>(nn::kHintPlanes) * 64 * 64);
        EXPECT_TRUE(std::all_of(first[i].planes.begin(), first[i].planes.end(),
                                [](float value) { return std::isfinite(value); }));
    }
}

TEST(ColourSamplesOf, HintsTellTheTruth) {
    const auto sample = whole_sample(*coloured_picture(3), kSide, 5, 1);
    ASSERT_OK(sample);
    ASSERT_EQ(sample->hints.size(), 5U * nn::kHintNumbers);
    const auto width = static_cast<std::size_t>(sample->width);
    for (std::size_t i = 0; i < 5; ++i) {
        const float* hint = sample->hints.data() + i * nn::kHintNumbers;
        const auto place =
            static_cast<std::size_t>(hint[1]) * width + static_cast<std::size_t>(hint[0]);
        float nearest = 1;
        for (const std::size_t at : {place, place + 1, place - 1, place + width, place - width}) {
            nearest = std::min(nearest, std::abs(sample->truth[at] - hint[2]));
        }
        EXPECT_LT(nearest, 0.2F) << "hint " << i; // a mean of nine pixels
    }
}

} // namespace
} // namespace kinovar::train
