// Networks that the user brings, with the small random one of the parity folder.

#include "core/nn/catalogue.h"
#include "core/nn/model_import.h"
#include "core/steps/retouch/fill/model_fill.h"
#include "tests/steps/retouch/fill/inpaint_fixture.h"

#include <gtest/gtest.h>

#include <cstdlib>

namespace kinovar::retouch {
namespace {

const cv::Size kSize(200, 150);

/// A folder of weights of its own, empty at first.
class ModelFill : public testing::Test {
protected:
    ModelFill() { ::setenv("KINOVAR_MODELS", folder_.path().c_str(), 1); }
    ~ModelFill() override { ::unsetenv("KINOVAR_MODELS"); }

    static Status import(const std::filesystem::path& file) {
        KINOVAR_TRY_ASSIGN(const auto catalogue, nn::Catalogue::open());
        Job job("import");
        nn::ImportOptions options;
        options.trust_program = true;
        options.name = "filler";
        KINOVAR_TRY(nn::import_model(catalogue, file, options, job));
        return {};
    }

    static Fix spot(Inpaint::Method method, const std::string& model = {}) {
        Inpaint inpaint;
        inpaint.model = model;
        inpaint.method = method;
        return test::disc_fix(inpaint, kSize, {100, 75}, 14);
    }

private:
    kinovar::test::TemporaryFolder folder_;
};

TEST_F(ModelFill, NoneInstalledIsSaidWithAWayOn) {
    EXPECT_EQ(installed_fill_model(), "");
    const test::FilmPictures pictures(std::vector{test::grainy_slope(kSize, 0.02)});
    const auto patch =
        test::patch_of_fix<Inpaint>(spot(Inpaint::Method::Model), pictures.picture(0), 0, pictures);
    ASSERT_FALSE(patch.has_value());
    EXPECT_EQ(patch.error().code, ErrorCode::MissingModel);
    EXPECT_NE(patch.error().hint.find("big-lama"), std::string::npos);
    // What is chosen by itself needs none.
    EXPECT_OK(
        test::patch_of_fix<Inpaint>(spot(Inpaint::Method::Auto), pictures.picture(0), 0, pictures));
}

TEST_F(ModelFill, AnImportedProgramFillsWhatNoFrameShows) {
    KINOVAR_NEEDS_SHARED(plugin, "parity/g2_torchscript_inpaint/plugin.pt");
    ASSERT_OK(import(plugin));
    EXPECT_EQ(installed_fill_model(), "") << "nobody knows yet what it does";
    const cv::Mat ground = test::grainy_slope(kSize, 0.02);
    const test::FilmPictures pictures(std::vector{ground});
    for (const auto method : {Inpaint::Method::Model, Inpaint::Method::Auto}) {
        const auto patch =
            test::patch_of_fix<Inpaint>(spot(method, "user-filler"), ground, 0, pictures);
        ASSERT_OK(patch);
        EXPECT_NE(patch->note.find("invented by"), std::string::npos) << patch->note;
        EXPECT_EQ(patch->origins.at<std::uint8_t>(patch->where.height / 2, patch->where.width / 2),
                  static_cast<int>(Origin::Model));
        EXPECT_TRUE(cv::checkRange(patch->pixels));
        EXPECT_GT(cv::norm(patch->pixels, ground(patch->where), cv::NORM_INF), 0);
    }
}

TEST_F(ModelFill, WhatIsWrongInTheHoleDoesNotReachTheNetwork) {
    KINOVAR_NEEDS_SHARED(plugin, "parity/g2_torchscript_inpaint/plugin.pt");
    const auto model = nn::load_trusted_program(plugin);
    ASSERT_OK(model);
    const cv::Mat ground = test::grainy_slope(kSize, 0.02);
    const Hole hole = test::disc({100, 75}, 14);
    cv::Mat broken = ground.clone();
    broken(hole.where).setTo(cv::Scalar(1, 0, 1), hole.mask);
    const auto one = fill_by_model(**model, ground, hole, 1);
    const auto other = fill_by_model(**model, broken, hole, 1);
    ASSERT_OK(one);
    ASSERT_OK(other);
    EXPECT_LT(cv::norm(*one, *other, cv::NORM_INF, hole.mask), 1e-5);
}

TEST_F(ModelFill, HolesLargerThanTheNetworkWorksAt) {
    KINOVAR_NEEDS_SHARED(plugin, "parity/g2_torchscript_inpaint/plugin.pt");
    const auto model = nn::load_trusted_program(plugin);
    ASSERT_OK(model);
    const cv::Mat ground = test::grainy_slope({701, 567}, 0.02);
    const auto pixels = fill_by_model(**model, ground, test::disc({340, 270}, 120), 1);
    ASSERT_OK(pixels);
    EXPECT_EQ(pixels->size(), cv::Size(241, 241));
}

TEST_F(ModelFill, AProgramThatNobodyTrustsIsNotRun) {
    KINOVAR_NEEDS_SHARED(plugin, "parity/g2_torchscript_inpaint/plugin.pt");
    const auto model = fill_model(plugin.string());
    ASSERT_FALSE(model.has_value());
    EXPECT_EQ(model.error().code, ErrorCode::Refused);
}

} // namespace
} // namespace kinovar::retouch
