#include "core/base/file.h"
#include "core/image/resize.h"
#include "core/media/picture_file.h"
#include "core/nn/catalogue.h"
#include "core/pipeline/source_clip.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/portrait.h"
#include "tests/steps/memory_clip.h"
#include "tests/support/support.h"

#include <algorithm>
#include <thread>

namespace {

using namespace kinovar;
using namespace kinovar::steps;

FramePtr grey_frame(float value = 0.5F) {
    auto frame = std::make_shared<Frame>(96, 64, ColourSpec::srgb());
    std::fill(frame->values().begin(), frame->values().end(), value);
    return frame;
}

pipeline::ClipPtr still(int frames = 1) {
    return std::make_shared<steps::test::MemoryClip>(
        std::vector<FramePtr>(static_cast<std::size_t>(frames), grey_frame()), "still");
}

/// A photograph at 512 px, so that the test is short.
Result<pipeline::ClipPtr> small_photo(const std::filesystem::path& path) {
    KINOVAR_TRY_ASSIGN(const auto source, pipeline::SourceClip::open(path));
    KINOVAR_TRY_ASSIGN(const FramePtr picture, source->frame(0, {}));
    constexpr int kSide = 512;
    KINOVAR_TRY_ASSIGN(FramePtr small, resize(*picture, kSide, kSide, ResizeFilter::Area));
    return std::make_shared<steps::test::MemoryClip>(std::vector<FramePtr>{std::move(small)},
                                                     path.string());
}

bool same_pixels(const Frame& a, const Frame& b) {
    return std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end());
}

TEST(PortraitStep, IsInItsFieldsAndTakesOneFrame) {
    const pipeline::StepType type = portrait_step_type();
    EXPECT_EQ(type.name, "portrait");
    EXPECT_OK(type.make({}));
    EXPECT_FALSE(type.make({{"preset", std::string("dance")}}));
    const auto film = portrait_clip({}, still(12));
    ASSERT_FALSE(film);
    EXPECT_EQ(film.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(film.error().message.find("12 frames"), std::string::npos);
    EXPECT_FALSE(film.error().hint.empty());
}

TEST(PortraitStep, SaysWhatTheClipWillBe) {
    PortraitOptions options;
    options.seconds = 2.5;
    options.fps = 23.976;
    options.mark = "none";
    const auto clip = portrait_clip(options, still());
    ASSERT_OK(clip);
    const pipeline::ClipInfo& info = (*clip)->info();
    EXPECT_EQ(info.frames, 60);
    EXPECT_EQ(info.rate, (Rational{24000, 1001}));
    ASSERT_TRUE(info.timeline);
    EXPECT_EQ(info.timeline->starts.size(), 60U);
    EXPECT_EQ(info.width, 96);
    EXPECT_FALSE(info.faithful);
    ASSERT_TRUE(info.shots);
    EXPECT_EQ(*info.shots->shot_of(30, {}), (pipeline::Shot{0, 59}));
    EXPECT_TRUE(info.sound.empty());
    ASSERT_TRUE(info.credentials);
    EXPECT_FALSE(info.credentials->visible_mark);
    EXPECT_TRUE(info.credentials->consents.empty());
    EXPECT_NE(info.credentials->action.find("No record of consent"), std::string::npos);
    EXPECT_FALSE(info.credentials->models.empty());
    EXPECT_EQ(*portrait_frames(options), 60);
}

TEST(PortraitStep, KeyHoldsAllThatNamesThePictures) {
    const kinovar::test::TemporaryFolder folder;
    const auto path = folder / "curves.json";
    const auto key_of = [&](auto change) {
        PortraitOptions options;
        change(options);
        const auto clip = portrait_clip(options, still());
        EXPECT_OK(clip);
        return clip ? (*clip)->info().key : Hash128{};
    };
    const Hash128 plain = key_of([](PortraitOptions&) {});
    EXPECT_EQ(plain, key_of([](PortraitOptions&) {}));
    EXPECT_NE(plain, key_of([](PortraitOptions& o) { o.seed = 2; }));
    EXPECT_NE(plain, key_of([](PortraitOptions& o) { o.script = "smile"; }));
    const auto with_file = [&](PortraitOptions& o) { o.curves = path.string(); };
    ASSERT_OK(write_file(path, R"({"channels": {"yaw": [[0, 1]]}})"));
    const Hash128 one = key_of(with_file);
    ASSERT_OK(write_file(path, R"({"channels": {"yaw": [[0, 2]]}})"));
    EXPECT_NE(one, key_of(with_file));
}

TEST(PortraitStep, WrongParametersAreToldBeforeAnyWork) {
    const auto trouble = [](auto change) {
        PortraitOptions options;
        change(options);
        const auto clip = portrait_clip(options, still());
        return clip ? std::string() : clip.error().one_line();
    };
    EXPECT_NE(trouble([](PortraitOptions& o) { o.script = "dance"; }).find("'dance'"),
              std::string::npos);
    EXPECT_NE(trouble([](PortraitOptions& o) { o.curves = "/nowhere.json"; }).find("nowhere"),
              std::string::npos);
    EXPECT_NE(trouble([](PortraitOptions& o) { o.driving = "/nowhere.mp4"; }).find("nowhere"),
              std::string::npos);
    EXPECT_FALSE(trouble([](PortraitOptions& o) {
                     o.script = "smile";
                     o.curves = "{}";
                 }).empty());
    EXPECT_FALSE(trouble([](PortraitOptions& o) { o.seconds = 0.1; }).empty());
    EXPECT_FALSE(trouble([](PortraitOptions& o) { o.strengths = "ears=1"; }).empty());
    EXPECT_FALSE(trouble([](PortraitOptions& o) { o.consent = "/nowhere.json"; }).empty());
    EXPECT_FALSE(trouble([](PortraitOptions& o) { o.landmarks = "{"; }).empty());
    EXPECT_NE(trouble([](PortraitOptions& o) { o.engine = "fomm"; }).find("driving"),
              std::string::npos);
}

TEST(PortraitStep, APictureDrivesNobody) {
    const kinovar::test::TemporaryFolder folder;
    const std::filesystem::path picture = folder / "driver.png";
    ASSERT_OK(media::write_picture(picture, *grey_frame(), media::PictureFormat::Png, 8));
    PortraitOptions options;
    options.driving = picture.string();
    const auto clip = portrait_clip(options, still());
    ASSERT_FALSE(clip);
    EXPECT_EQ(clip.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(clip.error().message.find("driver.png"), std::string::npos);
}

TEST(PortraitStep, CurvesOfSeveralFacesAreNotSynchronous) {
    for (const char* preset : {"living", "smile"}) {
        PortraitOptions options;
        options.preset = preset;
        const auto curves = curves_of(options, 3, {});
        ASSERT_OK(curves);
        ASSERT_EQ(curves->size(), 3U);
        EXPECT_NE((*curves)[0], (*curves)[1]);
        EXPECT_NE((*curves)[1], (*curves)[2]);
        EXPECT_EQ((*curves)[2].seconds, (*curves)[0].seconds);
    }
    PortraitOptions given;
    given.curves = R"({"channels": {"yaw": [[0, 1], [2, 5]]}})";
    const auto spread = curves_of(given, 2, {});
    ASSERT_OK(spread);
    EXPECT_NE((*spread)[0], (*spread)[1]);
    given.curves = R"([{"seconds": 3}, {"seconds": 3, "channels": {"yaw": [[0, 1]]}}])";
    given.strength = 0.5;
    const auto own = curves_of(given, 2, {});
    ASSERT_OK(own);
    EXPECT_EQ((*own)[1].channels.at(portrait::Channel::Yaw)[0].value, 0.5);
    EXPECT_FALSE(curves_of(given, 3, {}));
}

TEST(PortraitStep, APictureWithoutAFaceIsRefused) {
    const auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        GTEST_SKIP() << analyser.error().one_line();
    }
    const auto clip = portrait_clip({}, still());
    ASSERT_OK(clip);
    const auto frame = (*clip)->frame(0, {});
    ASSERT_FALSE(frame);
    EXPECT_EQ(frame.error().code, ErrorCode::Refused);
    EXPECT_FALSE(frame.error().hint.empty());
}

TEST(PortraitStep, APortraitLivesAndItsLoopCloses) {
    KINOVAR_NEEDS_SHARED(path, "data/portraits/stills/official_sen_tim-scott.jpg");
    const auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        GTEST_SKIP() << analyser.error().one_line();
    }
    const auto photo = small_photo(path);
    ASSERT_OK(photo);
    PortraitOptions options;
    options.seconds = 0.4;
    options.preset = "turn-right";
    const auto clip = portrait_clip(options, *photo);
    ASSERT_OK(clip);
    ASSERT_EQ((*clip)->info().frames, 10);
    Job job("portrait");
    ASSERT_OK((*clip)->analyse(0, 9, job));
    // Two threads at once get the same pictures.
    Result<FramePtr> first = failure(ErrorCode::Internal, "not made");
    Result<FramePtr> again = first;
    {
        const std::jthread one([&] { first = (*clip)->frame(4, {}); });
        const std::jthread two([&] { again = (*clip)->frame(4, {}); });
    }
    ASSERT_OK(first);
    ASSERT_OK(again);
    EXPECT_TRUE(same_pixels(**first, **again));
    const auto start = (*clip)->frame(0, {});
    ASSERT_OK(start);
    EXPECT_FALSE(same_pixels(**start, **first));
    const auto curves = curves_of(options, 1, {});
    ASSERT_OK(curves);
    EXPECT_EQ(curves->front().sample(0.4), curves->front().sample(0));
}

/// A weights folder with what is installed, and the checkpoint of random weights of the parity case
/// in the place of the user's.
class FommWeights {
public:
    explicit FommWeights(const std::filesystem::path& checkpoint) {
        namespace fs = std::filesystem;
        const auto catalogue = nn::Catalogue::open();
        if (catalogue && fs::exists(catalogue->weights_folder())) {
            for (const auto& entry : fs::directory_iterator(catalogue->weights_folder())) {
                if (entry.path().filename() != "fomm-vox") {
                    fs::create_directory_symlink(entry.path(), folder_ / entry.path().filename());
                }
            }
        }
        fs::create_directory(folder_ / "fomm-vox");
        fs::create_symlink(checkpoint, folder_ / "fomm-vox" / "vox-cpk.pth.tar");
        before_ = getenv("KINOVAR_MODELS") ? getenv("KINOVAR_MODELS") : "";
        setenv("KINOVAR_MODELS", folder_.path().c_str(), 1);
    }
    ~FommWeights() {
        before_.empty() ? unsetenv("KINOVAR_MODELS") : setenv("KINOVAR_MODELS", before_.c_str(), 1);
    }
    FommWeights(const FommWeights&) = delete;
    FommWeights& operator=(const FommWeights&) = delete;

private:
    kinovar::test::TemporaryFolder folder_;
    std::string before_;
};

TEST(PortraitStep, FommDrawsOnlyTheFaceAndItsSurroundings) {
    KINOVAR_NEEDS_SHARED(path, "data/portraits/stills/official_sen_tim-scott.jpg");
    KINOVAR_NEEDS_SHARED(film, "data/driving/d0_man_smile.mp4");
    KINOVAR_NEEDS_SHARED(checkpoint, "parity/g2_fomm/weights.pth.tar");
    const auto analyser = portrait::FaceAnalyser::installed();
    if (!analyser) {
        GTEST_SKIP() << analyser.error().one_line();
    }
    const kinovar::test::TemporaryFolder folder;
    const auto driving = folder / "driving.mp4";
    const auto cut =
        kinovar::test::run_command("ffmpeg -v error -i " + kinovar::test::quoted(film) +
                                   " -frames:v 6 " + kinovar::test::quoted(driving));
    if (cut.exit_code != 0) {
        GTEST_SKIP() << "ffmpeg is missing: " << cut.err;
    }
    const FommWeights weights(checkpoint);
    const auto photo = small_photo(path);
    ASSERT_OK(photo);
    PortraitOptions options;
    options.engine = "fomm";
    options.driving = driving.string();
    const auto clip = portrait_clip(options, *photo);
    ASSERT_OK(clip);
    const auto& models = (*clip)->info().credentials->models;
    EXPECT_TRUE(std::any_of(models.begin(), models.end(),
                            [](const auto& model) { return model.id == "fomm-vox"; }));
    const auto drawn = (*clip)->frame(3, {});
    ASSERT_OK(drawn);
    const auto original = (*photo)->frame(0, {});
    ASSERT_OK(original);
    ASSERT_TRUE((*drawn)->origin());
    std::size_t changed = 0;
    const auto& origins = (*drawn)->origin()->pixels;
    for (std::size_t i = 0; i < origins.size(); ++i) {
        if (origins[i] == Origin::Model) {
            ++changed;
            continue;
        }
        for (std::size_t c = 0; c < Frame::kChannels; ++c) {
            ASSERT_EQ((*drawn)->values()[Frame::kChannels * i + c],
                      (*original)->values()[Frame::kChannels * i + c]);
        }
    }
    EXPECT_GT(changed, origins.size() / 50);
    EXPECT_LT(changed, origins.size() * 9 / 10);
}

TEST(PortraitStep, FommIsAskedForWhereItIsMissing) {
    KINOVAR_NEEDS_SHARED(film, "data/driving/d0_man_smile.mp4");
    const auto catalogue = nn::Catalogue::open();
    ASSERT_OK(catalogue);
    if (catalogue->state_of(*catalogue->find("fomm-vox")) != nn::InstallState::Missing) {
        GTEST_SKIP() << "the checkpoint is installed here";
    }
    PortraitOptions options;
    options.engine = "fomm";
    options.driving = film.string();
    const auto clip = portrait_clip(options, still());
    ASSERT_FALSE(clip);
    EXPECT_EQ(clip.error().code, ErrorCode::MissingModel);
    EXPECT_FALSE(clip.error().hint.empty());
}

} // namespace
