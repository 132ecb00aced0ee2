#include "core/image/metrics.h"
#include "core/image/planar.h"
#include "tests/image/pictures.h"
#include "tests/image/planes.h"
#include "tests/support/support.h"

#include <hwy/targets.h>

#include <vector>

// The loops are compiled for several instruction sets; a machine uses only its best one. Here each
// that this machine can run must do the same work.

namespace kinovar {
namespace {

/// Limits dispatch to the targets in a set, until the end of the scope.
class OnlyTargets {
public:
    explicit OnlyTargets(std::int64_t targets) { set(targets); }
    ~OnlyTargets() { set(0); }
    OnlyTargets(const OnlyTargets&) = delete;
    OnlyTargets& operator=(const OnlyTargets&) = delete;

private:
    static void set(std::int64_t targets) {
        hwy::SetSupportedTargetsForTest(targets);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }
};

std::vector<std::int64_t> targets_of_this_machine() {
    std::vector<std::int64_t> targets;
    const std::int64_t all = hwy::SupportedTargets();
    for (int i = 0; i < 63; ++i) { // Highway leaves the sign bit alone
        const std::int64_t bit = std::int64_t{1} << i;
        if ((all & bit) != 0) {
            targets.push_back(bit);
        }
    }
    return targets;
}

TEST(InstructionSets, AllConvertAlike) {
    const auto targets = targets_of_this_machine();
    ASSERT_FALSE(targets.empty());
    std::mt19937 random(1);
    for (const PixelLayout layout : {PixelLayout{PixelLayout::Family::Yuv, 8, 1, 1},
                                     PixelLayout{PixelLayout::Family::Yuv, 10, 1, 0},
                                     PixelLayout{PixelLayout::Family::Rgb, 16, 0, 0}}) {
        for (const int width : {1, 5, 67}) {
            test::Planes planes(layout, width, 23);
            planes.fill_randomly(random);
            for (const std::int64_t target : targets) {
                const OnlyTargets only(target);
                const auto reader =
                    FrameFromPlanar::make(layout, width, 23, ColourSpec::bt709()).value();
                const auto writer =
                    PlanarFromFrame::make(layout, width, 23, ColourSpec::bt709(), Dither::Ordered)
                        .value();
                test::Planes back(layout, width, 23);
                const FramePtr frame = reader->convert(planes.read()).value();
                ASSERT_OK(writer->convert(*frame, back.write()));
                EXPECT_EQ(planes.distance(back), 0) << hwy::TargetName(target) << " " << width;
            }
        }
    }
}

TEST(InstructionSets, AllMeasureAlike) {
    const auto a = test::random_frame(301, 40, 1);
    const auto b = test::random_frame(301, 40, 2);
    const PictureMetrics best = compare_pictures(*a, *b).value();
    for (const std::int64_t target : targets_of_this_machine()) {
        const OnlyTargets only(target);
        const PictureMetrics metrics = compare_pictures(*a, *b).value();
        EXPECT_NEAR(metrics.psnr_rgb, best.psnr_rgb, 1e-5) << hwy::TargetName(target);
        EXPECT_NEAR(metrics.ssim_luma, best.ssim_luma, 1e-6) << hwy::TargetName(target);
        EXPECT_NEAR(metrics.max_error, best.max_error, 1e-6) << hwy::TargetName(target);
    }
}

} // namespace
} // namespace kinovar
