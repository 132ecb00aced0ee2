#include "core/steps/photo/restore_chain.h"
#include "tests/support/support.h"

namespace kinovar::steps {
namespace {

std::vector<std::string> names(const pipeline::Chain& chain) {
    std::vector<std::string> list;
    for (const pipeline::StepSpec& step : chain.steps) {
        list.push_back(step.name);
    }
    return list;
}

portrait::PortraitAnalysis with_face(float width, float sharpness) {
    portrait::PortraitAnalysis analysis;
    portrait::Face& face = analysis.faces.emplace_back();
    face.pose.scale = width;
    face.sharpness = sharpness;
    return analysis;
}

TEST(RestoreChain, DoesWhatThePictureNeeds) {
    EXPECT_EQ(names(restore_chain({})), (std::vector<std::string>{"photo-repair", "photo-fade"}));
    EXPECT_EQ(names(restore_chain(with_face(600, 20))),
              (std::vector<std::string>{"photo-repair", "photo-fade"}));
    const pipeline::Chain small = restore_chain(with_face(160, 100), {.sharp_model = true});
    EXPECT_EQ(names(small),
              (std::vector<std::string>{"photo-repair", "photo-fade", "degrain", "upscale"}));
    EXPECT_DOUBLE_EQ(std::get<double>(small.steps.back().values.at("scale")), 3.0);
    const pipeline::Chain own = restore_chain(with_face(40, 20));
    EXPECT_DOUBLE_EQ(std::get<double>(own.steps.back().values.at("scale")), 2.0);
    const pipeline::Chain tiny = restore_chain(with_face(40, 20), {.sharp_model = true});
    EXPECT_DOUBLE_EQ(std::get<double>(tiny.steps.back().values.at("scale")), 4.0);
}

} // namespace
} // namespace kinovar::steps
