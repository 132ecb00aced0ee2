#include "core/media/picture_file.h"
#include "core/steps/portrait/face/face_analyser.h"
#include "core/steps/portrait/face/face_drawing.h"
#include "core/steps/portrait/face/face_geometry.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>

namespace kinovar::portrait {
namespace {

/// Real networks on real pictures; skipped where either is missing.
class FaceNetworks : public testing::Test {
protected:
    void SetUp() override {
        folder_ = test::shared_folder() / "data/portraits/stills";
        if (test::shared_folder().empty() || !std::filesystem::exists(folder_)) {
            GTEST_SKIP() << "shared data is missing: data/portraits/stills";
        }
        const auto analyser = FaceAnalyser::installed();
        if (!analyser && analyser.error().code == ErrorCode::MissingModel) {
            GTEST_SKIP() << analyser.error().one_line();
        }
        ASSERT_OK(analyser);
        analyser_ = *analyser;
    }

    [[nodiscard]] FramePtr picture(const std::string& name) const {
        const auto read = media::read_picture(folder_ / name);
        EXPECT_OK(read);
        return *read;
    }
    [[nodiscard]] PortraitAnalysis analysed(const std::string& name) const {
        const auto analysis = analyser_->analyse(*picture(name), {});
        EXPECT_OK(analysis);
        return analysis ? *analysis : PortraitAnalysis{};
    }

    std::filesystem::path folder_;
    std::shared_ptr<const FaceAnalyser> analyser_;
};

bool has(const std::vector<Finding>& findings, FindingKind kind) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& one) { return one.kind == kind; });
}

TEST_F(FaceNetworks, AnOfficialPortraitIsReadAndReady) {
    const PortraitAnalysis analysis = analysed("official_sen_mazie-hirono.jpg");
    ASSERT_EQ(analysis.faces.size(), 1U);
    const Face& face = analysis.faces[0];
    EXPECT_TRUE(analysis.findings.empty());
    EXPECT_TRUE(face.findings.empty());
    EXPECT_FALSE(analysis.monochrome);
    EXPECT_GT(face.width(), 350);
    EXPECT_GT(face.mesh.presence, 0.9F);
    EXPECT_LT(face.minor_score, 0.1);
    EXPECT_EQ(face.descriptor.size(), 1024U);
    for (std::size_t eye = 0; eye < 2; ++eye) {
        // Irises lie between the corners of their eyes.
        const Point3& outer = face.mesh.points[eye == 0 ? 33 : 263];
        const Point3& inner = face.mesh.points[eye == 0 ? 133 : 362];
        const Iris& iris = face.mesh.irises[eye];
        EXPECT_GT(iris.centre.x, std::min(outer.x, inner.x));
        EXPECT_LT(iris.centre.x, std::max(outer.x, inner.x));
        EXPECT_NEAR(2 * iris.radius / face.width(), 0.08F, 0.02F);
    }
    ASSERT_FALSE(analysis.matte.values.empty());
    const auto at = [&](double x, double y) {
        return analysis.matte.values[static_cast<std::size_t>(y * analysis.matte.height) *
                                         static_cast<std::size_t>(analysis.matte.width) +
                                     static_cast<std::size_t>(x * analysis.matte.width)];
    };
    EXPECT_GT(at(0.5, 0.5), 0.9F);
    EXPECT_LT(at(0.02, 0.02), 0.1F);
}

TEST_F(FaceNetworks, AllOfAGroupAreFoundFromLeftToRight) {
    const PortraitAnalysis analysis = analysed("az_faces.jpg");
    ASSERT_EQ(analysis.faces.size(), 6U);
    EXPECT_TRUE(std::is_sorted(
        analysis.faces.begin(), analysis.faces.end(),
        [](const Face& a, const Face& b) { return a.box.x0 + a.box.x1 < b.box.x0 + b.box.x1; }));
}

TEST_F(FaceNetworks, TurnedAndTiltedOnesAreFound) {
    const PortraitAnalysis turned = analysed("if_rotated_90.jpg");
    ASSERT_EQ(turned.faces.size(), 1U);
    EXPECT_NEAR(std::abs(turned.faces[0].pose.roll), 90, 10);
    const PortraitAnalysis tilted = analysed("if_head_tilted.jpg");
    ASSERT_EQ(tilted.faces.size(), 1U);
    EXPECT_GT(std::abs(tilted.faces[0].pose.roll), 30);
}

TEST_F(FaceNetworks, WhereNobodyIsNobodyIsInvented) {
    for (const char* name : {"if_landscape_no_face.jpg", "dog_s33.jpg"}) {
        const PortraitAnalysis analysis = analysed(name);
        EXPECT_TRUE(analysis.faces.empty()) << name;
        EXPECT_TRUE(has(analysis.findings, FindingKind::NoFace)) << name;
    }
    const auto none = analyser_->find_mesh(*picture("if_landscape_no_face.jpg"));
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::NotFound);
}

TEST_F(FaceNetworks, TriageOfRealPictures) {
    EXPECT_TRUE(has(analysed("if_profile_left.jpg").faces.at(0).findings, FindingKind::TurnedAway));
    EXPECT_TRUE(has(analysed("if_mask.jpg").faces.at(0).findings, FindingKind::Hidden));
    EXPECT_TRUE(has(analysed("if_eyes_closed.jpg").faces.at(0).findings, FindingKind::EyesClosed));
    const PortraitAnalysis boy = analysed("scr_boy.jpg");
    EXPECT_TRUE(boy.monochrome);
    EXPECT_TRUE(has(boy.findings, FindingKind::Scratched));
    EXPECT_TRUE(has(boy.faces.at(0).findings, FindingKind::Minor));
}

TEST_F(FaceNetworks, AMeshIsTrackedAndAPersonKnownAgain) {
    const FramePtr one = picture("official_sen_john-thune.jpg");
    const auto mesh = analyser_->find_mesh(*one);
    ASSERT_OK(mesh);
    const auto again = analyser_->track(*one, *mesh);
    ASSERT_OK(again);
    EXPECT_GT(again->presence, 0.9F);
    const float width = fit_pose(*mesh).scale;
    EXPECT_NEAR(again->points[1].x, mesh->points[1].x, 0.02F * width);
    EXPECT_NEAR(again->points[1].y, mesh->points[1].y, 0.02F * width);
    const FramePtr two = picture("official_gov_jared-polis.jpg");
    const auto other = analyser_->find_mesh(*two);
    ASSERT_OK(other);
    const auto here = analyser_->descriptor(*one, *mesh);
    const auto once_more = analyser_->descriptor(*one, *again);
    const auto there = analyser_->descriptor(*two, *other);
    ASSERT_OK(here);
    ASSERT_OK(once_more);
    ASSERT_OK(there);
    EXPECT_GT(likeness(*here, *once_more), 0.9F);
    EXPECT_LT(likeness(*here, *there), 0.7F);
}

TEST_F(FaceNetworks, StopsWhenAskedAndDraws) {
    const FramePtr one = picture("scr_couple.jpg");
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = analyser_->analyse(*one, stop.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, ErrorCode::Cancelled);
    const auto analysis = analyser_->analyse(*one, {});
    ASSERT_OK(analysis);
    const auto drawing = draw_faces(*one, *analysis);
    ASSERT_OK(drawing);
    EXPECT_EQ((*drawing)->width(), 1000);
}

} // namespace
} // namespace kinovar::portrait
