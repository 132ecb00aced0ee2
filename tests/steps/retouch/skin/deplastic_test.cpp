#include "core/steps/measure/shots.h"
#include "core/steps/retouch/skin/bands.h"
#include "core/steps/retouch/skin/deplastic.h"
#include "core/steps/retouch/skin/missing.h"
#include "core/steps/retouch/skin/plastic.h"
#include "core/steps/retouch/skin/skin_mask.h"
#include "tests/steps/memory_clip.h"
#include "tests/steps/retouch/skin/portraits.h"

#include <algorithm>
#include <cmath>

namespace kinovar::retouch {
namespace {

using steps::test::MemoryClip;

class Deplastic : public test::Portraits {
protected:
    [[nodiscard]] static pipeline::ClipPtr mended(std::vector<FramePtr> frames,
                                                  FieldValues values) {
        auto clip = std::make_shared<MemoryClip>(std::move(frames), "deplastic");
        clip->set_shots(steps::listed_shots({}, clip->info().frames));
        const auto step = steps::deplastic_step_type().make(values);
        EXPECT_OK(step);
        const auto made = (*step)->apply(clip);
        EXPECT_OK(made);
        return made ? *made : nullptr;
    }
    [[nodiscard]] float likeness(const Frame& before, const Frame& after) const {
        const auto mesh = *analyser_->find_mesh(before);
        return portrait::likeness(*analyser_->descriptor(before, mesh),
                                  *analyser_->descriptor(after, mesh));
    }
    [[nodiscard]] static cv::Mat changed(const Frame& before, const Frame& after) {
        std::vector<cv::Mat> channels;
        cv::split(mat_view(before) != mat_view(after), channels);
        return channels[0] | channels[1] | channels[2];
    }
};

constexpr const char* kFace = "official_sen_mazie-hirono.jpg";

TEST_F(Deplastic, GivesASmoothedFaceTextureAndLeavesTheRestAlone) {
    const FramePtr plastic = smoothed(*portrait(kFace));
    const auto clip = mended({plastic}, {});
    const auto after = clip->frame(0, {});
    ASSERT_OK(after);
    const auto mesh = *analyser_->find_mesh(*plastic);
    EXPECT_LT((*plastic_score(**after, mesh))->score,
              (*plastic_score(*plastic, mesh))->score - 0.5);
    EXPECT_GE(likeness(*plastic, **after), 0.97F);
    const cv::Mat where = changed(*plastic, **after);
    EXPECT_GT(cv::countNonZero(where), 1000);
    std::vector<cv::Point2f> points;
    for (const auto& one : mesh.points) {
        points.emplace_back(one.x, one.y);
    }
    const cv::Rect hull = cv::boundingRect(points);
    EXPECT_EQ(cv::boundingRect(where) & hull, cv::boundingRect(where));
    EXPECT_NE((*after)->origin(), nullptr);
}

TEST_F(Deplastic, LeavesRealFacesAloneUnlessAllAreWanted) {
    const FramePtr real = portrait(kFace);
    EXPECT_EQ(*mended({real}, {})->frame(0, {}), real);
    const auto after = mended({real}, {{"all", true}})->frame(0, {});
    ASSERT_OK(after);
    EXPECT_NE(*after, real);
    EXPECT_GE(likeness(*real, **after), 0.97F);
}

TEST_F(Deplastic, AFrozenFaceBreathesAndItsBackgroundStays) {
    // The head small in a wide picture.
    const FramePtr face = smoothed(*portrait(kFace));
    cv::Mat wide(480, 960, CV_32FC3, cv::Scalar::all(0.4));
    mat_view(*face).copyTo(wide(cv::Rect(300, 0, face->width(), 480)));
    const FramePtr frozen = *frame_from_mat(wide, face->colour());
    const auto clip = mended(std::vector<FramePtr>(14, frozen),
                             {{"texture", 0.0}, {"soften", 0.0}, {"motion", 1.0}});
    const auto first = clip->frame(0, {});
    const auto later = clip->frame(7, {});
    ASSERT_OK(first);
    ASSERT_OK(later);
    EXPECT_EQ(cv::countNonZero(changed(*frozen, **first)), 0); // motion comes up from nothing
    const cv::Mat where = changed(*frozen, **later);
    EXPECT_GT(cv::countNonZero(where), 500);
    EXPECT_EQ(cv::countNonZero(where.colRange(0, 60)), 0);
    EXPECT_EQ(cv::countNonZero(where.colRange(900, 960)), 0);
    EXPECT_GE(likeness(*frozen, **later), 0.97F);
}

/// Finest texture of the skin, in 8-bit levels.
double texture_of(const Frame& picture, const portrait::FaceMesh& mesh) {
    const cv::Mat luma = luma_levels(mat_view(picture));
    return texture_levels(luma, face_masks(luma.size(), mesh, {1, 0, 0, 0, 1, 0}).skin).fine;
}
std::ptrdiff_t pixels_of(const Frame& picture, Origin origin) {
    const auto& origins = picture.origin()->pixels;
    return std::count(origins.begin(), origins.end(), origin);
}

/// Its skin measures as real even where it was smoothed a little.
constexpr const char* kRoughFace = "official_gov_david-ige.jpg";

TEST_F(Deplastic, RealSkinComesFromAnotherFrameOfTheShot) {
    const FramePtr real = portrait(kRoughFace);
    const FramePtr plastic = smoothed(*real);
    const auto mesh = *analyser_->find_mesh(*plastic);
    const auto after = mended({real, plastic, plastic},
                              {{"from", "shot"}, {"texture", 1.0}, {"motion", 0.0}, {"all", true}})
                           ->frame(2, {});
    ASSERT_OK(after);
    EXPECT_GT(texture_of(**after, mesh), 1.1 * texture_of(*plastic, mesh));
    EXPECT_GT(pixels_of(**after, Origin::Neighbour), 1000);
}

TEST_F(Deplastic, RealSkinComesFromTheScanUnlessThatIsPlasticToo) {
    const FramePtr real = portrait(kRoughFace);
    const FramePtr plastic = smoothed(*real);
    const auto mesh = *analyser_->find_mesh(*plastic);
    const auto of = [&](const FramePtr& scan) {
        const auto clip = std::make_shared<MemoryClip>(std::vector{plastic}, "made");
        clip->set_faithful(std::make_shared<MemoryClip>(std::vector{scan}, "scan"));
        const auto step =
            steps::deplastic_step_type().make({{"from", "scan"}, {"texture", 1.0}, {"all", true}});
        return *(*(*step)->apply(clip))->frame(0, {});
    };
    EXPECT_GT(texture_of(*of(real), mesh), 1.1 * texture_of(*plastic, mesh));
    EXPECT_GT(pixels_of(*of(plastic), Origin::Hand), 1000);
}

TEST_F(Deplastic, BlinksAreSaidInTheExport) {
    const FramePtr face = portrait(kFace);
    EXPECT_EQ(mended({face}, {})->info().credentials, nullptr);
    const auto said = mended({face}, {{"blinks", true}})->info().credentials;
    ASSERT_NE(said, nullptr);
    EXPECT_NE(said->action.find("blinks"), std::string::npos);
}

TEST_F(Deplastic, PicturesWithoutFacesPassThrough) {
    const FramePtr grey =
        *frame_from_mat(cv::Mat(240, 320, CV_32FC3, cv::Scalar::all(0.5)), ColourSpec::bt709());
    EXPECT_EQ(*mended({grey}, {})->frame(0, {}), grey);
}

} // namespace
} // namespace kinovar::retouch
