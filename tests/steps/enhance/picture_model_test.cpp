// Steps that run a network over each picture, with the small network that is shipped and with those
// that are installed.

#include "core/nn/catalogue.h"
#include "tests/steps/enhance/enhance_clips.h"

#include <unistd.h>

namespace kinovar::steps::test {
namespace {

constexpr const char* kShipped = "model=kinovar-film-clean";

bool is_installed(const char* id) {
    const auto catalogue = nn::Catalogue::open();
    const nn::CatalogueEntry* entry = catalogue ? catalogue->find(id) : nullptr;
    return entry != nullptr && catalogue->state_of(*entry) == nn::InstallState::Installed;
}

TEST(PictureModel, ChangesThePictureAndSaysSo) {
    const auto source = moving(64, 48);
    const auto clip = stepped("denoise", kShipped, source);
    ASSERT_OK(clip);
    const pipeline::ClipInfo& info = (*clip)->info();
    EXPECT_EQ(info.width, 64);
    ASSERT_TRUE(info.faithful);
    EXPECT_EQ(info.faithful->info().key, source->info().key);
    EXPECT_EQ(info.credits.size(), 1U);
    const FramePtr result = frame_of(**clip, 2);
    EXPECT_FALSE(same_values(*result, *frame_of(*source, 2)));
    ASSERT_TRUE(result->origin());
    EXPECT_TRUE(std::all_of(result->origin()->pixels.begin(), result->origin()->pixels.end(),
                            [](Origin origin) { return origin == Origin::Model; }));
}

TEST(PictureModel, AmountMixes) {
    const auto source = moving(64, 48);
    const auto none = stepped("denoise", "model=nothing,amount=0", source);
    ASSERT_OK(none);
    EXPECT_EQ((*none)->info().key, source->info().key);
    const auto half = stepped("denoise", std::string(kShipped) + ",amount=0.5", source);
    const auto all = stepped("denoise", kShipped, source);
    ASSERT_OK(half);
    ASSERT_OK(all);
    EXPECT_NE((*half)->info().key, (*all)->info().key);
    const FramePtr before = frame_of(*source, 0);
    const FramePtr mixture = frame_of(**half, 0);
    const FramePtr network = frame_of(**all, 0);
    for (std::size_t i = 0; i < before->values().size(); ++i) {
        ASSERT_NEAR(mixture->values()[i], (before->values()[i] + network->values()[i]) / 2, 1e-5);
    }
}

TEST(PictureModel, GreyFilmStaysGrey) {
    const auto clip = stepped("denoise", kShipped, moving_grey(64, 48));
    ASSERT_OK(clip);
    EXPECT_TRUE((*clip)->info().monochrome);
    EXPECT_TRUE(is_grey(*frame_of(**clip, 0)));
}

TEST(PictureModel, OneAfterTheOtherKeepsTheFirstFaithfulClip) {
    const auto source = moving(64, 48);
    const auto first = stepped("denoise", kShipped, source);
    ASSERT_OK(first);
    const auto second = stepped("denoise", kShipped, *first);
    ASSERT_OK(second);
    EXPECT_EQ((*second)->info().faithful->info().key, source->info().key);
    EXPECT_EQ((*second)->info().credits.size(), 1U);
}

TEST(PictureModel, RefusesModelsOfOtherTasks) {
    EXPECT_TRUE(fails_with(stepped("deblur", kShipped, moving()), ErrorCode::InvalidArgument,
                           "kinovar-film-clean is not a model for deblur"));
    EXPECT_TRUE(fails_with(stepped("lowlight", "model=kinovar-sr-x2", moving()),
                           ErrorCode::InvalidArgument, "not a model for lowlight"));
    EXPECT_TRUE(fails_with(stepped("denoise", "model=no-such-model", moving()), ErrorCode::NotFound,
                           "no-such-model"));
}

TEST(PictureModel, MissingWeightsComeWithTheCommandThatBringsThem) {
    const kinovar::test::TemporaryFolder empty;
    ::setenv("KINOVAR_MODELS", empty.path().c_str(), 1);
    for (const auto& [step, model] : {std::pair{"deblur", "maxim-deblurring"},
                                      {"denoise", "maxim-denoising"},
                                      {"lowlight", "maxim-enhancement"}}) {
        EXPECT_TRUE(fails_with(stepped(step, "", moving()), ErrorCode::MissingModel,
                               std::string("models install ") + model));
    }
    ::unsetenv("KINOVAR_MODELS");
}

TEST(PictureModel, PicturesThatMaximCannotHoldAreRefusedBeforehand) {
    if (!is_installed("maxim-denoising")) {
        GTEST_SKIP() << "weights are not installed: kinovar-cli models install maxim-denoising";
    }
    constexpr std::int64_t kEnough = 100'000'000'000; // the network would want 120 GB
    if (::sysconf(_SC_PHYS_PAGES) > kEnough / ::sysconf(_SC_PAGESIZE)) {
        GTEST_SKIP() << "this machine has memory enough";
    }
    const auto clip = made(
        1, [](std::int64_t) { return painted(16384, 2048, [](int, int, int) { return 0.5F; }); });
    const auto denoised = stepped("denoise", "", clip);
    ASSERT_OK(denoised);
    EXPECT_TRUE(
        fails_with((*denoised)->frame(0, {}), ErrorCode::OutOfMemory, "maxim-denoising needs"));
}

TEST(PictureModel, MaximTakesNoiseOff) {
    if (!is_installed("maxim-denoising")) {
        GTEST_SKIP() << "weights are not installed: kinovar-cli models install maxim-denoising";
    }
    const auto clean = [](int x, int y, int) {
        return 0.5F + 0.2F * std::sin(static_cast<float>(x + y) / 16);
    };
    const auto noisy = made(1, [&](std::int64_t) {
        unsigned state = 1;
        return painted(64, 64, [&](int x, int y, int c) {
            state = state * 1664525U + 1013904223U;
            return clean(x, y, c) + 0.2F * (static_cast<float>(state >> 8U) / (1U << 24U) - 0.5F);
        });
    });
    const auto clip = stepped("denoise", "", noisy);
    ASSERT_OK(clip);
    const auto error = [&](const Frame& frame) {
        double sum = 0;
        for (int y = 0; y < 64; ++y) {
            for (int x = 0; x < 64; ++x) {
                sum += std::pow(frame.row(y)[3 * x] - clean(x, y, 0), 2);
            }
        }
        return std::sqrt(sum / 4096);
    };
    EXPECT_LT(error(*frame_of(**clip, 0)), 0.4 * error(*frame_of(*noisy, 0)));
}

} // namespace
} // namespace kinovar::steps::test
